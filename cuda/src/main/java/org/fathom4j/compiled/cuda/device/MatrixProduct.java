package org.fathom4j.compiled.cuda.device;

import java.util.Optional;
import org.fathom4j.compiled.graph.Activation;

/**
 * {@code result = f(left right + bias)} of row-major matrices without gaps, {@code [rows, depth]}
 * by {@code [depth, columns]}.
 *
 * @param rows of the result
 * @param columns of the result
 * @param depth what is summed over
 * @param left first factor
 * @param right second factor
 * @param bias one number for each column, if any
 * @param function f, the identity where there is none; a device may refuse it and be asked again
 *     without
 * @param result what is written
 */
public record MatrixProduct(
    int rows,
    int columns,
    int depth,
    Factor left,
    Factor right,
    Optional<Place> bias,
    Optional<Activation> function,
    Place result) {
  /**
   * A factor.
   *
   * @param place where it lies
   * @param transposed whether it lies there transposed: the left one {@code [depth, rows]}, the
   *     right one {@code [columns, depth]}
   */
  public record Factor(Place place, boolean transposed) {}
}
