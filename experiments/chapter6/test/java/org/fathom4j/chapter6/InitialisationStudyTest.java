package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.DeepNets.Form;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.fathom4j.training.TrainingOutcome;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where training starts. */
final class InitialisationStudyTest {
  private final DataSplit data = NoisyPatterns.split(64, 200, 100, 0.6);

  @Test
  void oneStartOfTwoDepthsHoldsWhatIsKnown() {
    Lessons.check(
        new InitialisationStudy(List.of(2, 6), 64, 1, 10, 0.05).run(StudyContext.alone()));
  }

  /** With hardly any training nobody is above chance. */
  @Test
  void withoutTrainingHeMisses() {
    Lesson lesson = new InitialisationStudy(List.of(2), 16, 1, 1, 1e-6).run(StudyContext.alone());
    assertThat(Lessons.ids(lesson.missed())).contains("he/accuracy", "equal/moved");
  }

  /** Plain Deeplearning4j keeps equal units equal too, and random ones apart. */
  @Test
  void unitsThatStartEqualStayEqualUnderDl4jItself() {
    MultiLayerNetwork equal = DeepNets.build(Form.of(data, 2, 13, WeightStart.EQUAL, 0.1), 1, 0.1);
    MultiLayerNetwork random = DeepNets.build(Form.of(data, 2, 13, WeightStart.HE, 0), 1, 0.1);
    for (int step = 0; step < 5; step++) {
      equal.fit(features(), labels());
      random.fit(features(), labels());
    }
    assertThat(DeepNets.differentUnits(equal)).containsExactly(1, 1);
    assertThat(DeepNets.differentUnits(random)).containsExactly(13, 13);
  }

  /** One changed bit is seen. */
  @Test
  void aUnitThatDiffersInItsLastBitIsCounted() {
    MultiLayerNetwork network = DeepNets.build(Form.of(data, 1, 5, WeightStart.EQUAL, 0), 1, 0.1);
    INDArray weights = network.getParam("0_W");
    weights.putScalar(3, 2, Math.nextUp(weights.getFloat(3, 2)));
    assertThat(DeepNets.differentUnits(network)).containsExactly(2);
  }

  @Test
  void tooLargeWeightsEndAsDiverged() {
    MultiLayerNetwork network = DeepNets.build(Form.of(data, 8, 32, WeightStart.LARGE, 0), 1, 0.05);
    TrainingOutcome outcome = DeepNets.train(network, data, 2, 0.05, StudyContext.alone());
    assertThat(outcome.state()).isEqualTo(TrialState.DIVERGED);
    assertThat(outcome.cause()).contains("the loss became");
  }

  /** Means 0 and variances 1, so that the first layer sees what He's derivation assumes. */
  @Test
  void examplesHaveMeanZeroAndVarianceOne() {
    INDArray numbers = Nd4j.createFromArray(rows(new NoisyPatterns(64, 2000, 0.6, 1)));
    assertThat(numbers.meanNumber().doubleValue()).isBetween(-0.1, 0.1);
    assertThat(numbers.varNumber().doubleValue()).isBetween(0.9, 1.1);
  }

  @Test
  void aDepthOfNothingIsRefused() {
    assertThat(Lessons.problems("initialisation", Map.of("depths", List.of(2, 0))))
        .containsExactly(
            "study.initialisation.depths: must be a list of whole numbers of at least 1, got 0 in"
                + " it");
  }

  private INDArray features() {
    return Nd4j.createFromArray(rows(data.train()));
  }

  private INDArray labels() {
    float[][] labels = new float[data.train().size()][10];
    for (int i = 0; i < labels.length; i++) {
      data.train().label(i, labels[i], 0);
    }
    return Nd4j.createFromArray(labels);
  }

  private static float[][] rows(Examples examples) {
    float[][] rows = new float[examples.size()][64];
    for (int i = 0; i < rows.length; i++) {
      examples.features(i, rows[i], 0);
    }
    return rows;
  }
}
