package org.fathom4j.report.difference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.SweepSamples;
import org.junit.jupiter.api.Test;

final class RunDifferenceTest {
  private static final String MEASURE = "test/accuracy";
  private static final int REPEATS = 200;

  private final SweepRecord study = SweepSamples.depthStudy(3, 0.08);

  @Test
  void aRunIsIdenticalToItself_clocksApart() {
    SweepRecord again = changed(study, trial -> copy(trial, trial.state(), trial.results(), 99));
    RunDifference difference = RunDifference.of(study, again);
    assertThat(verdicts(difference)).hasSize(4).containsOnly(Verdict.IDENTICAL);
    assertThat(difference.worse()).isEmpty();
  }

  @Test
  void anEpochThatDiffers_isNotIdentical_thoughEveryResultIs() {
    SweepRecord other = changed(study, trial -> trial);
    List<TrialRecord> trials = new ArrayList<>(other.trials());
    TrialRecord first = trials.get(0);
    trials.set(0, first.withEpochs(first.epochs().subList(0, 5)));
    RunDifference difference = RunDifference.of(study, SweepSamples.with(study, trials));
    assertThat(verdicts(difference))
        .containsExactly(
            Verdict.WITHIN_NOISE, Verdict.IDENTICAL, Verdict.IDENTICAL, Verdict.IDENTICAL);
  }

  @Test
  void aPlantedLossOfTwoPoints_isFound_whereTheRestIsIdentical() {
    SweepRecord fallen = moved(study, trial -> depth(trial) == 4 ? -0.02 : 0);
    RunDifference difference = RunDifference.of(study, fallen);
    assertThat(difference.worse()).extracting(ArmDifference::label).containsExactly("depth 4");
    assertThat(difference.worse().get(0).difference()).isCloseTo(-0.02, within());
    assertThat(verdicts(RunDifference.of(fallen, study))).contains(Verdict.BETTER);
  }

  @Test
  void aPlantedLossOfTwoPoints_isFound_amongRerunsThatDifferByNoise() {
    int found = 0;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      SplittableRandom random = new SplittableRandom(repeat);
      SweepRecord rerun =
          moved(study, trial -> 0.005 * random.nextGaussian() + (depth(trial) == 6 ? -0.02 : 0));
      boolean there =
          RunDifference.of(study, rerun).worse().stream()
              .anyMatch(arm -> arm.label().equals("depth 6"));
      found += there ? 1 : 0;
    }
    assertThat(found).isGreaterThan(REPEATS * 95 / 100);
  }

  @Test
  void rerunsThatDifferByNoise_raiseNoAlarm_butForTheRateThatWasChosen() {
    int alarms = 0;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      SplittableRandom random = new SplittableRandom(1000 + repeat);
      SweepRecord rerun = moved(study, trial -> 0.005 * random.nextGaussian());
      alarms += RunDifference.of(study, rerun).worse().isEmpty() ? 0 : 1;
    }
    assertThat(alarms).isLessThan(REPEATS * 8 / 100);
  }

  @Test
  void trialsOfOneSeed_arePairedByTheirFold() {
    SweepRecord folded = changed(study, trial -> onFold(trial, trial.number() % 3 + 1));
    List<TrialRecord> turned = new ArrayList<>(folded.trials());
    Collections.reverse(turned);
    assertThat(verdicts(RunDifference.of(folded, SweepSamples.with(folded, turned))))
        .containsOnly(Verdict.IDENTICAL);
    SweepRecord elsewhere = changed(folded, trial -> onFold(trial, trial.fold() + 3));
    assertThat(verdicts(RunDifference.of(folded, elsewhere))).containsOnly(Verdict.UNPAIRED);
  }

  private static TrialRecord onFold(TrialRecord trial, int fold) {
    return new TrialRecord(
        trial.number(),
        trial.parameters(),
        1,
        fold,
        trial.state(),
        trial.cause(),
        trial.networkParameters(),
        trial.engine(),
        trial.epochs(),
        trial.results(),
        trial.seconds());
  }

  @Test
  void aTrialThatFailsNow_isALoss() {
    SweepRecord failed =
        changed(
            study,
            trial -> trial.number() == 5 ? copy(trial, TrialState.FAILED, Map.of(), 1) : trial);
    List<ArmDifference> worse = RunDifference.of(study, failed).worse();
    assertThat(worse).hasSize(1);
    assertThat(worse.get(0).lost()).isEqualTo(1);
    assertThat(worse.get(0).label()).isEqualTo("depth 3");
  }

  @Test
  void withOneSeed_aShareIsHeldAgainstAnotherDrawOfTestExamples() {
    SweepRecord single = SweepSamples.depthStudy(1, 0.08);
    double noise = Math.sqrt(2 * 0.87 * 0.13 / single.data().testExamples());
    SweepRecord little = moved(single, trial -> -0.3 * noise);
    SweepRecord much = moved(single, trial -> depth(trial) == 2 ? -4 * noise : 0);
    assertThat(RunDifference.of(single, little).worse()).isEmpty();
    assertThat(RunDifference.of(single, much).worse())
        .extracting(ArmDifference::label)
        .containsExactly("depth 2");
  }

  @Test
  void withOneSeed_andNoShare_nothingIsJudged() {
    SweepRecord losses = SweepSamples.regression(1);
    SweepRecord higher = changed(losses, trial -> with(trial, "test/loss", 9));
    assertThat(verdicts(RunDifference.of(losses, higher))).containsOnly(Verdict.UNJUDGED);
  }

  @Test
  void aLossThatRises_isWorse() {
    SweepRecord losses = SweepSamples.regression(3);
    SweepRecord higher =
        changed(
            losses,
            trial ->
                depth(trial) == 2
                    ? with(trial, "test/loss", trial.result("test/loss") + 1)
                    : trial);
    assertThat(RunDifference.of(losses, higher).worse())
        .extracting(ArmDifference::label)
        .containsExactly("depth 2");
  }

  @Test
  void armsOfOneRunAlone_areTold_andNumbersAreComparedAsNumbers() {
    List<TrialRecord> trials = new ArrayList<>();
    for (TrialRecord trial : study.trials()) {
      Map<String, Object> parameters = new LinkedHashMap<>(trial.parameters());
      parameters.put("depth", (double) (depth(trial) == 6 ? 8 : depth(trial)));
      parameters.put("added", "one value");
      trials.add(
          new TrialRecord(
              trial.number(),
              parameters,
              trial.seed(),
              trial.fold(),
              trial.state(),
              trial.cause(),
              trial.networkParameters(),
              trial.engine(),
              trial.epochs(),
              trial.results(),
              trial.seconds()));
    }
    RunDifference difference = RunDifference.of(study, SweepSamples.with(study, trials));
    assertThat(verdicts(difference))
        .containsExactly(
            Verdict.IDENTICAL,
            Verdict.IDENTICAL,
            Verdict.IDENTICAL,
            Verdict.ONLY_FIRST,
            Verdict.ONLY_SECOND);
  }

  private static List<Verdict> verdicts(RunDifference difference) {
    return difference.arms().stream().map(ArmDifference::verdict).toList();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  private static int depth(TrialRecord trial) {
    return ((Number) trial.parameters().getOrDefault("depth", 0)).intValue();
  }

  private static SweepRecord moved(SweepRecord sweep, ToDoubleFunction<TrialRecord> by) {
    return changed(
        sweep, trial -> with(trial, MEASURE, trial.result(MEASURE) + by.applyAsDouble(trial)));
  }

  private static SweepRecord changed(SweepRecord sweep, UnaryOperator<TrialRecord> change) {
    return SweepSamples.with(sweep, sweep.trials().stream().map(change).toList());
  }

  private static TrialRecord with(TrialRecord trial, String result, double value) {
    Map<String, Double> results = new TreeMap<>(trial.results());
    results.put(result, value);
    return copy(trial, trial.state(), results, trial.seconds());
  }

  private static TrialRecord copy(
      TrialRecord trial, TrialState state, Map<String, Double> results, double seconds) {
    return new TrialRecord(
        trial.number(),
        trial.parameters(),
        trial.seed(),
        trial.fold(),
        state,
        trial.cause(),
        trial.networkParameters(),
        trial.engine(),
        trial.epochs(),
        results,
        seconds);
  }
}
