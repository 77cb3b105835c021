package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.GradientBound;
import org.fathom4j.compiled.graph.Pass;

/** Bounds of gradients. */
final class GradientBounds {
  private GradientBounds() {}

  static void run(
      GradientBound bound, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    double squares = 0;
    for (int t = 0; t < writes.size(); t++) {
      Cells g = writes.get(t);
      for (int i = 0; i < g.elements(); i++) {
        g.set(i, now.at(bound.shares().get(t)) * g.get(i));
        squares += g.get(i) * g.get(i);
      }
    }
    double length = Math.sqrt(squares);
    for (Cells g : writes) {
      for (int i = 0; i < g.elements(); i++) {
        g.set(i, bounded(bound, g.get(i), length));
      }
    }
  }

  private static double bounded(GradientBound bound, double g, double length) {
    double limit = bound.limit();
    return switch (bound.kind()) {
      case ELEMENTS -> Math.max(-limit, Math.min(limit, g));
      case LENGTH -> length > limit ? g * limit / length : g;
      case UNIT -> g / (length == 0 ? limit : length);
    };
  }
}
