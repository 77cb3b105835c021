package org.fathom4j.compiled.cuda.device;

/** A library's routine, prepared for its operands. Whoever had it prepared closes it. */
public interface Work extends AutoCloseable {
  /** Queues it. */
  void queue();

  /** What it is, for people. */
  String describe();

  @Override
  void close();
}
