package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Penalty;

/** Penalties on the size of parameters. */
final class Penalties {
  private Penalties() {}

  static void run(
      Penalty penalty, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    double magnitudes = 0;
    double squares = 0;
    Cells p = reads.get(0);
    for (int i = 0; i < p.elements(); i++) {
      magnitudes += Math.abs(p.get(i));
      squares += p.get(i) * p.get(i);
    }
    double score =
        penalty.signs().map(strength -> now.at(strength)).orElse(0.0) * magnitudes
            + penalty.squares().map(strength -> now.at(strength)).orElse(0.0) * squares / 2;
    writes.get(0).set(0, score);
  }
}
