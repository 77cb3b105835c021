package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.LastRun;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.StepPooling;
import org.fathom4j.compiled.graph.StepRun;

/** Steps of sequences that a mask counts. */
final class MaskedSteps {
  private MaskedSteps() {}

  static void lastRun(
      LastRun operation, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells from = reads.get(0);
    Cells to = writes.get(0);
    to.fill(0);
    for (int n = 0; n < from.size(1); n++) {
      StepRun run = StepRun.last(reads.get(1), n);
      for (int t = 0; t < run.length(); t++) {
        for (int c = 0; c < from.size(2); c++) {
          int front = place(from, t, n, c);
          int own = place(from, run.first() + t, n, c);
          boolean forward = pass == Pass.FORWARD;
          to.set(forward ? front : own, from.get(forward ? own : front));
        }
      }
    }
  }

  static void pool(
      StepPooling pooling, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    boolean forward = pass == Pass.FORWARD;
    Cells sequences = forward ? reads.get(0) : writes.get(0);
    Cells pooled = forward ? writes.get(0) : reads.get(0);
    for (int n = 0; n < sequences.size(1); n++) {
      for (int c = 0; c < sequences.size(2); c++) {
        float[] weights = pooling.weights(reads.get(1), n);
        if (pooling.kind() == StepPooling.Kind.MAX) {
          weights = largest(forward ? sequences : reads.get(2), weights, n, c);
        }
        double sum = 0;
        for (int t = 0; t < weights.length; t++) {
          int place = place(sequences, t, n, c);
          if (forward) {
            sum += weights[t] * sequences.get(place);
          } else {
            sequences.set(place, weights[t] * pooled.get(n * pooled.size(1) + c));
          }
        }
        if (forward) {
          pooled.set(n * pooled.size(1) + c, sum);
        }
      }
    }
  }

  /** 1 for the first of the largest among the steps that count. */
  private static float[] largest(Cells x, float[] counted, int n, int c) {
    int chosen = -1;
    for (int t = 0; t < counted.length; t++) {
      boolean more = chosen < 0 || x.get(place(x, t, n, c)) > x.get(place(x, chosen, n, c));
      if (counted[t] != 0 && more) {
        chosen = t;
      }
    }
    float[] weights = new float[counted.length];
    weights[chosen] = 1;
    return weights;
  }

  private static int place(Cells sequences, int t, int n, int c) {
    return (t * sequences.size(1) + n) * sequences.size(2) + c;
  }
}
