package org.fathom4j.compiled.cuda.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.fathom4j.compiled.graph.Shape;

/**
 * The elements of a row-major tensor in rows: each place of the kept dimensions has a row of those
 * that differ in the others alone. Kept and summed dimensions are two runs of neighbours each, at
 * most.
 *
 * @param kept number of rows
 * @param summed length of a row
 * @param keptRuns sizes and strides, far and near
 * @param summedRuns sizes and strides, far and near
 */
record Runs(int kept, int summed, List<Run> keptRuns, List<Run> summedRuns) {
  private static final int MOST = 2;

  /** Neighbouring dimensions taken as one. */
  record Run(long size, long stride) {}

  /** By which dimensions are summed over. */
  static Runs of(Shape shape, IntPredicate summed) {
    List<Run> keptRuns = new ArrayList<>();
    List<Run> summedRuns = new ArrayList<>();
    long stride = 1;
    List<Run> last = List.of();
    for (int d = shape.rank() - 1; d >= 0; d--) {
      List<Run> own = summed.test(d) ? summedRuns : keptRuns;
      if (shape.size(d) > 1) {
        if (own == last) {
          Run near = own.remove(0);
          own.add(0, new Run(near.size * shape.size(d), near.stride));
        } else {
          own.add(0, new Run(shape.size(d), stride));
        }
        last = own;
      }
      stride *= shape.size(d);
    }
    if (keptRuns.size() > MOST || summedRuns.size() > MOST) {
      throw new IllegalArgumentException("sums over dimensions too far apart of " + shape);
    }
    return new Runs(product(keptRuns), product(summedRuns), keptRuns, summedRuns);
  }

  /** Each channel a row. */
  static Runs channels(Shape shape) {
    return of(shape, d -> d != 1);
  }

  /** Everything one row. */
  static Runs everything(long elements) {
    return of(Shape.of(elements), d -> true);
  }

  private static int product(List<Run> runs) {
    return Math.toIntExact(runs.stream().mapToLong(Run::size).reduce(1, Math::multiplyExact));
  }

  /** As kernels take them. */
  Arguments arguments() {
    return new Arguments().whole(summed).all(arguments(keptRuns)).all(arguments(summedRuns));
  }

  private static Arguments arguments(List<Run> runs) {
    if (runs.isEmpty()) {
      return new Arguments().whole(1, 0, 0);
    }
    Run near = runs.get(runs.size() - 1);
    long far = runs.size() > 1 ? runs.get(0).stride : 0;
    return new Arguments().whole(near.size, far, near.stride);
  }
}
