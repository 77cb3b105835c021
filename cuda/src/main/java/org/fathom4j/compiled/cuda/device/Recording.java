package org.fathom4j.compiled.cuda.device;

/** Launches that are queued all at once, as often as wanted. Whoever had it recorded closes it. */
public interface Recording extends AutoCloseable {
  /** Queues everything. */
  void play();

  /** Gives it back, once all that was queued before is done. */
  @Override
  void close();
}
