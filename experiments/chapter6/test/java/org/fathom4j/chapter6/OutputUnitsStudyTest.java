package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalInt;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OutputUnitsStudyTest {
  @Test
  void aNearerStartHoldsWhatIsKnown() {
    Lessons.check(new OutputUnitsStudy(-7, 5000).run(StudyContext.alone()));
  }

  @Test
  void tooFewStepsMissWhatIsKnown() {
    Lesson lesson = new OutputUnitsStudy(-7, 100).run(StudyContext.alone());
    assertThat(Lessons.ids(lesson.missed()))
        .contains("steps/sigmoid-squared", "softmax/stall")
        .doesNotContain("steps/sigmoid-cross-entropy");
  }

  @ParameterizedTest
  @MethodSource("org.fathom4j.chapter6.OutputPairing#all")
  void slopesByHandAreThoseOfTheLoss(OutputPairing pairing) {
    double h = 1e-5;
    for (double z : new double[] {-6, -1.3, 0.4, 2.2}) {
      double difference = (score(pairing, z + h) - score(pairing, z - h)) / (2 * h);
      assertThat(pairing.gradient().applyAsDouble(z)).isCloseTo(difference, within(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("org.fathom4j.chapter6.OutputPairing#all")
  void theOutputIsReadOffTheLoss(OutputPairing pairing) {
    for (double z : new double[] {-4, -0.5, 0.3}) {
      double output = pairing.outputOfLoss().applyAsDouble(score(pairing, z));
      assertThat(output).isCloseTo(pairing.output().applyAsDouble(z), within(1e-9));
    }
  }

  private static double score(OutputPairing pairing, double z) {
    var network = pairing.network(DataType.DOUBLE, z, 1);
    INDArray input = Nd4j.zeros(DataType.DOUBLE, 1, 1);
    network.setInput(input);
    network.setLabels(pairing.truth(DataType.DOUBLE));
    network.computeGradientAndScore();
    return network.score();
  }

  @Test
  void byHandALinearUnitIsThereAfterOneStep() {
    assertThat(OutputRecovery.byHand(OutputPairing.all().get(0), -10, 5))
        .isEqualTo(OptionalInt.of(1));
  }

  @Test
  void aStartThatIsNotWrongIsRefused() {
    assertThat(Lessons.problems("output-units", Map.of("start", 2)))
        .containsExactly("study.output-units.start: must be a number from -11 to -3, got 2");
  }
}
