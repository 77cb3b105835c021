package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.chapter6.Perceptron.Cycle;
import org.fathom4j.chapter6.Perceptron.Example;
import org.fathom4j.chapter6.Perceptron.Run;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.junit.jupiter.api.Test;

class PerceptronStudyTest {
  private static final List<Long> ZERO = List.of(0L, 0L, 0L);

  @Test
  void fewSetsHoldWhatIsKnown() {
    Lessons.check(new PerceptronStudy(20, 40, 1, 1500, 1).run(StudyContext.alone()));
  }

  @Test
  void tooFewStepsOfTheOthersMissWhatIsKnown() {
    Lesson lesson = new PerceptronStudy(2, 40, 1, 2, 1).run(StudyContext.alone());
    assertThat(Lessons.ids(lesson.missed())).contains("sigmoid/xor", "layer/xor");
  }

  /**
   * From (0, 0, 0) all four points are mistakes in turn: −(−1, −1, 1) gives (1, 1, −1), +(−1, 1, 1)
   * gives (0, 2, 0), +(1, −1, 1) gives (1, 1, 1), −(1, 1, 1) is back at (0, 0, 0).
   */
  @Test
  void thePassOverXorIsTheOneWorkedByHand() {
    Run run = Perceptron.train(PerceptronData.XOR, ZERO, 100);
    assertThat(run.starts()).containsExactly(ZERO, ZERO);
    assertThat(run.mistakes()).containsExactly(4);
    assertThat(run.cycle()).isEqualTo(Optional.of(new Cycle(0, 1)));
  }

  @Test
  void andIsLearnedWithinTheBound() {
    List<Example> and =
        List.of(
            Example.of(0, 0, -1), Example.of(0, 1, -1), Example.of(1, 0, -1), Example.of(1, 1, 1));
    Run run = Perceptron.train(and, ZERO, 100);
    assertThat(run.separates()).isTrue();
    assertThat(run.cycle()).isEmpty();
    assertThat(and).allMatch(example -> Perceptron.right(run.weights(), example));
    // (2, 2, −3) has margin 1 / √17, the longest example √3: (√3 √17)² = 51.
    double bound = Perceptron.bound(and, List.of(2L, 2L, -3L));
    assertThat(bound).isCloseTo(51, within(1e-9));
    assertThat((double) run.totalMistakes()).isLessThanOrEqualTo(bound);
  }

  @Test
  void aBoundNeedsALineThatSeparates() {
    assertThatThrownBy(() -> Perceptron.bound(PerceptronData.XOR, List.of(2L, 2L, -1L)))
        .hasMessage("these weights do not separate the examples");
  }

  @Test
  void aGapThatLeavesNoPointsIsRefused() {
    assertThat(Lessons.problems("perceptron", Map.of("gap", 12)))
        .containsExactly("study.perceptron.gap: must be a number from 0.1 to 8, got 12");
  }
}
