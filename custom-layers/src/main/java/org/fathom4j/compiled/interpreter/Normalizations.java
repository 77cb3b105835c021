package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.Pass;

/** {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta} per channel. */
final class Normalizations {
  private Normalizations() {}

  static void run(
      Normalization normalization,
      Pass pass,
      List<Cells> reads,
      List<Cells> writes,
      FactorTable now) {
    for (int c = 0; c < reads.get(0).size(1); c++) {
      if (pass == Pass.FORWARD) {
        forward(normalization, c, reads, writes);
      } else {
        backward(normalization, c, reads, writes);
      }
    }
  }

  private static void forward(
      Normalization normalization, int c, List<Cells> reads, List<Cells> writes) {
    Cells x = reads.get(0);
    double gamma = reads.get(1).get(c);
    double beta = reads.get(2).get(c);
    double mean;
    double variance;
    if (normalization.fixed()) {
      mean = reads.get(3).get(c);
      variance = reads.get(4).get(c);
    } else {
      double count = (double) x.size(0) * x.plane();
      double centre = Channels.sum(x, c) / count;
      mean = centre;
      variance = Channels.sum(x, c, i -> square(x.get(i) - centre)) / count;
      writes.get(1).set(c, mean);
      writes.get(2).set(c, variance);
    }
    double factor = gamma / Math.sqrt(variance + normalization.epsilon());
    for (int i = 0; i < x.elements(); i++) {
      if (Channels.of(x, i) == c) {
        writes.get(0).set(i, factor * (x.get(i) - mean) + beta);
      }
    }
  }

  /**
   * With z the normalized values: {@code dx = gamma / sqrt(variance + epsilon) (dy - mean of dy - z
   * mean of (z dy))}; statistics that are given do not depend on x.
   */
  private static void backward(
      Normalization normalization, int c, List<Cells> reads, List<Cells> writes) {
    Cells x = reads.get(0);
    double mean = reads.get(1).get(c);
    double scale = 1 / Math.sqrt(reads.get(2).get(c) + normalization.epsilon());
    double gamma = reads.get(3).get(c);
    Cells dy = reads.get(4);
    double sum = Channels.sum(dy, c);
    double product = Channels.sum(x, c, i -> (x.get(i) - mean) * scale * dy.get(i));
    double count =
        normalization.fixed() ? Double.POSITIVE_INFINITY : (double) x.size(0) * x.plane();
    for (int i = 0; i < x.elements(); i++) {
      if (Channels.of(x, i) == c) {
        double z = (x.get(i) - mean) * scale;
        writes.get(0).set(i, gamma * scale * (dy.get(i) - sum / count - z * product / count));
      }
    }
    writes.get(1).set(c, product);
    writes.get(2).set(c, sum);
  }

  private static double square(double value) {
    return value * value;
  }
}
