package org.fathom4j.compiled.onednn;

import java.util.Arrays;
import java.util.List;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.LastRun;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.StepPooling;
import org.fathom4j.compiled.graph.StepPooling.Kind;
import org.fathom4j.compiled.graph.StepRun;

/** Steps of sequences that a mask counts, in Java, all channels of a step at a time. */
final class MaskedSteps {
  private MaskedSteps() {}

  static void lastRun(Step step, LastRun operation, Assembler program) {
    boolean forward = step.pass() == Pass.FORWARD;
    program.java(
        step, (reads, writes, now) -> move(reads.get(0), reads.get(1), writes.get(0), forward));
  }

  private static void move(HostTensor from, HostTensor mask, HostTensor to, boolean toFront) {
    int steps = (int) from.shape().size(0);
    int examples = (int) from.shape().size(1);
    float[] row = new float[(int) from.shape().size(2)];
    float[] zeros = new float[row.length];
    for (int n = 0; n < examples; n++) {
      StepRun run = StepRun.last(mask, n);
      int before = toFront ? 0 : run.first();
      int there = toFront ? run.first() : 0;
      for (int t = 0; t < steps; t++) {
        boolean within = t >= before && t < before + run.length();
        if (within) {
          from.buffer().get(((t - before + there) * examples + n) * row.length, row);
        }
        to.buffer().put((t * examples + n) * row.length, within ? row : zeros);
      }
    }
  }

  static void pool(Step step, StepPooling pooling, Assembler program) {
    boolean largest = pooling.kind() == Kind.MAX;
    program.java(
        step,
        step.pass() == Pass.FORWARD
            ? (reads, writes, now) -> forward(pooling, reads, writes.get(0))
            : largest
                ? (reads, writes, now) -> toLargest(pooling, reads, writes.get(0))
                : (reads, writes, now) -> toAll(pooling, reads, writes.get(0)));
  }

  private static void forward(StepPooling pooling, List<HostTensor> reads, HostTensor y) {
    boolean largest = pooling.kind() == Kind.MAX;
    HostTensor x = reads.get(0);
    int examples = (int) y.shape().size(0);
    float[] row = new float[(int) y.shape().size(1)];
    float[] taken = new float[row.length];
    for (int n = 0; n < examples; n++) {
      Arrays.fill(taken, largest ? Float.NEGATIVE_INFINITY : 0);
      float[] weights = pooling.weights(reads.get(1), n);
      for (int t = 0; t < weights.length; t++) {
        if (weights[t] != 0) {
          x.buffer().get((t * examples + n) * row.length, row);
          for (int c = 0; c < row.length; c++) {
            taken[c] = largest ? Math.max(taken[c], row[c]) : taken[c] + weights[t] * row[c];
          }
        }
      }
      y.buffer().put(n * row.length, taken);
    }
  }

  private static void toAll(StepPooling pooling, List<HostTensor> reads, HostTensor dx) {
    HostTensor dy = reads.get(0);
    int examples = (int) dy.shape().size(0);
    float[] given = new float[(int) dy.shape().size(1)];
    float[] row = new float[given.length];
    for (int n = 0; n < examples; n++) {
      dy.buffer().get(n * given.length, given);
      float[] weights = pooling.weights(reads.get(1), n);
      for (int t = 0; t < weights.length; t++) {
        for (int c = 0; c < row.length; c++) {
          row[c] = weights[t] * given[c];
        }
        dx.buffer().put((t * examples + n) * row.length, row);
      }
    }
  }

  /** To the first of the largest. */
  private static void toLargest(StepPooling pooling, List<HostTensor> reads, HostTensor dx) {
    HostTensor dy = reads.get(0);
    HostTensor x = reads.get(2);
    int examples = (int) dy.shape().size(0);
    float[] row = new float[(int) dy.shape().size(1)];
    float[] most = new float[row.length];
    float[] zeros = new float[row.length];
    int[] chosen = new int[row.length];
    for (int n = 0; n < examples; n++) {
      float[] weights = pooling.weights(reads.get(1), n);
      Arrays.fill(most, Float.NEGATIVE_INFINITY);
      for (int t = 0; t < weights.length; t++) {
        int place = (t * examples + n) * row.length;
        dx.buffer().put(place, zeros);
        if (weights[t] != 0) {
          x.buffer().get(place, row);
          for (int c = 0; c < row.length; c++) {
            if (row[c] > most[c]) {
              most[c] = row[c];
              chosen[c] = t;
            }
          }
        }
      }
      dy.buffer().get(n * row.length, row);
      for (int c = 0; c < row.length; c++) {
        dx.buffer().put((chosen[c] * examples + n) * row.length + c, row[c]);
      }
    }
  }
}
