package org.fathom4j.compiled.onednn;

import java.util.Arrays;
import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Step;

/**
 * Losses, for which oneDNN has no primitive: one sweep in Java over some thousand numbers takes
 * less than the calls for a dozen primitives.
 */
final class Losses implements JavaKernel {
  private final Loss loss;
  private final int outputs;
  private final double[] weights;
  private final float[] z;
  private final float[] labels;
  private final float[] mask;

  private Losses(Step step, Loss loss) {
    this.loss = loss;
    this.outputs = (int) step.read(0).shape().size(1);
    this.weights = loss.weights().stream().mapToDouble(Double::doubleValue).toArray();
    this.z = new float[(int) step.read(0).shape().elements()];
    this.labels = new float[z.length];
    this.mask = new float[z.length / outputs];
    Arrays.fill(mask, 1);
  }

  static void assemble(Step step, Loss loss, Assembler program) {
    program.java(step, new Losses(step, loss));
  }

  @Override
  public void run(List<HostTensor> reads, List<HostTensor> writes, FactorTable now) {
    reads.get(0).buffer().get(0, z);
    reads.get(1).buffer().get(0, labels);
    if (reads.size() > 2) {
      reads.get(2).buffer().get(0, mask);
    }
    double score = 0;
    for (int from = 0; from < z.length; from += outputs) {
      score +=
          switch (loss.kind()) {
            case SOFTMAX_CROSS_ENTROPY -> softmax(from);
            case SIGMOID_CROSS_ENTROPY -> sigmoid(from);
            case SQUARES -> squares(from);
            case MAGNITUDES -> magnitudes(from);
          };
    }
    writes.get(0).buffer().put(0, z);
    writes.get(1).buffer().put(0, (float) (loss.share() * score));
  }

  private double weight(int output) {
    return weights.length == 0 ? 1 : weights[output];
  }

  private double softmax(int from) {
    float largest = Float.NEGATIVE_INFINITY;
    double factor = weights.length == 0 ? 1 : 0;
    for (int o = 0; o < outputs; o++) {
      largest = Math.max(largest, z[from + o]);
      factor += weights.length == 0 ? 0 : weights[o] * labels[from + o];
    }
    double sum = 0;
    for (int i = from; i < from + outputs; i++) {
      double exponential = Math.exp(z[i] - largest);
      z[i] = (float) exponential;
      sum += exponential;
    }
    double score = 0;
    double share = mask[from / outputs];
    for (int o = 0; o < outputs; o++) {
      double p = z[from + o] / sum;
      double target = weight(o) * labels[from + o];
      if (target != 0) {
        score -= share * target * Math.log(clipped(p));
      }
      z[from + o] = (float) (share * (p * factor - target));
    }
    return score;
  }

  private double sigmoid(int from) {
    double score = 0;
    for (int o = 0; o < outputs; o++) {
      double s = 1 / (1 + Math.exp(-z[from + o]));
      double p = clipped(s);
      double t = labels[from + o];
      double share = mask[from / outputs] * weight(o);
      double first = t == 0 ? 0 : t * Math.log(p);
      double second = t == 1 ? 0 : (1 - t) * Math.log(1 - p);
      score -= share * (first + second);
      double slope = p == s ? 1 : s * (1 - s) / (p * (1 - p));
      z[from + o] = (float) (share * slope * (p - t));
    }
    return score;
  }

  private double squares(int from) {
    double score = 0;
    for (int o = 0; o < outputs; o++) {
      double difference = z[from + o] - labels[from + o];
      double share = mask[from / outputs] * weight(o);
      score += share * difference * difference;
      z[from + o] = (float) (2 * share * difference);
    }
    return score;
  }

  private double magnitudes(int from) {
    double score = 0;
    for (int o = 0; o < outputs; o++) {
      double difference = z[from + o] - labels[from + o];
      double share = mask[from / outputs] * weight(o);
      score += share * Math.abs(difference);
      z[from + o] = (float) (share * Math.signum(difference));
    }
    return score;
  }

  private double clipped(double p) {
    return Math.min(Math.max(p, loss.clip()), 1 - loss.clip());
  }
}
