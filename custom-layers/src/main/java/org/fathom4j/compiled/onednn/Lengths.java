package org.fathom4j.compiled.onednn;

import java.util.List;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Length;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.UnitLength;

/** The lengths of examples and what is divided by them, in Java, an example at a time. */
final class Lengths {
  private Lengths() {}

  static void length(Step step, Length length, Assembler program) {
    int row = row(step);
    double floor = length.floor();
    program.java(
        step,
        step.pass() == Pass.FORWARD
            ? (reads, writes, now) -> measure(reads, writes.get(0), row)
            : (reads, writes, now) -> backToDirection(reads, writes.get(0), row, floor));
  }

  static void unit(Step step, UnitLength unit, Assembler program) {
    int row = row(step);
    double floor = unit.floor();
    program.java(
        step,
        step.pass() == Pass.FORWARD
            ? (reads, writes, now) -> divide(reads.get(0), writes, row, floor)
            : (reads, writes, now) -> backAcross(reads, writes.get(0), row, floor));
  }

  private static int row(Step step) {
    return (int) step.read(0).shape().flattened().size(1);
  }

  private static void measure(List<HostTensor> reads, HostTensor lengths, int row) {
    float[] x = new float[row];
    for (int n = 0; n < lengths.buffer().capacity(); n++) {
      reads.get(0).buffer().get(n * row, x);
      lengths.buffer().put(n, (float) Math.sqrt(product(x, x)));
    }
  }

  /** {@code dx = dy x / max(y, floor)}. */
  private static void backToDirection(
      List<HostTensor> reads, HostTensor dx, int row, double floor) {
    float[] x = new float[row];
    for (int n = 0; n < reads.get(1).buffer().capacity(); n++) {
      reads.get(0).buffer().get(n * row, x);
      double divisor = Math.max(reads.get(1).buffer().get(n), floor);
      scale(x, reads.get(2).buffer().get(n) / divisor);
      dx.buffer().put(n * row, x);
    }
  }

  private static void divide(HostTensor from, List<HostTensor> writes, int row, double floor) {
    float[] x = new float[row];
    for (int n = 0; n < writes.get(1).buffer().capacity(); n++) {
      from.buffer().get(n * row, x);
      double length = Math.sqrt(product(x, x));
      writes.get(1).buffer().put(n, (float) length);
      scale(x, 1 / Math.max(length, floor));
      writes.get(0).buffer().put(n * row, x);
    }
  }

  /** {@code dx = (dy - y (y dy)) / |x|}; where the floor was divided by, y did not turn. */
  private static void backAcross(List<HostTensor> reads, HostTensor dx, int row, double floor) {
    float[] y = new float[row];
    float[] dy = new float[row];
    for (int n = 0; n < reads.get(1).buffer().capacity(); n++) {
      reads.get(0).buffer().get(n * row, y);
      reads.get(2).buffer().get(n * row, dy);
      double length = reads.get(1).buffer().get(n);
      double along = length > floor ? product(y, dy) : 0;
      for (int i = 0; i < row; i++) {
        dy[i] -= (float) (along * y[i]);
      }
      scale(dy, 1 / Math.max(length, floor));
      dx.buffer().put(n * row, dy);
    }
  }

  private static double product(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }

  private static void scale(float[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factor);
    }
  }
}
