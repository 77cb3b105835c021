package org.fathom4j.compiled.interpreter;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Pass;

/** {@code y = x s^-beta} with {@code s = k + alpha * sum of x^2 over the channels around}. */
final class LocalResponses {
  private LocalResponses() {}

  static void run(
      LocalResponse response, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells x = reads.get(0);
    for (int i = 0; i < x.elements(); i++) {
      if (pass == Pass.FORWARD) {
        double sum = around(response, x, i, j -> x.get(j) * x.get(j));
        double s = response.k() + response.alpha() * sum;
        writes.get(0).set(i, x.get(i) * Math.pow(s, -response.beta()));
        writes.get(1).set(i, s);
      } else {
        writes.get(0).set(i, gradient(response, x, reads.get(1), reads.get(2), i));
      }
    }
  }

  /** An element acts on its own output, and on the sums of the outputs around it. */
  private static double gradient(LocalResponse response, Cells x, Cells sums, Cells dy, int i) {
    double beta = response.beta();
    double others =
        around(response, x, i, j -> dy.get(j) * x.get(j) * Math.pow(sums.get(j), -beta - 1));
    return dy.get(i) * Math.pow(sums.get(i), -beta)
        - 2 * response.alpha() * beta * x.get(i) * others;
  }

  private static double around(
      LocalResponse response, Cells x, int i, IntToDoubleFunction element) {
    int channel = Channels.of(x, i);
    int last = Math.min(x.size(1) - 1, channel + response.reach());
    double sum = 0;
    for (int c = Math.max(0, channel - response.reach()); c <= last; c++) {
      sum += element.applyAsDouble(i + (c - channel) * x.plane());
    }
    return sum;
  }
}
