package org.fathom4j.compiled.interpreter;

import java.util.Arrays;
import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Pooling;

/** The largest element below a window, the first among equals, or the mean. */
final class Poolings {
  private Poolings() {}

  static void run(
      Pooling pooling, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    boolean forward = pass == Pass.FORWARD;
    boolean largest = pooling.kind() == Pooling.Kind.MAX;
    Cells x = forward ? reads.get(0) : writes.get(0);
    Cells y = forward ? writes.get(0) : reads.get(0);
    Cells chosen = forward ? writes.get(1) : reads.get(1);
    for (int p = 0; p < x.size(0) * x.size(1); p++) {
      Plane plane = new Plane(pooling, x, y, chosen, p * x.plane(), p * y.plane());
      if (largest) {
        if (forward) {
          plane.largest();
        } else {
          plane.backToLargest();
        }
      } else if (forward) {
        plane.mean();
      } else {
        plane.backToMean();
      }
    }
  }

  /** One channel of one example. */
  private record Plane(Pooling pooling, Cells x, Cells y, Cells chosen, int fromX, int fromY) {

    void largest() {
      double[] best = new double[y.plane()];
      Arrays.fill(best, Double.NEGATIVE_INFINITY);
      Sliding.walk(
          pooling.window(),
          x,
          y,
          (out, in, tap) -> {
            if (x.get(fromX + in) > best[out]) {
              best[out] = x.get(fromX + in);
              chosen.set(fromY + out, in);
            }
          });
      for (int out = 0; out < best.length; out++) {
        y.set(fromY + out, best[out]);
      }
    }

    void backToLargest() {
      double[] sums = new double[x.plane()];
      for (int out = 0; out < y.plane(); out++) {
        sums[(int) chosen.get(fromY + out)] += y.get(fromY + out);
      }
      take(sums);
    }

    void mean() {
      double[] sums = new double[y.plane()];
      int[] counts = counts();
      Sliding.walk(pooling.window(), x, y, (out, in, tap) -> sums[out] += x.get(fromX + in));
      for (int out = 0; out < sums.length; out++) {
        y.set(fromY + out, sums[out] / counts[out]);
      }
    }

    void backToMean() {
      double[] sums = new double[x.plane()];
      int[] counts = counts();
      Sliding.walk(
          pooling.window(), x, y, (out, in, tap) -> sums[in] += y.get(fromY + out) / counts[out]);
      take(sums);
    }

    /** What each sum is divided by. */
    private int[] counts() {
      int[] counts = new int[y.plane()];
      if (pooling.kind() == Pooling.Kind.MEAN) {
        Sliding.walk(pooling.window(), x, y, (out, in, tap) -> counts[out]++);
      } else {
        Arrays.fill(counts, pooling.window().kernelHeight() * pooling.window().kernelWidth());
      }
      return counts;
    }

    private void take(double[] sums) {
      for (int in = 0; in < sums.length; in++) {
        x.set(fromX + in, sums[in]);
      }
    }
  }
}
