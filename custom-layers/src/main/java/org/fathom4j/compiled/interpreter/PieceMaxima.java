package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.PieceMaximum;

/** {@code y[n,u,...] = max over j of z[n, j*units+u, ...]}; the first among equals is chosen. */
final class PieceMaxima {
  private PieceMaxima() {}

  static void run(
      PieceMaximum maximum, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    boolean forward = pass == Pass.FORWARD;
    Cells z = forward ? reads.get(0) : writes.get(0);
    Cells y = forward ? writes.get(0) : reads.get(0);
    Cells chosen = forward ? writes.get(1) : reads.get(1);
    int unit = y.elements() / y.size(0); // of an example: all units at all places
    if (!forward) {
      z.fill(0);
    }
    for (int n = 0; n < y.size(0); n++) {
      for (int i = 0; i < unit; i++) {
        int first = n * maximum.pieces() * unit + i;
        if (forward) {
          int best = largest(z, first, unit, maximum.pieces());
          y.set(n * unit + i, z.get(first + best * unit));
          chosen.set(n * unit + i, best);
        } else {
          int best = (int) chosen.get(n * unit + i);
          z.set(first + best * unit, y.get(n * unit + i));
        }
      }
    }
  }

  private static int largest(Cells z, int first, int distance, int pieces) {
    int best = 0;
    for (int j = 1; j < pieces; j++) {
      if (z.get(first + j * distance) > z.get(first + best * distance)) {
        best = j;
      }
    }
    return best;
  }
}
