package org.fathom4j.compiled.cuda.nvidia;

/** What a library does with operands that may lie anywhere. Whoever asked for it closes it. */
interface Routine extends AutoCloseable {
  /** Bytes that it needs beside its operands, while it runs. */
  long workspace();

  /**
   * Queues it.
   *
   * @param operands addresses, in an order of the library's own
   * @param workspace address of {@link #workspace()} bytes
   */
  void queue(long[] operands, long workspace);

  /** What it is, for people. */
  String describe();

  @Override
  void close();
}
