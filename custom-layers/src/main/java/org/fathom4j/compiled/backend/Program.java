package org.fathom4j.compiled.backend;

import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostTensor;

/** A graph made runnable, for one batch size. Not safe for several threads at once. */
public interface Program extends AutoCloseable {

  /**
   * Runs all steps, or has a device run them, in the order of the calls of all programs; the
   * vectors are only what the steps made of them when they have been fetched.
   *
   * @param batch features (and labels) of exactly the size that the program was compiled for; they
   *     may be changed once this has returned
   */
  void run(Batch batch);

  /** The sum of what the steps of the last run added to the score; waits for it. */
  double score();

  /**
   * An output of the last run, by its place among them; waits for it. Overwritten by the next run.
   */
  HostTensor output(int index);

  /**
   * Bytes of memory that the program needs beside the network's vectors; it may share them with
   * others that do not run at the same time.
   */
  long bytes();

  /** The commands that run, one a line: kernels, changes of layout, steps in Java. */
  String listing();

  @Override
  void close();
}
