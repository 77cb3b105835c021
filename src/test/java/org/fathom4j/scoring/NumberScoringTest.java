package org.fathom4j.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fathom4j.metrics.Quantity.LOSS;
import static org.fathom4j.metrics.Quantity.MAE;
import static org.fathom4j.metrics.Quantity.R2;
import static org.fathom4j.metrics.Quantity.RMSE;

import java.util.List;
import org.fathom4j.data.Target;
import org.junit.jupiter.api.Test;

/** Errors of real numbers. */
class NumberScoringTest {
  private static final float[] TRUTH = {3, -0.5f, 2, 7};
  private static final float[] PREDICTED = {2.5f, 0, 2, 8};

  /**
   * Made with scikit-learn 1.9.1: mean_absolute_error, root_mean_squared_error, r2_score of [3,
   * -0.5, 2, 7] and [2.5, 0, 2, 8].
   */
  @Test
  void errors_areScikitLearns() {
    Target.Numbers target = Target.Numbers.of(List.of("y"), false);
    NumberScoring scoring = new NumberScoring(target, Loss.SQUARED_ERROR);
    scoring.add(Given.batch(target, TRUTH), PREDICTED);
    Scores scores = scoring.scores();
    assertThat(scores.of(MAE)).isEqualTo(0.5);
    assertThat(scores.of(RMSE)).isCloseTo(0.6123724356957945, within(1e-12));
    assertThat(scores.of(R2)).isCloseTo(0.9486081370449679, within(1e-12));
    assertThat(scores.of(LOSS)).isCloseTo(0.375, within(1e-12));
  }

  @Test
  void aStandardizedTarget_isScoredInItsOwnUnit_andItsLossIsNot() {
    Target.Numbers target =
        Target.Numbers.of(List.of("price"), true).measured(0, new double[] {100, 300});
    assertThat(target.centres()).containsExactly(200.0);
    assertThat(target.scales()).containsExactly(100.0);
    float[] truth = {target.scaled(0, 150), target.scaled(0, 250)};
    NumberScoring scoring = new NumberScoring(target, Loss.SQUARED_ERROR);
    scoring.add(Given.batch(target, truth), new float[] {truth[0] + 0.1f, truth[1] + 0.3f});
    assertThat(scoring.truth(1, 0)).isCloseTo(250, within(1e-4));
    assertThat(scoring.scores().of(MAE)).isCloseTo(20, within(1e-4));
    assertThat(scoring.scores().of(LOSS)).isCloseTo(0.05, within(1e-6));
    // 1 - (10^2 + 30^2) / (50^2 + 50^2)
    assertThat(scoring.scores().of(R2)).isCloseTo(0.8, within(1e-6));
  }

  @Test
  void severalNumbers_countAlike() {
    Target.Numbers target = Target.Numbers.of(List.of("a", "b"), false);
    NumberScoring scoring = new NumberScoring(target, Loss.ABSOLUTE_ERROR);
    scoring.add(Given.batch(target, 0, 0, 2, 20), new float[] {1, 10, 3, 30});
    assertThat(scoring.scores().of(MAE)).isEqualTo(5.5);
    assertThat(scoring.scores().of(RMSE)).isEqualTo(5.5);
    assertThat(scoring.scores().of(R2)).isZero();
    assertThat(scoring.scores().of(LOSS)).isEqualTo(5.5);
  }

  @Test
  void equalTruths_haveNoR2_andAnEqualTargetKeepsItsScale() {
    Target.Numbers target = Target.Numbers.of(List.of("y"), true).measured(0, new double[] {4, 4});
    assertThat(target.scales()).containsExactly(1.0);
    NumberScoring scoring = new NumberScoring(target, Loss.SQUARED_ERROR);
    scoring.add(Given.batch(target, 0, 0), new float[] {1, 1});
    assertThat(scoring.scores().values()).doesNotContainKey(R2);
    assertThat(scoring.scores().of(MAE)).isEqualTo(1);
  }
}
