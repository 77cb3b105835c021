package org.fathom4j.bench;

/** One of the programs that take turns: each trains the same network. */
interface Side extends AutoCloseable {

  /** Takes training steps and gives the time that they took, in seconds. */
  double train(int steps);

  @Override
  void close();
}
