package org.fathom4j.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.SweepSamples;
import org.junit.jupiter.api.Test;

/** Networks against their cost, their seeds and pruners. */
final class ChoiceTest {
  private static final int ARMS = 12;
  private static final int EPOCHS = 9;

  /** The higher arms are better and larger, but for the last, which is larger alone. */
  @Test
  void theFrontLeavesOutWhatIsLargerAndNoBetter() {
    Findings findings = findings(1, (arm, epoch) -> arm == ARMS ? 0.1 : arm / 20.0);
    Front front = findings.fronts().get(0);
    assertThat(front.cost()).isEqualTo("parameters");
    assertThat(front.of()).isEqualTo(ARMS);
    assertThat(front.arms())
        .extracting(arm -> arm.parameters().get("width"))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(front.cost(front.arms().get(2))).isEqualTo(300);
  }

  @Test
  void theRankingIsJudgedOverPairedSeedsAlone() {
    Findings findings = findings(3, (arm, epoch) -> arm / 20.0);
    Stability stability = findings.stability().orElseThrow();
    assertThat(stability.winnerStays()).isEqualTo(1);
    assertThat(stability.ranking().tau()).isEqualTo(1);
    assertThat(stability.arms().get(0).parameters()).containsEntry("width", ARMS);
    assertThat(findings(2, (arm, epoch) -> arm / 20.0).stability()).isEmpty();
    SweepRecord odd = sweep(3, (arm, epoch) -> arm / 20.0);
    List<TrialRecord> others = new ArrayList<>(odd.trials());
    others.set(0, trial(1, 1, 99, (arm, epoch) -> arm / 20.0));
    assertThat(Analyst.analyse(SweepSamples.with(odd, others)).stability())
        .as("a seed that no other network has")
        .isEmpty();
  }

  @Test
  void curvesThatNeverCrossLoseNothingToAnyPruner() {
    Findings findings = findings(1, (arm, epoch) -> arm / 20.0 + epoch / 1000);
    assertThat(findings.replays())
        .extracting(Replay::pruner)
        .containsExactly("asha", "halving", "hyperband", "median");
    for (Replay replay : findings.replays()) {
      assertThat(replay.lost()).as(replay.pruner()).isZero();
      assertThat(replay.allEpochs()).isEqualTo(ARMS * EPOCHS);
      assertThat(replay.epochs()).as(replay.pruner()).isBetween(EPOCHS, ARMS * EPOCHS);
      assertThat(replay.seconds()).isEqualTo(2.0 * replay.epochs());
      assertThat(replay.allSeconds()).isEqualTo(2.0 * ARMS * EPOCHS);
    }
    assertThat(findings.replays().get(0).saved()).isPositive();
  }

  /** Three arms that are ahead at first; the best at the end is last until then. */
  @Test
  void aLateBloomerIsLostToHalvingAndTheLossIsTold() {
    DoubleBinaryOperator curves =
        (arm, epoch) -> arm == 1 ? (epoch < EPOCHS ? 0.01 : 0.95) : arm / 20.0 + epoch / 1000;
    Replay asha = findings(1, curves).replays().get(0);
    assertThat(asha.lost()).isCloseTo(0.95 - (ARMS / 20.0 + EPOCHS / 1000.0), within(1e-12));
  }

  @Test
  void aSweepThatWasPrunedIsNotPlayedAgain() {
    SweepRecord sweep = sweep(1, (arm, epoch) -> arm / 20.0);
    List<TrialRecord> trials = new ArrayList<>(sweep.trials());
    trials.set(3, trials.get(3).in(TrialState.PRUNED, "others did better", 1));
    assertThat(Analyst.analyse(SweepSamples.with(sweep, trials)).replays()).isEmpty();
  }

  private static Findings findings(int seeds, DoubleBinaryOperator accuracy) {
    return Analyst.analyse(sweep(seeds, accuracy));
  }

  private static SweepRecord sweep(int seeds, DoubleBinaryOperator accuracy) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      for (int arm = 1; arm <= ARMS; arm++) {
        trials.add(trial(trials.size() + 1, arm, seed, accuracy));
      }
    }
    return SweepSamples.sweep("width", trials);
  }

  private static TrialRecord trial(int number, int arm, long seed, DoubleBinaryOperator accuracy) {
    List<EpochRecord> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double value = accuracy.applyAsDouble(arm, epoch);
      epochs.add(
          new EpochRecord(
              epoch, 0, Map.of("validation/accuracy", value, "time/epoch-seconds", 2.0)));
    }
    double best = accuracy.applyAsDouble(arm, EPOCHS);
    return new TrialRecord(
        number,
        SweepSamples.parameters("width", arm),
        seed,
        0,
        TrialState.COMPLETE,
        "",
        100L * arm,
        "compiled/onednn",
        epochs,
        Map.of("test/accuracy", best, "best/validation/accuracy", best, "best/epoch", 9.0),
        18);
  }
}
