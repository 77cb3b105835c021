package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.NonNegative;
import org.fathom4j.compiled.graph.NormLimit;
import org.fathom4j.compiled.graph.Step;

/** What parameters are held to after an update, in Java: norms slab by slab. */
final class Constraints implements JavaKernel {
  private static final int SIZE = 2048;

  private final NormLimit limit;
  private final NormGroups groups;
  private final float[] slab;
  private final double[] squares;
  private final float[] factors;

  private Constraints(NormLimit limit, NormGroups groups) {
    this.limit = limit;
    this.groups = groups;
    this.slab = new float[groups.length()];
    this.squares = new double[groups.groups()];
    this.factors = new float[groups.groups()];
  }

  static void assemble(Step step, NormLimit limit, Assembler program) {
    NormGroups groups = NormGroups.of(step.read(0).shape(), limit.summed());
    program.java(step, new Constraints(limit, groups));
  }

  @Override
  public void run(List<HostTensor> reads, List<HostTensor> writes, FactorTable now) {
    NormRule rule = NormRule.of(limit, now);
    FloatBuffer parameter = writes.get(0).buffer();
    for (int i = 0; i < groups.slabs(); i++) {
      int from = i * slab.length;
      parameter.get(from, slab);
      groups.squares(slab, squares);
      if (changes(rule)) {
        groups.scale(slab, factors);
        parameter.put(from, slab);
      }
    }
  }

  /** Finds the factors; says whether any is not 1. */
  private boolean changes(NormRule rule) {
    boolean changes = false;
    for (int i = 0; i < factors.length; i++) {
      factors[i] = rule.twice((float) Math.sqrt(squares[i]));
      changes |= factors[i] != 1;
    }
    return changes;
  }

  static void assemble(Step step, NonNegative rule, Assembler program) {
    float[] chunk = new float[SIZE];
    program.java(step, (reads, writes, now) -> clear(writes.get(0).buffer(), chunk));
  }

  private static void clear(FloatBuffer parameter, float[] chunk) {
    for (int from = 0; from < parameter.capacity(); from += SIZE) {
      int count = Math.min(SIZE, parameter.capacity() - from);
      parameter.get(from, chunk, 0, count);
      for (int i = 0; i < count; i++) {
        chunk[i] = chunk[i] < 0 ? 0 : chunk[i]; // not Math.max: -0 and NaN stay
      }
      parameter.put(from, chunk, 0, count);
    }
  }
}
