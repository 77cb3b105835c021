package org.fathom4j.compiled.interpreter;

import java.util.Arrays;
import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.NonNegative;
import org.fathom4j.compiled.graph.NormLimit;
import org.fathom4j.compiled.graph.Pass;

/** What parameters are held to after an update. */
final class Constraints {
  private Constraints() {}

  static void norms(
      NormLimit limit, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells p = writes.get(0);
    double[] squares = new double[p.elements()]; // by the group's first element
    for (int i = 0; i < p.elements(); i++) {
      squares[group(limit, p, i)] += p.get(i) * p.get(i);
    }
    double[] factors =
        Arrays.stream(squares).map(sum -> twice(limit, Math.sqrt(sum), now)).toArray();
    for (int i = 0; i < p.elements(); i++) {
      p.set(i, factors[group(limit, p, i)] * p.get(i));
    }
  }

  /** The index of the element that has 0 for all summed dimensions. */
  private static int group(NormLimit limit, Cells p, int index) {
    int rest = index;
    int first = 0;
    int stride = 1;
    for (int d = p.shape().rank() - 1; d >= 0; d--) {
      first += limit.summed().contains(d) ? 0 : rest % p.size(d) * stride;
      rest /= p.size(d);
      stride *= p.size(d);
    }
    return first;
  }

  private static double twice(NormLimit limit, double norm, FactorTable now) {
    double once = factor(limit, norm, now);
    return once * factor(limit, norm * once, now);
  }

  private static double factor(NormLimit limit, double norm, FactorTable now) {
    double divisor = norm + limit.epsilon();
    return switch (limit.kind()) {
      case UNIT -> 1 / norm;
      case MOST -> Math.min(norm, now.at(limit.most())) / divisor;
      case BETWEEN -> {
        double least = Math.max(norm, now.at(limit.least()));
        double factor = Math.min(least, now.at(limit.most())) / divisor;
        double rate = now.at(limit.rate());
        yield rate == 1 ? factor : rate * factor + (1 - rate) * divisor;
      }
    };
  }

  static void nonNegative(
      NonNegative rule, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells p = writes.get(0);
    for (int i = 0; i < p.elements(); i++) {
      p.set(i, p.get(i) < 0 ? 0 : p.get(i));
    }
  }
}
