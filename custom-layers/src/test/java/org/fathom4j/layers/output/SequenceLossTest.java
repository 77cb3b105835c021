package org.fathom4j.layers.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One digit of two values: P(length) = 1/2, 1/4, 1/4 and P(digit) = 3/4, 1/4, for each example. */
class SequenceLossTest {
  private static final double LN_2 = Math.log(2);
  private static final SequenceLoss LOSS = new SequenceLoss(1, 2);
  private static final IActivation SOFTMAX = new SequenceSoftmax(1, 2);

  /** The number 1, then one without digits. */
  private static final double[][] LABELS = {{1, 1}, {0, -1}};

  private static INDArray labels() {
    return Nd4j.createFromArray(LABELS);
  }

  /** In column order, as a matrix product gives them. */
  private static INDArray logits() {
    float[] row = {(float) LN_2, 0, 0, (float) Math.log(3), 0};
    return Nd4j.createFromArray(new float[][] {row, row}).dup('f');
  }

  private static double score(@Nullable INDArray mask, boolean average) {
    return LOSS.computeScore(labels(), logits(), SOFTMAX, mask, average);
  }

  @Test
  void scoreIsSumOrMeanOverTheExamples() {
    // -ln(1/4) - ln(1/4) and -ln(1/2)
    assertThat(score(null, false)).isCloseTo(5 * LN_2, within(1e-6));
    assertThat(score(null, true)).isCloseTo(2.5 * LN_2, within(1e-6));
  }

  @Test
  void scoresOfExamplesAreAColumnOfTheLogitsType() {
    INDArray scores = LOSS.computeScoreArray(labels(), logits(), SOFTMAX, null);
    assertThat(scores.shape()).containsExactly(2, 1);
    assertThat(scores.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(scores.getDouble(0, 0)).isCloseTo(4 * LN_2, within(1e-6));
    assertThat(scores.getDouble(1, 0)).isCloseTo(LN_2, within(1e-6));
  }

  @Test
  void gradientIsProbabilityLessLabelOfTheAnswersThatCount() {
    var both = LOSS.computeGradientAndScore(labels(), logits(), SOFTMAX, null, false);
    assertThat(both.getFirst()).isCloseTo(5 * LN_2, within(1e-6));
    INDArray expected =
        Nd4j.createFromArray(
            new float[][] {{0.5f, -0.75f, 0.25f, 0.75f, -0.75f}, {-0.5f, 0.25f, 0.25f, 0, 0}});
    assertThat(both.getSecond()).isEqualTo(expected);
  }

  @Test
  void maskWeighsExamples() {
    INDArray mask = Nd4j.createFromArray(0.5f, 2).reshape(2, 1);
    assertThat(score(mask, false)).isCloseTo(4 * LN_2, within(1e-6));
    INDArray gradient = LOSS.computeGradient(labels(), logits(), SOFTMAX, mask);
    assertThat(gradient.getDouble(0, 1)).isCloseTo(-0.375, within(1e-6));
    assertThat(gradient.getDouble(1, 0)).isCloseTo(-1, within(1e-6));
  }

  @Test
  void maskOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> score(Nd4j.ones(3, 1), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("one number per example", "[2, 1]", "[3, 1]");
  }

  @Test
  void lossAndSoftmaxAreEqualWhereTheirOptionsAre() {
    assertThat(LOSS).isEqualTo(new SequenceLoss(1, 2)).hasSameHashCodeAs(new SequenceLoss(1, 2));
    assertThat(LOSS).isNotEqualTo(new SequenceLoss(1, 3)).isNotEqualTo(SOFTMAX);
    assertThat(SOFTMAX)
        .isEqualTo(new SequenceSoftmax(1, 2))
        .isNotEqualTo(new SequenceSoftmax(2, 2))
        .isNotEqualTo(LOSS);
  }

  @Test
  void namesTellTheOptions() {
    assertThat(LOSS.name()).isEqualTo("SequenceLoss(digits=1, classes=2)");
    assertThat(SOFTMAX).hasToString("softmax of the length and of 1 digits");
  }

  @Test
  void softmaxRefusesAGradientOfAnotherShape() {
    assertThatThrownBy(() -> SOFTMAX.backprop(logits(), Nd4j.ones(2, 6)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Shapes must be equal during backprop");
  }
}
