package org.fathom4j.compiled.graph;

import org.jspecify.annotations.Nullable;

/**
 * What a program runs on.
 *
 * @param features inputs, examples first, outside of Java's heap
 * @param labels targets; absent where only the output is asked for
 * @param labelsMask weights of examples or outputs, or nothing
 * @param iteration parameter updates so far: chooses the random masks
 * @param epoch epochs so far
 */
public record Batch(
    HostTensor features,
    @Nullable HostTensor labels,
    @Nullable HostTensor labelsMask,
    int iteration,
    int epoch) {

  /** How many examples. */
  public int examples() {
    return (int) features.shape().size(0);
  }
}
