package org.fathom4j.compiled.backend;

import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostTensor;

/** A graph made runnable, for one batch size. Not safe for several threads at once. */
public interface Program extends AutoCloseable {

  /**
   * Runs all steps.
   *
   * @param batch features (and labels) of exactly the size that the program was compiled for
   * @return the sum of what the steps add to the score
   */
  double run(Batch batch);

  /** An output of the last run, by its place among them; overwritten by the next run. */
  HostTensor output(int index);

  /** Bytes of memory that the program holds beside the network's vectors. */
  long bytes();

  /** The commands that run, one a line: kernels, changes of layout, steps in Java. */
  String listing();

  @Override
  void close();
}
