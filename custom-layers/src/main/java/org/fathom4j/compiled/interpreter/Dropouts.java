package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.DropoutMask;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Pass;

/** A product with a mask, forward and backward. */
final class Dropouts {
  private Dropouts() {}

  static void run(
      Dropout dropout, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    boolean forward = pass == Pass.FORWARD;
    Cells mask = forward ? writes.get(1) : reads.get(0);
    Cells values = forward ? reads.get(0) : reads.get(1);
    if (forward) {
      new DropoutMask(dropout, mask).draw(now.iteration(), now.epoch());
    }
    for (int i = 0; i < values.elements(); i++) {
      writes.get(0).set(i, values.get(i) * mask.get(i));
    }
  }
}
