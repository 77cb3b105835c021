package org.fathom4j.compiled.onednn;

import java.util.Arrays;
import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Step;

/**
 * Losses, for which oneDNN has no primitive: one sweep in Java over some thousand numbers takes
 * less than the calls for a dozen primitives. The rows may be those of several networks, each with
 * a score of its own, on the same labels.
 */
final class Losses implements JavaKernel {
  private final Loss loss;
  private final int outputs;
  private final double[] weights;
  private final float[] z;
  private final float[] labels;
  private final float[] mask;
  private final double[] powers;
  private final LogSum logarithms = new LogSum();

  private Losses(Step step, Loss loss) {
    this.loss = loss;
    this.outputs = (int) step.read(0).shape().size(1);
    this.weights = loss.weights().stream().mapToDouble(Double::doubleValue).toArray();
    this.z = new float[(int) step.read(0).shape().elements()];
    this.labels = new float[(int) step.read(1).shape().elements()];
    this.mask = new float[labels.length / outputs];
    this.powers = new double[z.length];
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
    prepare();
    for (int group = 0; group < z.length / labels.length; group++) {
      double score = score(group * labels.length);
      writes.get(1).buffer().put(group, (float) (loss.share() * score));
    }
    writes.get(0).buffer().put(0, z);
  }

  /** Raises e to all that is needed, at once. */
  private void prepare() {
    if (loss.kind() == Loss.Kind.SOFTMAX_CROSS_ENTROPY) {
      for (int from = 0; from < z.length; from += outputs) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + outputs; i++) {
          largest = Math.max(largest, z[i]);
        }
        for (int i = from; i < from + outputs; i++) {
          powers[i] = z[i] - largest;
        }
      }
      Exponentials.of(powers, z.length);
    } else if (loss.kind() == Loss.Kind.SIGMOID_CROSS_ENTROPY) {
      for (int i = 0; i < z.length; i++) {
        powers[i] = -Math.abs(z[i]);
      }
      Exponentials.of(powers, z.length);
    }
  }

  /** Of the rows that begin here, as many as there are labels; leaves the gradients in z. */
  private double score(int first) {
    double score = 0;
    for (int from = 0; from < labels.length; from += outputs) {
      score +=
          switch (loss.kind()) {
            case SOFTMAX_CROSS_ENTROPY -> softmax(first + from, from);
            case SIGMOID_CROSS_ENTROPY -> sigmoid(first + from, from);
            case SQUARES -> squares(first + from, from);
            case MAGNITUDES -> magnitudes(first + from, from);
          };
    }
    return score - logarithms.take();
  }

  private double weight(int output) {
    return weights.length == 0 ? 1 : weights[output];
  }

  private double softmax(int row, int from) {
    double factor = weights.length == 0 ? 1 : 0;
    double sum = 0;
    for (int o = 0; o < outputs; o++) {
      factor += weights.length == 0 ? 0 : weights[o] * labels[from + o];
      sum += powers[row + o];
    }
    double share = mask[from / outputs];
    for (int o = 0; o < outputs; o++) {
      double p = powers[row + o] / sum;
      double target = weight(o) * labels[from + o];
      logarithms.add(share * target, clipped(p));
      z[row + o] = (float) (share * (p * factor - target));
    }
    return 0;
  }

  private double sigmoid(int row, int from) {
    for (int o = 0; o < outputs; o++) {
      double power = powers[row + o];
      double s = (z[row + o] < 0 ? power : 1) / (1 + power);
      double p = clipped(s);
      double t = labels[from + o];
      double share = mask[from / outputs] * weight(o);
      logarithms.add(share * t, p);
      logarithms.add(share * (1 - t), 1 - p);
      double slope = p == s ? 1 : s * (1 - s) / (p * (1 - p));
      z[row + o] = (float) (share * slope * (p - t));
    }
    return 0;
  }

  private double squares(int row, int from) {
    double score = 0;
    for (int o = 0; o < outputs; o++) {
      double difference = z[row + o] - labels[from + o];
      double share = mask[from / outputs] * weight(o);
      score += share * difference * difference;
      z[row + o] = (float) (2 * share * difference);
    }
    return score;
  }

  private double magnitudes(int row, int from) {
    double score = 0;
    for (int o = 0; o < outputs; o++) {
      double difference = z[row + o] - labels[from + o];
      double share = mask[from / outputs] * weight(o);
      score += share * Math.abs(difference);
      z[row + o] = (float) (share * Math.signum(difference));
    }
    return score;
  }

  private double clipped(double p) {
    return Math.min(Math.max(p, loss.clip()), 1 - loss.clip());
  }
}
