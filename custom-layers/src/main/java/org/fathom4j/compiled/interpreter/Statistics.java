package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Fill;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.RunningStatistics;
import org.fathom4j.compiled.graph.VarianceOfLogarithm;

/** What batch normalization keeps from batch to batch. */
final class Statistics {
  private Statistics() {}

  static void running(
      RunningStatistics running,
      Pass pass,
      List<Cells> reads,
      List<Cells> writes,
      FactorTable now) {
    for (int c = 0; c < reads.get(0).elements(); c++) {
      double step = reads.get(0).get(c) - reads.get(2).get(c);
      writes.get(0).set(c, (1 - running.decay()) * step);
      writes.get(1).set(c, spread(running, reads.get(1).get(c), reads.get(3).get(c)));
    }
  }

  private static double spread(RunningStatistics running, double kept, double variance) {
    double decay = running.decay();
    if (!running.logarithmic()) {
      return (1 - decay) * (kept - variance);
    }
    double old = Math.pow(10, 2 * kept);
    return Math.log10(old / (decay * old + (1 - decay) * variance)) / 2;
  }

  static void variance(
      VarianceOfLogarithm variance,
      Pass pass,
      List<Cells> reads,
      List<Cells> writes,
      FactorTable now) {
    for (int c = 0; c < reads.get(0).elements(); c++) {
      writes.get(0).set(c, Math.pow(10, 2 * reads.get(0).get(c)));
    }
  }

  static void fill(Fill fill, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    writes.get(0).fill(fill.value());
  }
}
