package org.fathom4j.compiled.cuda.device;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A processor with memory of its own and one queue of work. What is queued is done in the order in
 * which it was asked for. Calls may come from several threads, one after the other; threads that
 * work at the same time have a device each. What a library cannot do ends in a {@link
 * org.fathom4j.compiled.backend.BackendException}.
 */
public interface Device extends AutoCloseable {
  /**
   * Work items of every group, which share local memory and wait for each other at a barrier:
   * {@code GROUP} in the kernels' source.
   */
  int GROUP = 256;

  /** Its name and that of the libraries that reach it, with versions, for people. */
  String name();

  /** The kind of processor, such as {@code sm_90}. */
  String instructions();

  /** New memory, whose place is a multiple of 256 bytes; its elements are whatever they are. */
  Memory allocate(long bytes);

  /**
   * Queues a copy of a whole buffer, which lies outside of Java's heap; it may be changed as soon
   * as this returns.
   */
  void copyIn(FloatBuffer from, Place to);

  /** Waits for all that was queued, then fills a whole buffer that lies outside of Java's heap. */
  void copyOut(Place from, FloatBuffer to);

  /** Compiles a source, to which the device adds its own {@link Dialect} in front. */
  Kernels build(String source);

  /**
   * Queues a kernel.
   *
   * @param groups how many groups of {@link #GROUP} work items, at least 1
   * @param arguments in the order of the kernel's parameters; they stay the same each time that a
   *     recording is played
   */
  void launch(Kernel kernel, int groups, List<Argument> arguments);

  /** Prepares a product, or nothing where a plain kernel is to be used. */
  Optional<Work> prepare(MatrixProduct product);

  /** Prepares a convolution, or nothing where a plain kernel is to be used. */
  Optional<Work> prepare(ConvolutionProduct product);

  /**
   * Keeps what is launched meanwhile, without doing it, to be played again and again. Nothing else
   * of the device is asked for meanwhile than {@link #launch} and {@link Work#queue}.
   */
  Recording record(Runnable launches);

  @Override
  void close();
}
