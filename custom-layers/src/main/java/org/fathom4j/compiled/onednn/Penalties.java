package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Penalty;
import org.fathom4j.compiled.graph.Step;

/** Penalties on the size of parameters, in Java: one pass that only reads. */
final class Penalties implements JavaKernel {
  private static final int SIZE = 2048;

  private final Penalty penalty;
  private final float[] chunk = new float[SIZE];
  private final float[] sums = new float[SIZE];

  private Penalties(Penalty penalty) {
    this.penalty = penalty;
  }

  static void assemble(Step step, Penalty penalty, Assembler program) {
    program.java(step, new Penalties(penalty));
  }

  @Override
  public void run(List<HostTensor> reads, List<HostTensor> writes, FactorTable now) {
    double score = 0;
    FloatBuffer p = reads.get(0).buffer();
    if (penalty.signs().isPresent()) {
      score += now.at(penalty.signs().get()) * sum(p, this::addMagnitudes);
    }
    if (penalty.squares().isPresent()) {
      score += now.at(penalty.squares().get()) * sum(p, this::addSquares) / 2;
    }
    writes.get(0).buffer().put(0, (float) score);
  }

  private double sum(FloatBuffer p, IntConsumer add) {
    Arrays.fill(sums, 0);
    for (int from = 0; from < p.capacity(); from += SIZE) {
      int count = Math.min(SIZE, p.capacity() - from);
      p.get(from, chunk, 0, count);
      add.accept(count);
    }
    double sum = 0;
    for (float each : sums) {
      sum += each;
    }
    return sum;
  }

  /** Into as many sums as there are elements: vector code, where one sum would not be. */
  private void addSquares(int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += chunk[i] * chunk[i];
    }
  }

  private void addMagnitudes(int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += Math.abs(chunk[i]);
    }
  }
}
