package org.fathom4j.compiled.cuda.device;

/** A run of a device's memory. Whoever allocated it closes it. */
public interface Memory extends AutoCloseable {
  /** How much it is. */
  long bytes();

  /** Gives it back, once all that was queued before is done. */
  @Override
  void close();
}
