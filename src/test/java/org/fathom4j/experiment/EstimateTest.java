package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.trial.PreparedTrial;
import org.fathom4j.trial.StepCost;
import org.junit.jupiter.api.Test;

final class EstimateTest {
  private static final Pace IDLE = new Pace(1, 0, 2);

  private static double operations(PreparedTrial trial) {
    return (double) trial.network().operations() * trial.batch();
  }

  /** 48 examples in batches of 16: 3 steps an epoch; 16 of train and of validation are scored. */
  @Test
  void aTrainingIsItsSteps_itsScores_andItsTest() {
    PreparedTrial trial = SmallSweep.prepared().trials().get(0);
    double seconds = new StepCost(10, 20, 0.001).training(trial);
    assertThat(seconds).isCloseTo(4 * 3 * 10 + (4 * 32 + 64) * 0.001, within(1e-9));
  }

  @Test
  void networksInBetweenAreInterpolated() {
    PreparedSweep sweep = SmallSweep.prepared();
    TreeMap<Double, StepCost> costs =
        new TreeMap<>(
            Map.of(
                operations(sweep.trials().get(0)), new StepCost(1, 1, 0),
                operations(sweep.trials().get(2)), new StepCost(3, 3, 0)));
    Estimate estimate = new Estimate(sweep, costs, IDLE, 1, "");
    assertThat(sweep.trials()).extracting(estimate::seconds).first().isEqualTo(12.1);
    assertThat(estimate.seconds(sweep.trials().get(1))).isCloseTo(24.1, within(0.5));
    assertThat(estimate.seconds()).isCloseTo(12.1 + 24.1 + 36.1, within(0.5));
    assertThat(new Estimate(sweep, costs, IDLE, 2, "").seconds())
        .as("the longest beside the other two")
        .isCloseTo(12.1 + 24.1, within(0.5));
  }

  @Test
  void theLastTrialsAreHandedOutLongestFirst_theOthersAsTheyAreListed() {
    List<PreparedTrial> three = SmallSweep.prepared().trials();
    List<PreparedTrial> five = new ArrayList<>(three);
    five.addAll(three.subList(0, 2));
    assertThat(ListedJobs.order(five, 1)).isEqualTo(five);
    assertThat(ListedJobs.order(five, 2))
        .extracting(trial -> trial.planned().number())
        .containsExactly(1, 3, 2, 2, 1);
  }

  @Test
  void aPrunedSweepOfDrawnPointsCountsWhatItTrains() {
    PreparedSweep sweep = SmallSweep.prepared(LearningSweepTest.TPE);
    Estimate estimate = Estimate.of(sweep, Workers.inThisProcess(9));
    assertThat(estimate.costs()).hasSizeBetween(2, 6);
    double mean = sweep.trials().stream().mapToDouble(estimate::seconds).average().orElseThrow();
    double share = (1 + 2 / 3.0) / 3;
    assertThat(estimate.together()).as("as many as decide side by side").isEqualTo(3);
    assertThat(estimate.crew()).startsWith("9 trials side by side");
    assertThat(estimate.seconds()).isCloseTo(16 * mean * share / 3, within(1e-6));
  }

  @Test
  void turnsThatDiffer_orALoad_areABusyMachine() {
    assertThat(IDLE.busy()).isFalse();
    assertThat(IDLE.slowdown()).isEqualTo(1);
    assertThat(new Pace(2, -1, 2).busy()).isTrue();
    assertThat(new Pace(2, -1, 2).slowdown()).isEqualTo(2);
    assertThat(new Pace(1, 6, 2).busy()).isTrue();
    assertThat(new Pace(1, 6, 2).slowdown()).isEqualTo(4);
    assertThat(new Pace(1, 6, 2).warning()).contains("load 6.0 on 2 cores");
  }
}
