package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.ParametricRelu;
import org.fathom4j.compiled.graph.Pass;

/** {@code y = max(x, 0) + a min(x, 0)}; slopes are shared where their shape has a 1. */
final class ParametricRelus {
  private ParametricRelus() {}

  static void run(
      ParametricRelu relu, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells x = reads.get(0);
    Cells slopes = reads.get(1);
    if (pass == Pass.FORWARD) {
      for (int i = 0; i < x.elements(); i++) {
        double slope = slopes.get(slope(x, slopes, i));
        writes.get(0).set(i, x.get(i) > 0 ? x.get(i) : slope * x.get(i));
      }
      return;
    }
    Cells dy = reads.get(2);
    double[] sums = new double[slopes.elements()];
    for (int i = 0; i < x.elements(); i++) {
      int at = slope(x, slopes, i);
      writes.get(0).set(i, x.get(i) > 0 ? dy.get(i) : slopes.get(at) * dy.get(i));
      sums[at] += Math.min(x.get(i), 0) * dy.get(i);
    }
    for (int i = 0; i < sums.length; i++) {
      writes.get(1).set(i, sums[i]);
    }
  }

  /** The index of the slope that an element has. */
  private static int slope(Cells x, Cells slopes, int index) {
    int rest = index;
    int at = 0;
    int stride = 1;
    for (int d = x.shape().rank() - 1; d >= 0; d--) {
      int place = rest % x.size(d);
      rest /= x.size(d);
      at += slopes.size(d) == 1 ? 0 : place * stride;
      stride *= slopes.size(d);
    }
    return at;
  }
}
