package org.fathom4j.compiled.graph;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a program runs on.
 *
 * @param features inputs, row-major floats, examples first
 * @param labels targets; absent where only the output is asked for
 * @param labelsMask weights of examples or outputs, or nothing
 * @param iteration parameter updates so far: chooses the random masks
 * @param epoch epochs so far
 */
public record Batch(
    INDArray features,
    @Nullable INDArray labels,
    @Nullable INDArray labelsMask,
    int iteration,
    int epoch) {

  /** How many examples. */
  public int examples() {
    return (int) features.size(0);
  }
}
