package org.fathom4j.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Against SciPy 1.x's t distribution and Nadeau and Bengio's formula, as the comments give them.
 */
class OverFoldsTest {
  private static final double[] GAINS = {0.02, 0.05, -0.01, 0.04, 0.03};

  /** 20 test examples for 60 training examples. */
  private static OverFolds folds(int... folds) {
    return new OverFolds(folds, 20 / 60.0);
  }

  /**
   * Of d the gains and q = 20/60: se = sqrt((1/5 + q) * d.var(ddof=1)); d.mean() -+
   * stats.t(4).ppf(0.975) * se.
   */
  @Test
  void theIntervalOfAMean_isCorrectedForOverlappingTrainingSets() {
    Interval interval = folds(1, 2, 3, 4, 5).interval(GAINS).orElseThrow();
    assertThat(interval.low()).isCloseTo(-0.02067952089873358, within(1e-12));
    assertThat(interval.high()).isCloseTo(0.07267952089873359, within(1e-12));
  }

  /** stats.t(4).sf(d.mean() / se). */
  @Test
  void theP_isOfTheSameT() {
    assertThat(folds(1, 2, 3, 4, 5).p(GAINS)).isCloseTo(0.09844874343627413, within(1e-12));
    double[] losses = {-0.02, -0.05, 0.01, -0.04, -0.03};
    assertThat(folds(1, 2, 3, 4, 5).p(losses)).isCloseTo(1 - 0.09844874343627413, within(1e-12));
    assertThat(folds(1, 2).p(new double[] {0, 0})).isEqualTo(0.5);
  }

  @Test
  void moreSeedsOfTheSameFolds_areNotMoreData() {
    double[] twice = {0.02, 0.05, -0.01, 0.04, 0.03, 0.02, 0.05, -0.01, 0.04, 0.03};
    OverFolds repeated = folds(1, 2, 3, 4, 5, 1, 2, 3, 4, 5);
    assertThat(repeated.interval(twice)).isEqualTo(folds(1, 2, 3, 4, 5).interval(GAINS));
    assertThat(repeated.p(twice)).isEqualTo(folds(1, 2, 3, 4, 5).p(GAINS));
    assertThat(folds(1, 1, 2).mean(new double[] {1, 3, 5})).isEqualTo(3.5);
  }

  @Test
  void oneFold_hasNoInterval_andASharesHasNoneEither() {
    assertThat(folds(3, 3).interval(new double[] {1, 2})).isEmpty();
    assertThat(folds(3, 3).p(new double[] {1, 2})).isNaN();
    assertThat(folds(1, 2, 3, 4, 5).shareInterval(GAINS)).isEmpty();
  }

  /** stats.t(v).ppf(0.975) and 1 - 2 * stats.t(v).sf(1.5). */
  @Test
  void studentsT_isSciPys() {
    double[][] known = {
      {1, 12.706204736174694, 0.6256659163780023},
      {2, 4.302652729749462, 0.7276068751089989},
      {3, 3.1824463052837078, 0.7694161347551771},
      {4, 2.7764451051977934, 0.792},
      {9, 2.262157162798205, 0.832149343942925},
      {10, 2.228138851986274, 0.8354926735545598},
      {30, 2.0422724563012378, 0.855934070871354},
    };
    for (double[] row : known) {
      assertThat(StudentT.quantile(0.95, (int) row[0])).isCloseTo(row[1], within(1e-9));
      assertThat(StudentT.within(1.5, (int) row[0])).isCloseTo(row[2], within(1e-12));
    }
    assertThat(StudentT.within(Double.POSITIVE_INFINITY, 4)).isEqualTo(1, within(1e-15));
  }
}
