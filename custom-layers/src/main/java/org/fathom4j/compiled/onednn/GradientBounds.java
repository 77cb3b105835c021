package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.GradientBound;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Step;

/** Bounds of gradients, in Java: one pass for the shares and the length, one for the bound. */
final class GradientBounds implements JavaKernel {
  private static final int SIZE = 2048;

  private final GradientBound bound;
  private final float[] chunk = new float[SIZE];

  private GradientBounds(GradientBound bound) {
    this.bound = bound;
  }

  static void assemble(Step step, GradientBound bound, Assembler program) {
    program.java(step, new GradientBounds(bound));
  }

  /** What is done with a part of a gradient. */
  @FunctionalInterface
  private interface Visitor {
    void visit(float[] chunk, int count);
  }

  @Override
  public void run(List<HostTensor> reads, List<HostTensor> writes, FactorTable now) {
    double[] squares = new double[1];
    for (int i = 0; i < writes.size(); i++) {
      float share = (float) now.at(bound.shares().get(i));
      sweep(writes.get(i).buffer(), (part, count) -> squares[0] += scaled(part, count, share));
    }
    double length = Math.sqrt(squares[0]);
    float limit = (float) bound.limit();
    Visitor visitor =
        switch (bound.kind()) {
          case ELEMENTS -> (part, count) -> clip(part, count, limit);
          case LENGTH -> by(length > limit ? bound.limit() / length : 1);
          case UNIT -> by(1 / (length == 0 ? bound.limit() : length));
        };
    writes.forEach(gradient -> sweep(gradient.buffer(), visitor));
  }

  private void sweep(FloatBuffer gradient, Visitor visitor) {
    for (int from = 0; from < gradient.capacity(); from += SIZE) {
      int count = Math.min(SIZE, gradient.capacity() - from);
      gradient.get(from, chunk, 0, count);
      visitor.visit(chunk, count);
      gradient.put(from, chunk, 0, count);
    }
  }

  /** Multiplies; the result is the sum of the squares. */
  private static double scaled(float[] part, int count, float share) {
    double squares = 0;
    for (int i = 0; i < count; i++) {
      part[i] *= share;
      squares += (double) part[i] * part[i];
    }
    return squares;
  }

  private static Visitor by(double factor) {
    float single = (float) factor;
    return (part, count) -> {
      for (int i = 0; i < count; i++) {
        part[i] *= single;
      }
    };
  }

  private static void clip(float[] part, int count, float limit) {
    for (int i = 0; i < count; i++) {
      part[i] = Math.max(-limit, Math.min(limit, part[i]));
    }
  }
}
