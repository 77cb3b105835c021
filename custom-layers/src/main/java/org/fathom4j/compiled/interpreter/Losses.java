package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Pass;

/** Scores and their gradients, output by output. */
final class Losses {
  private Losses() {}

  static void run(Loss loss, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells z = reads.get(0);
    int outputs = z.size(1);
    double score = 0;
    for (int n = 0; n < z.size(0); n++) {
      double[] p = softmax(z, n * outputs, outputs);
      double sum = weightedSum(loss, reads.get(1), n * outputs, outputs);
      for (int o = 0; o < outputs; o++) {
        int i = n * outputs + o;
        double share = reads.size() > 2 ? reads.get(2).get(n) : 1;
        double weight = loss.weights().isEmpty() ? 1 : loss.weights().get(o);
        double t = reads.get(1).get(i);
        double[] both =
            switch (loss.kind()) {
              case SOFTMAX_CROSS_ENTROPY -> softmaxLoss(loss, p[o], t, weight, sum);
              case SIGMOID_CROSS_ENTROPY -> sigmoidLoss(loss, z.get(i), t, weight);
              case SQUARES -> squares(z.get(i) - t, weight);
              case MAGNITUDES -> magnitudes(z.get(i) - t, weight);
            };
        score += share * both[0];
        writes.get(0).set(i, share * both[1]);
      }
    }
    writes.get(1).set(0, loss.share() * score);
  }

  /** What the softmax's gradient is multiplied by: 1 where there are no weights. */
  private static double weightedSum(Loss loss, Cells labels, int from, int outputs) {
    if (loss.weights().isEmpty()) {
      return 1;
    }
    double sum = 0;
    for (int o = 0; o < outputs; o++) {
      sum += loss.weights().get(o) * labels.get(from + o);
    }
    return sum;
  }

  private static double[] softmaxLoss(Loss loss, double p, double t, double weight, double sum) {
    double score = t == 0 ? 0 : -weight * t * Math.log(clipped(loss, p));
    return new double[] {score, p * sum - weight * t};
  }

  private static double[] sigmoidLoss(Loss loss, double z, double t, double weight) {
    double s = 1 / (1 + Math.exp(-z));
    double p = clipped(loss, s);
    double score = -weight * (t * Math.log(p) + (1 - t) * Math.log(1 - p));
    return new double[] {score, weight * s * (1 - s) * (p - t) / (p * (1 - p))};
  }

  private static double[] squares(double difference, double weight) {
    return new double[] {weight * difference * difference, 2 * weight * difference};
  }

  private static double[] magnitudes(double difference, double weight) {
    return new double[] {weight * Math.abs(difference), weight * Math.signum(difference)};
  }

  private static double clipped(Loss loss, double p) {
    return Math.min(Math.max(p, loss.clip()), 1 - loss.clip());
  }

  private static double[] softmax(Cells z, int from, int outputs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int o = 0; o < outputs; o++) {
      largest = Math.max(largest, z.get(from + o));
    }
    double[] p = new double[outputs];
    double sum = 0;
    for (int o = 0; o < outputs; o++) {
      p[o] = Math.exp(z.get(from + o) - largest);
      sum += p[o];
    }
    for (int o = 0; o < outputs; o++) {
      p[o] /= sum;
    }
    return p;
  }
}
