package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import org.fathom4j.compiled.graph.Fill;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.RunningStatistics;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.VarianceOfLogarithm;

/** What batch normalization keeps from batch to batch: a number a channel, in Java. */
final class Statistics {
  private Statistics() {}

  static void assemble(Step step, RunningStatistics running, Assembler program) {
    program.java(step, (reads, writes, now) -> run(running, reads, writes));
  }

  private static void run(
      RunningStatistics running, List<HostTensor> reads, List<HostTensor> writes) {
    FloatBuffer mean = reads.get(0).buffer();
    FloatBuffer spread = reads.get(1).buffer();
    FloatBuffer batchMean = reads.get(2).buffer();
    FloatBuffer batchVariance = reads.get(3).buffer();
    FloatBuffer meanStep = writes.get(0).buffer();
    FloatBuffer spreadStep = writes.get(1).buffer();
    double rate = 1 - running.decay();
    for (int i = 0; i < mean.capacity(); i++) {
      meanStep.put(i, (float) (rate * (mean.get(i) - batchMean.get(i))));
      double variance = batchVariance.get(i);
      spreadStep.put(
          i,
          (float)
              (running.logarithmic()
                  ? logarithmicStep(running.decay(), spread.get(i), variance)
                  : rate * (spread.get(i) - variance)));
    }
  }

  private static double logarithmicStep(double decay, double spread, double variance) {
    double old = Math.pow(10, 2 * spread);
    return 0.5 * Math.log10(old / (decay * old + (1 - decay) * variance));
  }

  static void assemble(Step step, VarianceOfLogarithm variance, Assembler program) {
    program.java(
        step,
        (reads, writes, now) -> {
          FloatBuffer log = reads.get(0).buffer();
          FloatBuffer result = writes.get(0).buffer();
          for (int i = 0; i < log.capacity(); i++) {
            result.put(i, (float) Math.pow(10, 2 * log.get(i)));
          }
        });
  }

  static void assemble(Step step, Fill fill, Assembler program) {
    program.java(
        step,
        (reads, writes, now) -> {
          FloatBuffer result = writes.get(0).buffer();
          for (int i = 0; i < result.capacity(); i++) {
            result.put(i, (float) fill.value());
          }
        });
  }
}
