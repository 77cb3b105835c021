package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Lookup;
import org.fathom4j.compiled.graph.Pass;

/** Columns of a table, and what their gradients add up to. */
final class Lookups {
  private Lookups() {}

  static void run(
      Lookup lookup, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    if (pass == Pass.FORWARD) {
      forward(reads, writes.get(0));
    } else {
      parameters(reads.get(0), reads.get(1), writes);
    }
  }

  private static void forward(List<Cells> reads, Cells y) {
    Cells table = reads.get(1);
    for (int i = 0; i < y.elements(); i++) {
      int n = i / y.size(1);
      int o = i % y.size(1);
      int place = Lookup.place((float) reads.get(0).get(n), n, table.shape());
      double bias = reads.size() > 2 ? reads.get(2).get(o) : 0;
      y.set(i, table.get(o * table.size(1) + place) + bias);
    }
  }

  private static void parameters(Cells numbers, Cells dy, List<Cells> gradients) {
    Cells table = gradients.get(0);
    double[] sums = new double[table.elements()];
    for (int i = 0; i < dy.elements(); i++) {
      int place = (int) numbers.get(i / dy.size(1));
      sums[i % dy.size(1) * table.size(1) + place] += dy.get(i);
    }
    for (int i = 0; i < sums.length; i++) {
      table.set(i, sums[i]);
    }
    for (int o = 0; gradients.size() > 1 && o < dy.size(1); o++) {
      gradients.get(1).set(o, Channels.sum(dy, o));
    }
  }
}
