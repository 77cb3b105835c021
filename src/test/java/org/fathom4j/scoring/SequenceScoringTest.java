package org.fathom4j.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fathom4j.data.Target;
import org.fathom4j.layers.output.Sequence;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.scoring.SequenceScoring.Reading;
import org.junit.jupiter.api.Test;

/** Readings of whole numbers against counts worked out by hand. */
class SequenceScoringTest {
  private static final Target.Sequence FIVE = new Target.Sequence(5, 10);

  @Test
  void numbers_countWhereLengthAndAllDigitsAreRight() {
    SequenceScoring scoring = new SequenceScoring(FIVE);
    add(scoring, "12", "12", 0.9);
    add(scoring, "123", "124", 0.8);
    add(scoring, "12", "123", 0.7);
    add(scoring, "7", "", 0.6);
    assertThat(scoring.scores().of(Quantity.ACCURACY)).isEqualTo(0.25);
    // 2 of 12, 2 of 123, 2 of 12 (the third one read does not count), none of 7: 6 of 8 digits.
    assertThat(scoring.digitAccuracy()).isEqualTo(6 / 8.0);
    assertThat(scoring.scores().of(Quantity.DIGIT_ACCURACY)).isEqualTo(6 / 8.0);
    assertThat(scoring.readings())
        .extracting(Reading::right)
        .containsExactly(true, false, false, false);
    assertThat(scoring.confusion().counts()[2]).containsExactly(0, 0, 1, 1, 0, 0, 0);
  }

  @Test
  void longerNumbers_areRightWhereTheyAreSaidToBeLonger() {
    SequenceScoring scoring = new SequenceScoring(new Target.Sequence(2, 10));
    scoring.add(new Sequence(List.of(9, 9), true, -1), new float[] {3, 1, 2}, 0);
    scoring.add(new Sequence(List.of(1, 2), false, -2), new float[] {3, 1, 2}, 0);
    assertThat(scoring.scores().of(Quantity.ACCURACY)).isEqualTo(0.5);
    assertThat(scoring.readings().get(1).truth()).isEqualTo("12+");
  }

  @Test
  void theLossCountsTheDigitsThatTheNumberHas() {
    Target.Sequence target = new Target.Sequence(1, 2);
    SequenceScoring scoring = new SequenceScoring(target);
    // P(length 0, 1, longer), then P(digit 0, 1).
    float[] outputs = {.2f, .5f, .3f, .25f, .75f, .2f, .5f, .3f, .25f, .75f};
    scoring.add(Given.batch(target, 1, 1, 0, 0), outputs);
    double first = -Math.log(.5) - Math.log(.75);
    assertThat(scoring.scores().of(Quantity.LOSS))
        .isCloseTo((first - Math.log(.2)) / 2, within(1e-6));
    assertThat(scoring.scores().of(Quantity.ACCURACY)).isEqualTo(0.5);
  }

  @Test
  void coverage_isTheLargestShareOfTheSurestThatIsRightOftenEnough() {
    SequenceScoring scoring = new SequenceScoring(FIVE);
    // The 60 surest are right, then one is wrong, 39 more are right, then 20 wrong: of 100, 99 are
    // right; 98% hold up to the 101st (99 / 101 = 98.02%), not to the 102nd (97.06%).
    for (int i = 0; i < 120; i++) {
      boolean right = i != 60 && i < 100;
      add(scoring, "12", right ? "12" : "13", 1 - i / 1000.0);
    }
    assertThat(scoring.coverage()).isEqualTo(101 / 120.0);
    assertThat(scoring.scores().of(Quantity.COVERAGE_AT_98)).isEqualTo(101 / 120.0);
  }

  private static void add(SequenceScoring scoring, String truth, String read, double probability) {
    float[] label = new float[6];
    label[0] = truth.length();
    for (int i = 0; i < truth.length(); i++) {
      label[1 + i] = truth.charAt(i) - '0';
    }
    List<Integer> digits = read.chars().mapToObj(c -> c - '0').toList();
    scoring.add(new Sequence(digits, false, Math.log(probability)), label, 0);
  }
}
