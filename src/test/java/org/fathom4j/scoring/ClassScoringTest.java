package org.fathom4j.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fathom4j.metrics.Quantity.ACCURACY;
import static org.fathom4j.metrics.Quantity.AUC;
import static org.fathom4j.metrics.Quantity.BALANCED_ACCURACY;
import static org.fathom4j.metrics.Quantity.BRIER;
import static org.fathom4j.metrics.Quantity.CALIBRATION_ERROR;
import static org.fathom4j.metrics.Quantity.LOG_LOSS;
import static org.fathom4j.metrics.Quantity.LOSS;
import static org.fathom4j.metrics.Quantity.MACRO_F1;

import java.util.Random;
import org.fathom4j.data.Target;
import org.fathom4j.metrics.Quantity;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand, and against scikit-learn's. */
class ClassScoringTest {
  private static final float[][] THREE = {
    {.7f, .2f, .1f},
    {.1f, .8f, .1f},
    {.3f, .3f, .4f},
    {.5f, .25f, .25f},
    {.2f, .2f, .6f},
    {.4f, .35f, .25f},
    {.1f, .6f, .3f},
    {.25f, .25f, .5f},
    {.6f, .3f, .1f},
    {.2f, .5f, .3f}
  };
  private static final int[] OF_THREE = {0, 1, 2, 1, 2, 0, 1, 0, 0, 2};
  private static final float[] SECOND = {.1f, .4f, .4f, .35f, .8f, .8f, .65f, .9f};
  private static final int[] OF_TWO = {0, 0, 1, 0, 1, 0, 1, 1};

  /**
   * Made with scikit-learn 1.9.1, y and P as above in float32: balanced_accuracy_score, f1_score
   * (average="macro"), log_loss, roc_auc_score (multi_class="ovr", average="macro"),
   * brier_score_loss.
   */
  @Test
  void threeClasses_areScoredAsScikitLearnDoes() {
    Scores scores = Given.classes(Loss.CROSS_ENTROPY, OF_THREE, THREE).scores();
    assertThat(scores.of(BALANCED_ACCURACY)).isCloseTo(0.6944444444444443, within(1e-12));
    assertThat(scores.of(MACRO_F1)).isCloseTo(0.6944444444444443, within(1e-12));
    assertThat(scores.of(LOG_LOSS)).isCloseTo(0.792143817024564, within(1e-7));
    assertThat(scores.of(AUC)).isCloseTo(0.8472222222222222, within(1e-12));
    assertThat(scores.of(BRIER)).isCloseTo(0.4574999978244305, within(1e-7));
    assertThat(scores.of(ACCURACY)).isEqualTo(0.7);
    assertThat(scores.of(LOSS)).isCloseTo(scores.of(LOG_LOSS), within(1e-12));
  }

  /** As above, with the probability of the second class alone. */
  @Test
  void twoClasses_areScoredAsScikitLearnDoes() {
    float[][] outputs = new float[SECOND.length][];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = new float[] {1 - SECOND[i], SECOND[i]};
    }
    Scores scores = Given.classes(Loss.CROSS_ENTROPY, OF_TWO, outputs).scores();
    assertThat(scores.of(BALANCED_ACCURACY)).isCloseTo(0.75, within(1e-12));
    assertThat(scores.of(MACRO_F1)).isCloseTo(0.75, within(1e-12));
    assertThat(scores.of(LOG_LOSS)).isCloseTo(0.5414980972852405, within(1e-7));
    assertThat(scores.of(AUC)).isCloseTo(0.8125, within(1e-12));
    assertThat(scores.of(BRIER)).isCloseTo(0.18312500368803758, within(1e-7));
  }

  @Test
  void confusion_hasTruthInRows() {
    Confusion pets = new Confusion(new int[][] {{1, 1, 0}, {1, 2, 0}, {0, 0, 0}});
    assertThat(pets.accuracy()).isEqualTo(0.6);
    assertThat(pets.recall(1)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(pets.precision(0)).isEqualTo(0.5);
    assertThat(pets.recall(2)).isNaN();
    // A class that is neither there nor predicted counts nowhere: (1/2 + 2/3) / 2.
    assertThat(pets.balancedAccuracy()).isCloseTo(7 / 12.0, within(1e-12));
    assertThat(pets.macroF1()).isCloseTo(7 / 12.0, within(1e-12));
  }

  @Test
  void aClassThatIsPredictedButNotThere_countsInF1Alone() {
    Confusion pets = new Confusion(new int[][] {{2, 1}, {0, 0}});
    assertThat(pets.balancedAccuracy()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(pets.macroF1()).isCloseTo(0.8 / 2, within(1e-12)); // as scikit-learn's
  }

  @Test
  void theAreaCountsTiesOneHalf_inEveryOrder() {
    // Pairs of 3 positives and 2 negatives: .9 beats both, .5 ties one and beats one, -.2 loses.
    float[] scores = {.5f, -.2f, .9f, .5f, -.1f};
    boolean[] positive = {true, true, true, false, false};
    assertThat(RocArea.of(scores, positive)).isCloseTo((2 + 1.5 + 0) / 6, within(1e-12));
    assertThat(RocArea.of(new float[] {-0f, 0f}, new boolean[] {true, false})).isEqualTo(0.5);
    assertThat(RocArea.of(new float[] {1, 2}, new boolean[] {true, true})).isNaN();
    assertThat(RocArea.of(new float[] {1, Float.NaN}, new boolean[] {true, false})).isNaN();
  }

  @Test
  void theAreaIsTheShareOfPairsInOrder() {
    Random random = new Random(4);
    float[] scores = new float[200];
    boolean[] positive = new boolean[200];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(41) / 10f - 2;
      positive[i] = random.nextInt(3) == 0;
    }
    double above = 0;
    int pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (positive[i] && !positive[j]) {
          above += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    assertThat(RocArea.of(scores, positive)).isCloseTo(above / pairs, within(1e-12));
  }

  @Test
  void calibration_hasAnUpperEndInEachBin() {
    Calibration calibration = new Calibration();
    calibration.add(0.6, true); // the 9th of 15: above 8/15, at most 9/15
    calibration.add(0.6, false);
    calibration.add(1, true);
    calibration.add(0.95, false); // the 15th, as 1 is
    assertThat(calibration.bins()).extracting(Calibration.Bin::examples).containsExactly(2, 2);
    assertThat(calibration.bins().get(0).to()).isCloseTo(0.6, within(1e-12));
    // (2 |0.5 - 0.6| + 2 |0.5 - 0.975|) / 4
    assertThat(calibration.error()).isCloseTo(0.2875, within(1e-12));
  }

  @Test
  void outputsThatAreNoProbabilities_haveNoLogLossAndNoCalibration() {
    ClassScoring scoring =
        Given.classes(
            Loss.SQUARED_ERROR, new int[] {0, 1}, new float[] {1.2f, -0.2f}, new float[] {0, 1});
    assertThat(scoring.scores().values())
        .containsOnlyKeys(LOSS, ACCURACY, BALANCED_ACCURACY, MACRO_F1, AUC);
    assertThat(scoring.scores().of(LOSS)).isCloseTo(0.02, within(1e-6));
    assertThat(scoring.calibration()).isEmpty();
  }

  @Test
  void examplesOfOneClass_haveNoArea() {
    ClassScoring scoring =
        Given.classes(Loss.CROSS_ENTROPY, new int[] {0, 0}, new float[][] {{1, 0}, {1, 0}});
    assertThat(scoring.scores().values()).doesNotContainKey(AUC).containsEntry(LOG_LOSS, 0.0);
    assertThat(scoring.scores().on("test")).containsKey("test/macro-f1");
  }

  @Test
  void aBatchIsReadOnlyAsFarAsItIsFull() {
    Target.Classes target = new Target.Classes(java.util.List.of("a", "b"));
    ClassScoring scoring = new ClassScoring(2, Loss.CROSS_ENTROPY);
    org.fathom4j.data.Batch full = Given.batch(target, 1, 0, 0, 1, 1, 0);
    scoring.add(
        new org.fathom4j.data.Batch(new float[0], full.labels(), 2, full.shape(), target),
        new float[] {1, 0, 0, 1});
    assertThat(scoring.size()).isEqualTo(2);
    assertThat(scoring.scores().of(ACCURACY)).isEqualTo(1);
  }

  @Test
  void lossesAreThoseOfTheirNames() {
    float[] p = {0.25f, 0.75f};
    float[] y = {0, 1};
    assertThat(Loss.CROSS_ENTROPY.of(p, 0, y, 0, 2)).isCloseTo(-Math.log(0.75), within(1e-9));
    assertThat(Loss.BINARY_CROSS_ENTROPY.of(p, 0, y, 0, 2))
        .isCloseTo(-2 * Math.log(0.75), within(1e-9));
    assertThat(Loss.SQUARED_ERROR.of(p, 0, y, 0, 2)).isCloseTo(0.0625, within(1e-9));
    assertThat(Loss.ABSOLUTE_ERROR.of(p, 0, y, 0, 2)).isCloseTo(0.25, within(1e-9));
    assertThat(Quantity.of("validation/log-loss")).contains(LOG_LOSS);
    assertThat(CALIBRATION_ERROR.on("test")).isEqualTo("test/calibration-error");
  }
}
