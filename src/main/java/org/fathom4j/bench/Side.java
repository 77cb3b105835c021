package org.fathom4j.bench;

/** One of the programs that train the same network in turn. */
interface Side extends AutoCloseable {

  /** Takes training steps and gives the time that they took, in seconds. */
  double train(int steps);

  @Override
  void close();
}
