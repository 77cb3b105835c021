package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.junit.jupiter.api.Test;

class SoftmaxStudyTest {
  @Test
  void fewRepeatsHoldWhatIsKnown() {
    Lessons.check(new SoftmaxStudy(60, 1500, 2).run(StudyContext.alone()));
  }

  @Test
  void tooFewStepsMissTheFractions() {
    Lesson lesson = new SoftmaxStudy(60, 3, 2).run(StudyContext.alone());
    assertThat(Lessons.ids(lesson.missed())).containsExactly("fit/fractions");
  }

  @Test
  void allFormsAgreeWhereNothingOverflows() {
    double[] z = {0.3, -1.2, 2.5, 0};
    double[] stable = Softmax.stable(z);
    assertThat(Softmax.naive(z)).containsExactly(stable, within(1e-15));
    double[] log = Softmax.logarithm(z);
    float[] single = Softmax.naive(0.3f, -1.2f, 2.5f, 0f);
    for (int i = 0; i < z.length; i++) {
      assertThat(Math.exp(log[i])).isCloseTo(stable[i], within(1e-15));
      assertThat((double) single[i]).isCloseTo(stable[i], within(1e-7));
    }
  }

  @Test
  void theLeastNumberIsFoundToItsLastBit() {
    assertThat(Softmax.leastFloat(z -> z * z >= 2, 0, 9)).isEqualTo(1.4142135f + Math.ulp(1.4f));
    assertThat(Softmax.leastDouble(z -> z >= 0.1, 0, 9)).isEqualTo(0.1);
  }

  @Test
  void noRepeatsAreRefused() {
    assertThat(Lessons.problems("softmax", Map.of("repeats", 0)))
        .containsExactly("study.softmax.repeats: must be a whole number of at least 1, got 0");
  }
}
