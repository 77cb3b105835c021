package org.fathom4j.layers.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class SequenceDecoderTest {
  private static final SequenceDecoder DECODER = new SequenceDecoder(5, 10);

  /** The example of arXiv 1312.6082, appendix A: an image of 175. */
  private static double[] worked() {
    double[] probabilities = new double[57];
    System.arraycopy(new double[] {.002, .002, .002, .9, .09, .002, .002}, 0, probabilities, 0, 7);
    int[] best = {1, 7, 5, 1, 0};
    double[] sure = {.9, .9, .9, .2, .1};
    for (int digit = 0; digit < 5; digit++) {
      probabilities[7 + 10 * digit + best[digit]] = sure[digit];
    }
    return probabilities;
  }

  @Test
  void workedExampleReads175() {
    Sequence sequence = DECODER.decode(Nd4j.createFromArray(worked()).reshape(1, 57)).get(0);
    assertThat(sequence.text()).isEqualTo("175");
    assertThat(sequence.digits()).containsExactly(1, 7, 5);
    assertThat(sequence.more()).isFalse();
    assertThat(sequence.logProbability()).isCloseTo(-0.42144, within(5e-6));
    assertThat(sequence.probability()).isCloseTo(0.6561, within(1e-9));
  }

  @Test
  void everyLengthHasTheTotalOfItsDigits() {
    // For lengths 1 and 2 the paper prints -7.2686 and -8.3226, which its own numbers do not give.
    double[] expected = {-6.2146, -6.3200, -6.4253, -0.42144, -4.3334, -10.443, -10.443};
    assertThat(DECODER.logProbabilities(worked())).containsExactly(expected, within(5e-4));
  }

  @Test
  void numberWithMoreDigitsShowsTheFirstOnes() {
    double[] probabilities = worked();
    probabilities[3] = 0;
    probabilities[4] = 0;
    probabilities[6] = 0.99;
    Sequence sequence = DECODER.decode(Nd4j.createFromArray(new double[][] {probabilities})).get(0);
    assertThat(sequence.text()).isEqualTo("17510+");
    assertThat(sequence.more()).isTrue();
  }

  @Test
  void emptyNumberHasNoDigits() {
    double[] probabilities = worked();
    probabilities[0] = 1;
    Sequence sequence = DECODER.decode(Nd4j.createFromArray(new double[][] {probabilities})).get(0);
    assertThat(sequence).isEqualTo(new Sequence(List.of(), false, 0));
  }

  @Test
  void outputOfAnotherShapeIsRefused() {
    assertThatThrownBy(() -> DECODER.decode(Nd4j.zeros(2, 56)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContainingAll("[batch, 57]", "[2, 56]");
  }
}
