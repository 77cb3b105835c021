package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Length;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.UnitLength;

/** The lengths of examples, and examples divided by theirs. */
final class Lengths {
  private Lengths() {}

  /** {@code y = |x|}; backward {@code dx = dy x / max(y, floor)}. */
  static void length(
      Length length, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells x = reads.get(0);
    int row = x.elements() / x.size(0);
    for (int n = 0; n < x.size(0); n++) {
      if (pass == Pass.FORWARD) {
        writes.get(0).set(n, Math.sqrt(product(x, x, n, row)));
      } else {
        double share = reads.get(2).get(n) / Math.max(reads.get(1).get(n), length.floor());
        for (int i = n * row; i < (n + 1) * row; i++) {
          writes.get(0).set(i, share * x.get(i));
        }
      }
    }
  }

  /**
   * {@code y = x / max(|x|, floor)}; backward {@code dx = (dy - y (y dy)) / |x|}, or where the
   * floor is divided by {@code dx = dy / floor}.
   */
  static void unit(
      UnitLength unit, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells known = reads.get(0);
    int row = known.elements() / known.size(0);
    for (int n = 0; n < known.size(0); n++) {
      if (pass == Pass.FORWARD) {
        double length = Math.sqrt(product(known, known, n, row));
        writes.get(1).set(n, length);
        for (int i = n * row; i < (n + 1) * row; i++) {
          writes.get(0).set(i, known.get(i) / Math.max(length, unit.floor()));
        }
      } else {
        Cells dy = reads.get(2);
        double length = reads.get(1).get(n);
        double along = length > unit.floor() ? product(known, dy, n, row) : 0;
        for (int i = n * row; i < (n + 1) * row; i++) {
          double across = dy.get(i) - along * known.get(i);
          writes.get(0).set(i, across / Math.max(length, unit.floor()));
        }
      }
    }
  }

  private static double product(Cells left, Cells right, int example, int row) {
    double sum = 0;
    for (int i = example * row; i < (example + 1) * row; i++) {
      sum += left.get(i) * right.get(i);
    }
    return sum;
  }
}
