package org.fathom4j.layers.output;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The negative log-likelihood of a number: of its length plus of each of its digits. Digits beyond
 * the length count for nothing and get no gradient, whatever their labels hold.
 */
final class SequenceLoss implements ILossFunction {
  private final int digits;
  private final int classes;

  @JsonCreator
  SequenceLoss(@JsonProperty("digits") int digits, @JsonProperty("classes") int classes) {
    this.digits = digits;
    this.classes = classes;
  }

  /** The longest number that is read. */
  public int getDigits() {
    return digits;
  }

  /** Values of a digit. */
  public int getClasses() {
    return classes;
  }

  private SequenceHeads heads() {
    return new SequenceHeads(digits, classes);
  }

  @Override
  public double computeScore(
      INDArray labels,
      INDArray logits,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    double sum = Arrays.stream(evaluate(labels, logits, mask).losses).sum();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray logits, IActivation activation, @Nullable INDArray mask) {
    double[] losses = evaluate(labels, logits, mask).losses;
    return Nd4j.createFromArray(losses).castTo(logits.dataType()).reshape(losses.length, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray logits, IActivation activation, @Nullable INDArray mask) {
    double[] gradient = evaluate(labels, logits, mask).gradient;
    return Nd4j.createFromArray(gradient).castTo(logits.dataType()).reshape('c', logits.shape());
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray logits,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    return new Pair<>(
        computeScore(labels, logits, activation, mask, average),
        computeGradient(labels, logits, activation, mask));
  }

  /**
   * Loss of each example and its gradient with respect to the logits, row by row. A few dozen
   * numbers an example: plain arrays are faster here than a chain of small array operations.
   */
  private static final class Evaluation {
    private final double[] losses;
    private final double[] gradient;

    private Evaluation(int examples, int logits) {
      this.losses = new double[examples];
      this.gradient = new double[logits];
    }
  }

  private Evaluation evaluate(INDArray labels, INDArray logits, @Nullable INDArray mask) {
    int batch = Math.toIntExact(logits.size(0));
    int[][] targets = SequenceLabels.read(labels, batch, heads());
    double[] z = values(logits);
    double[] weights = weights(mask, batch);
    Evaluation evaluation = new Evaluation(batch, z.length);
    for (int row = 0; row < batch; row++) {
      int[] target = targets[row];
      for (int head = 0; head < target.length; head++) {
        int start = row * heads().outputs() + heads().start(head);
        int end = start + heads().size(head);
        double logSum = logSumExp(z, start, end);
        evaluation.losses[row] += weights[row] * (logSum - z[start + target[head]]);
        for (int i = start; i < end; i++) {
          evaluation.gradient[i] = weights[row] * Math.exp(z[i] - logSum);
        }
        evaluation.gradient[start + target[head]] -= weights[row];
      }
    }
    return evaluation;
  }

  private static double[] weights(@Nullable INDArray mask, int batch) {
    if (mask == null) {
      double[] ones = new double[batch];
      Arrays.fill(ones, 1);
      return ones;
    }
    if (mask.length() != batch) {
      throw new IllegalArgumentException(
          "Mask of SequenceOutput must have one number per example, [%d, 1], got shape %s"
              .formatted(batch, Arrays.toString(mask.shape())));
    }
    return values(mask);
  }

  private static double logSumExp(double[] z, int start, int end) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = start; i < end; i++) {
      max = Math.max(max, z[i]);
    }
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += Math.exp(z[i] - max);
    }
    return max + Math.log(sum);
  }

  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  @Override
  public String name() {
    return toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SequenceLoss that && heads().equals(that.heads());
  }

  @Override
  public int hashCode() {
    return heads().hashCode();
  }

  @Override
  public String toString() {
    return "SequenceLoss(digits=" + digits + ", classes=" + classes + ")";
  }
}
