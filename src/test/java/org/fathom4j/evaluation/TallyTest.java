package org.fathom4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fathom4j.evaluation.Evaluation.ClassScore;
import org.fathom4j.evaluation.Evaluation.Mistake;
import org.fathom4j.layers.output.Sequence;
import org.junit.jupiter.api.Test;

/** Scores against numbers worked out by hand. */
class TallyTest {
  @Test
  void classes_areCountedByTruthAndReading() {
    ClassTally tally = new ClassTally(List.of("cat", "dog", "owl"));
    tally.add(0, 0, 0.9);
    tally.add(0, 1, 0.6);
    tally.add(1, 1, 0.8);
    tally.add(1, 0, 0.7);
    tally.add(1, 1, 0.5);
    Evaluation result = tally.evaluation("pets");
    assertThat(result.accuracy()).isEqualTo(0.6);
    assertThat(result.confusion())
        .containsExactly(List.of(1, 1, 0), List.of(1, 2, 0), List.of(0, 0, 0));
    ClassScore dog = result.perClass().get(1);
    assertThat(dog.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(dog.precision()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(result.perClass().get(2).accuracy()).isNaN();
    assertThat(result.mistakes())
        .containsExactly(new Mistake(3, "dog", "cat", 0.7), new Mistake(1, "cat", "dog", 0.6));
  }

  @Test
  void numbers_countWhereLengthAndAllDigitsAreRight() {
    SequenceTally tally = new SequenceTally(5);
    add(tally, "12", "12", 0.9);
    add(tally, "123", "124", 0.8);
    add(tally, "12", "123", 0.7);
    add(tally, "7", "", 0.6);
    Evaluation result = tally.evaluation("numbers");
    assertThat(result.accuracy()).isEqualTo(0.25);
    // 2 of 12, 2 of 123, 2 of 12 (the third one read does not count), none of 7: 6 of 8 digits.
    assertThat(result.digitAccuracy()).hasValue(6 / 8.0);
    assertThat(result.mistakes()).extracting(Mistake::predicted).containsExactly("124", "123", "");
    assertThat(result.perClass())
        .extracting(ClassScore::examples)
        .containsExactly(0, 1, 2, 1, 0, 0, 0);
    assertThat(result.perClass().get(2).accuracy()).isEqualTo(0.5);
    assertThat(result.confusion().get(2)).containsExactly(0, 0, 1, 1, 0, 0, 0);
  }

  @Test
  void longerNumbers_areRightWhereTheyAreSaidToBeLonger() {
    SequenceTally tally = new SequenceTally(2);
    tally.add(new Sequence(List.of(9, 9), true, -1), new float[] {3, 1, 2}, 0);
    tally.add(new Sequence(List.of(1, 2), false, -2), new float[] {3, 1, 2}, 0);
    Evaluation result = tally.evaluation("long");
    assertThat(result.accuracy()).isEqualTo(0.5);
    assertThat(result.mistakes()).extracting(Mistake::label).containsExactly("12+");
  }

  @Test
  void coverage_isTheLargestShareOfTheSurestThatIsRightOftenEnough() {
    SequenceTally tally = new SequenceTally(5);
    // The 60 surest are right, then one is wrong, 39 more are right, then 20 wrong: of 100, 99 are
    // right; 98% hold up to the 101st (99 / 101 = 98.02%), not to the 102nd (97.06%).
    for (int i = 0; i < 120; i++) {
      boolean right = i != 60 && i < 100;
      add(tally, "12", right ? "12" : "13", 1 - i / 1000.0);
    }
    assertThat(tally.evaluation("numbers").coverageAt98()).hasValue(101 / 120.0);
  }

  private static void add(SequenceTally tally, String truth, String read, double probability) {
    float[] label = new float[6];
    label[0] = truth.length();
    for (int i = 0; i < truth.length(); i++) {
      label[1 + i] = truth.charAt(i) - '0';
    }
    List<Integer> digits = read.chars().mapToObj(c -> c - '0').toList();
    tally.add(new Sequence(digits, false, Math.log(probability)), label, 0);
  }
}
