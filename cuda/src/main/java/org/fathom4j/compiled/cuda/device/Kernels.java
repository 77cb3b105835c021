package org.fathom4j.compiled.cuda.device;

/** Compiled kernels. Whoever had them built closes them. */
public interface Kernels extends AutoCloseable {
  /**
   * One of them, by its name in the source.
   *
   * @throws IllegalArgumentException where there is none
   */
  Kernel kernel(String name);

  /** Gives them back, once all that was queued before is done. */
  @Override
  void close();
}
