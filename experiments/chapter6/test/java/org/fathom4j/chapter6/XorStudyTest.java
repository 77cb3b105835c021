package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.problem.Problems;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.junit.jupiter.api.Test;

class XorStudyTest {
  @Test
  void fewStartsHoldWhatIsKnown() {
    Lesson lesson = new XorStudy(List.of(2, 8), 6, 2000, 0.1).run(StudyContext.alone());
    Lessons.check(lesson);
    assertThat(lesson.measured().get("success/8"))
        .isGreaterThan(lesson.measured().get("success/2"));
  }

  @Test
  void tooFewStepsMissWhatIsKnown() {
    Lesson lesson = new XorStudy(List.of(8), 1, 3, 0.1).run(StudyContext.alone());
    assertThat(Lessons.ids(lesson.missed()))
        .contains("linear/trained-loss", "success/8", "stuck/known-levels")
        .doesNotContain("linear/loss", "closed-form/outputs");
  }

  @Test
  void oneOtherWeightIsNoXorAnyMore() {
    MultiLayerNetwork network = XorTraining.closedForm();
    Nets.set(network, 1, new double[][] {{1}, {2}}, 0);
    assertThat(XorTraining.answers(network)).containsExactly(0, 1, 1, 4);
  }

  @Test
  void nothingNearTheLeastSquaresFitIsBetter() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] x = new double[20][3];
    double[] y = new double[20];
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 3; j++) {
        x[i][j] = random.nextGaussian();
      }
      y[i] = 2 * x[i][0] - x[i][2] + 0.5 + random.nextGaussian();
    }
    LeastSquares fit = LeastSquares.fit(x, y);
    assertThat(error(x, y, fit.coefficients())).isCloseTo(fit.error(), within(1e-12));
    for (int j = 0; j < 4; j++) {
      for (double step : new double[] {-1e-3, 1e-3}) {
        double[] other = fit.coefficients().clone();
        other[j] += step;
        assertThat(error(x, y, other)).isGreaterThan(fit.error());
      }
    }
  }

  private static double error(double[][] x, double[] y, double[] coefficients) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double off = coefficients[3] - y[i];
      for (int j = 0; j < 3; j++) {
        off += coefficients[j] * x[i][j];
      }
      sum += off * off;
    }
    return sum / x.length;
  }

  @Test
  void aSingleUnitIsRefused() {
    assertThat(Lessons.problems("xor", Map.of("widths", List.of(1, 4), "seed", 50)))
        .containsExactly(
            "study.xor.widths: must be a list of whole numbers of at least 2, got 1 in it",
            "study.xor.seed: is no key of study.xor; did you mean 'seeds'?");
  }

  @Test
  void widthsAreReadInOrder() {
    assertThat(Lessons.read("xor", Map.of("widths", List.of(8, 2)), new Problems()))
        .isEqualTo(new XorStudy(List.of(2, 8), 50, 2000, 0.1));
  }
}
