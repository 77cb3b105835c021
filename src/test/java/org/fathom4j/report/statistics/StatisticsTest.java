package org.fathom4j.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void sampleSize_isThatOfThePaper() {
    // Bouthillier et al. 2021, figure C.1: 29 pairs; the other two by the same formula.
    assertThat(SampleSize.pairs(0.75, 0.05, 0.05)).isEqualTo(29);
    assertThat(SampleSize.pairs(0.75, 0.05, 0.2)).isEqualTo(17);
    assertThat(SampleSize.pairs(0.9, 0.05, 0.05)).isEqualTo(12);
  }

  @Test
  void normalQuantile_hasTheTabulatedValues() {
    assertThat(SampleSize.normalQuantile(0.975)).isCloseTo(1.959964, within(1e-6));
    assertThat(SampleSize.normalQuantile(0.5)).isCloseTo(0, within(1e-8));
    assertThat(SampleSize.normalQuantile(0.05)).isCloseTo(-1.644854, within(1e-6));
  }

  @Test
  void signFlip_reachesOneIn2ToTheN_whenAllDifferencesAgree() {
    assertThat(SignFlip.oneSided(new double[] {1, 2, 3})).isEqualTo(1 / 8.0);
    assertThat(SignFlip.oneSided(new double[] {.1, .2, .3, .1, .1})).isEqualTo(1 / 32.0);
  }

  @Test
  void signFlip_countsPatternsByHand() {
    // Sums of (+-3, +-1): 4, 2, -2, -4. Seen 3 - 1 = 2: two of four are at least that.
    assertThat(SignFlip.oneSided(new double[] {3, -1})).isEqualTo(0.5);
    assertThat(SignFlip.oneSided(new double[] {-3, -1})).isEqualTo(1);
    assertThat(SignFlip.oneSided(new double[] {0, 0, 0})).isEqualTo(1);
  }

  @Test
  void signFlip_ofManyPairs_agreesWithTheNormalApproximation() {
    double[] differences = new double[40];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = i < 26 ? 1 : -1; // sum 12, standard deviation sqrt(40)
    }
    // P(at least 26 of 40 heads) = 0.0403, by the binomial distribution.
    assertThat(SignFlip.oneSided(differences)).isCloseTo(0.0403, within(0.003));
  }

  @Test
  void intervalsOfSharesAreWilsons() {
    // 0 of 10, 5 of 10 and 10 of 10, worked by hand.
    assertThat(ends(Wilson.of(0, 10))).containsExactly(new double[] {0, 0.27753}, within(1e-5));
    assertThat(ends(Wilson.of(0.5, 10)))
        .containsExactly(new double[] {0.23659, 0.76341}, within(1e-5));
    assertThat(ends(Wilson.of(1, 10))).containsExactly(new double[] {0.72247, 1}, within(1e-5));
  }

  private static double[] ends(Interval interval) {
    return new double[] {interval.low(), interval.high()};
  }

  @Test
  void holm_isThatOfAWorkedExample() {
    // Sorted .005 .01 .03 .04 -> x4 .02, x3 .03, x2 .06, x1 .04 -> raised to .06.
    assertThat(Holm.adjust(new double[] {.01, .04, .03, .005}))
        .containsExactly(new double[] {.03, .06, .06, .02}, within(1e-12));
    assertThat(Holm.adjust(new double[] {.6, .9})).containsExactly(1, 1);
    assertThat(Holm.adjust(new double[] {})).isEmpty();
  }

  @Test
  void spearman_countsTiesByTheirMeanRank() {
    assertThat(Trend.spearman(new double[] {1, 2, 3}, new double[] {5, 7, 100})).isEqualTo(1);
    assertThat(Trend.spearman(new double[] {1, 2, 3}, new double[] {3, 2, 1})).isEqualTo(-1);
    // Ranks 1 2 3 4 and 1.5 1.5 3 4: covariance 4.5, variances 5 and 4.5.
    assertThat(Trend.spearman(new double[] {2, 3, 4, 6}, new double[] {1, 1, 2, 3}))
        .isCloseTo(4.5 / Math.sqrt(5 * 4.5), within(1e-12));
    assertThat(Trend.spearman(new double[] {1, 2}, new double[] {4, 4})).isZero();
  }

  @Test
  void trend_averagesTheSlopesOfTheSeeds() {
    Trend trend =
        Trend.of(
            new double[] {2, 4, 6},
            List.of(new double[] {0, 2, 4}, new double[] {1, 4, 7}),
            new OverSeeds());
    assertThat(trend.seeds()).isEqualTo(2);
    assertThat(trend.slope()).isCloseTo(1.25, within(1e-12));
    assertThat(trend.spearman()).isCloseTo(1, within(1e-12));
    Interval slopes = trend.slopeInterval().orElseThrow();
    assertThat(slopes.low()).isCloseTo(1, within(1e-12));
    assertThat(slopes.high()).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void pairedComparison_countsTiesAsHalf_andTurnsWithTheDirection() {
    double[] a = {3, 2, 2, 5};
    double[] b = {1, 2, 3, 4};
    PairedComparison higher = PairedComparison.of(a, b, true);
    assertThat(higher.difference()).isEqualTo(0.5);
    assertThat(higher.wins()).isEqualTo(2.5 / 4);
    assertThat(higher.winsInterval()).as("below five pairs").isEmpty();
    assertThat(higher.interval()).isPresent();
    assertThat(higher.powered()).isFalse();
    assertThat(PairedComparison.of(a, b, false).wins()).isEqualTo(1.5 / 4);
  }

  @Test
  void pairedComparison_ofOnePair_hasNoInterval() {
    PairedComparison one = PairedComparison.of(new double[] {2}, new double[] {1}, true);
    assertThat(one.interval()).isEmpty();
    assertThat(one.p()).isEqualTo(0.5);
  }

  @Test
  void pairedComparison_isPoweredFrom29PairsOn() {
    assertThat(PairedComparison.of(new double[28], new double[28], true).powered()).isFalse();
    assertThat(PairedComparison.of(new double[29], new double[29], true).powered()).isTrue();
  }

  @Test
  void pairedComparison_rejectsSidesOfUnequalLength() {
    assertThatThrownBy(() -> PairedComparison.of(new double[2], new double[3], true))
        .hasMessageContaining("got 2 and 3");
  }

  @Test
  void bootstrap_ofEqualValues_isAPoint() {
    Interval interval = Bootstrap.STANDARD.interval(new double[] {4, 4, 4}, Samples::mean);
    assertThat(interval).isEqualTo(new Interval(4, 4));
  }

  @Test
  void bootstrap_overRows_drawsThemForAllStatisticsTogether() {
    double[] values = {1, 2, 3, 4, 5, 6};
    Map<String, Interval> both =
        Bootstrap.STANDARD.overRows(
            values.length,
            rows -> {
              double mean = Samples.mean(Arrays.stream(rows).mapToDouble(r -> values[r]).toArray());
              return Map.of("mean", mean, "double", 2 * mean, "odd", mean > 3 ? mean : Double.NaN);
            });
    Interval mean = both.getOrDefault("mean", new Interval(0, 0));
    assertThat(mean).isEqualTo(Bootstrap.STANDARD.interval(values, Samples::mean));
    assertThat(both).containsEntry("double", new Interval(2 * mean.low(), 2 * mean.high()));
    assertThat(both.getOrDefault("odd", mean).low()).isGreaterThan(3);
  }

  @Test
  void bootstrap_ofTwoValues_spansThem() {
    // The mean of a resample is 0, 1/2 or 1 with probability 1/4, 1/2, 1/4.
    Interval interval = Bootstrap.STANDARD.interval(new double[] {0, 1}, Samples::mean);
    assertThat(interval).isEqualTo(new Interval(0, 1));
  }

  @Test
  void bootstrap_coversTheTruth_asOftenAsKnownForItsSampleSize() {
    // The percentile bootstrap of a mean falls short of 95% by about sqrt((n-1)/n) and the missing
    // t quantile: near 94% at n = 29, near 83% at n = 5.
    assertThat(coverage(29)).isBetween(0.91, 0.965);
    assertThat(coverage(5)).isBetween(0.77, 0.89);
  }

  private static double coverage(int size) {
    SplittableRandom random = new SplittableRandom(42);
    Bootstrap quick = new Bootstrap(600, 0.95, 3);
    int covered = 0;
    int rounds = 1500;
    for (int round = 0; round < rounds; round++) {
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = 0.02 + 0.01 * random.nextGaussian();
      }
      covered += quick.interval(values, Samples::mean).excludes(0.02) ? 0 : 1;
    }
    return (double) covered / rounds;
  }

  @Test
  void signFlip_underNoDifference_isSignificantNoMoreOftenThanPromised() {
    SplittableRandom random = new SplittableRandom(9);
    int alarms = 0;
    int rounds = 4000;
    for (int round = 0; round < rounds; round++) {
      double[] values = random.doubles(8, -1, 1).toArray();
      alarms += SignFlip.oneSided(values) <= 0.05 ? 1 : 0;
    }
    assertThat((double) alarms / rounds).isBetween(0.03, 0.06);
  }

  @Test
  void samples_haveTheTextbookValues() {
    double[] values = {2, 4, 4, 4, 5, 5, 7, 9};
    assertThat(Samples.mean(values)).isEqualTo(5);
    assertThat(Samples.deviation(values)).isCloseTo(Math.sqrt(32 / 7.0), within(1e-12));
    assertThat(Samples.median(values)).isEqualTo(4.5);
    assertThat(Samples.deviation(new double[] {1})).isNaN();
    assertThat(Samples.mean(new double[0])).isNaN();
  }
}
