package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanMedianStudyTest {
  @Test
  void fewExamplesHoldWhatIsKnown() {
    Lessons.check(new MeanMedianStudy(5000, 40, 1).run(StudyContext.alone()));
  }

  @Test
  void tooFewEpochsMissTheShape() {
    Lesson lesson = new MeanMedianStudy(5000, 1, 1).run(StudyContext.alone());
    assertThat(Lessons.ids(lesson.missed()))
        .contains("exponential/squared-shape", "exponential/absolute-shape");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drawsHaveTheMeanAndMedianThatAreStated(boolean exponential) {
    NoisyCurve noise = exponential ? NoisyCurve.exponential() : NoisyCurve.lognormal();
    int count = 200_000;
    double[] draws =
        noise.sample(count, 5).stream()
            .mapToDouble(p -> p.y() - NoisyCurve.truth(p.x()))
            .sorted()
            .toArray();
    double mean = noise.sample(count, 5).stream().mapToDouble(Point::y).average().orElse(0);
    assertThat(mean).isCloseTo(noise.mean(), within(5 * noise.meanError(count)));
    double median = draws[count / 2];
    assertThat(median).isCloseTo(noise.median(), within(5 * noise.medianError(count)));
    double step = 0.1; // density at the median, by counting
    double near = 0;
    for (double draw : draws) {
      near += Math.abs(draw - noise.median()) < step ? 1 : 0;
    }
    assertThat(near / count / (2 * step)).isCloseTo(noise.density(), within(0.02));
  }

  @Test
  void aHandfulOfExamplesIsRefused() {
    assertThat(Lessons.problems("mean-and-median", Map.of("examples", 10)))
        .containsExactly(
            "study.mean-and-median.examples: must be a whole number of at least 1000, got 10");
  }
}
