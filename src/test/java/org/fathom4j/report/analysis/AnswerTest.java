package org.fathom4j.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.SweepSamples;
import org.junit.jupiter.api.Test;

/** Worked by hand; with three pairs the interval runs from the least difference to the greatest. */
class AnswerTest {
  private static final int[] TWO = {2, 4};

  private static String answer(SweepRecord sweep) {
    return Analyst.analyse(sweep).answer();
  }

  private static SweepRecord asking(String question, SweepRecord sweep) {
    return new SweepRecord(
        sweep.id(),
        sweep.name(),
        question,
        sweep.preset(),
        sweep.axis(),
        sweep.objective(),
        sweep.maximize(),
        sweep.matchedParameters(),
        sweep.matchedOperations(),
        sweep.plannedTrials(),
        sweep.data(),
        sweep.spec(),
        sweep.specHash(),
        sweep.command(),
        sweep.provenance(),
        sweep.trials(),
        sweep.seconds());
  }

  @Test
  void saysYes_whenTheIntervalIsAboveZero() {
    double[][] accuracies = {{.80, .82, .84}, {.90, .91, .95}};
    assertThat(answer(SweepSamples.depths(TWO, accuracies)))
        .isEqualTo(
            "Yes: at 60k parameters, 4 layers reach 92.0% test accuracy and 2 layers 82.0%, "
                + "+10.0 points (95% interval +9.0 to +11.0, 3 paired seeds, not powered).");
  }

  @Test
  void saysNo_whenDeeperIsWorse() {
    double[][] accuracies = {{.90, .91, .95}, {.80, .82, .84}};
    assertThat(answer(SweepSamples.depths(TWO, accuracies)))
        .isEqualTo(
            "No, the other way round: at 60k parameters, 4 layers reach 82.0% test accuracy and "
                + "2 layers 92.0%, −10.0 points (95% interval −11.0 to −9.0, 3 paired seeds, "
                + "not powered).");
  }

  @Test
  void saysNotShown_whenTheIntervalHoldsZero() {
    double[][] accuracies = {{.80, .82, .84}, {.81, .81, .84}};
    assertThat(answer(SweepSamples.depths(TWO, accuracies)))
        .startsWith("Not shown: at 60k")
        .contains("2 layers 82.0%, 0.0 points (95% interval −1.0 to +1.0, 3 paired seeds");
  }

  @Test
  void givesNoVerdict_fromOneSeed() {
    assertThat(answer(SweepSamples.depths(TWO, new double[][] {{.8}, {.9}})))
        .isEqualTo(
            "Too few paired seeds for a verdict: at 60k parameters, 4 layers reach 90.0% test "
                + "accuracy and 2 layers 80.0%, +10.0 points (1 seed, not powered).");
  }

  @Test
  void givesNoYesOrNo_toAQuestionItDoesNotUnderstand() {
    SweepRecord sweep = SweepSamples.depths(TWO, new double[][] {{.80, .82, .84}, {.90, .91, .95}});
    assertThat(answer(asking("How does depth change accuracy?", sweep)))
        .startsWith("Deeper is better: at 60k");
    assertThat(answer(asking("Do larger shallow networks overfit more?", sweep)))
        .startsWith("Deeper is better: at 60k");
  }

  @Test
  void pairsOnlySeedsThatBothHave() {
    double[][] accuracies = {{.80, .82, .84, .10}, {.90, .91, .95, Double.NaN}};
    assertThat(answer(SweepSamples.depths(TWO, accuracies)))
        .contains("2 layers 82.0%, +10.0 points", "3 paired seeds");
  }

  @Test
  void calls29Pairs_powered() {
    double[][] accuracies = new double[2][29];
    for (int i = 0; i < 29; i++) {
      accuracies[0][i] = .8 + i * 1e-3;
      accuracies[1][i] = .9 + i * 1e-3;
    }
    assertThat(answer(SweepSamples.depths(TWO, accuracies))).endsWith("29 paired seeds).");
  }

  @Test
  void namesTheBest_whereItLiesBetweenTheEnds() {
    double[][] accuracies = {{.80, .82, .84}, {.95, .95, .95}, {.90, .91, .95}};
    assertThat(answer(SweepSamples.depths(new int[] {2, 3, 4}, accuracies)))
        .startsWith("Yes: at 60k parameters, 4 layers reach 92.0% test accuracy and 2 layers 82.0%")
        .endsWith("3 paired seeds, not powered); best is 3 layers, 95.0%.");
  }

  @Test
  void ofAnUnfinishedSweep_countsOnlyNetworksWithResults() {
    SweepRecord whole = SweepSamples.depthStudy(1, 0.08);
    TrialRecord lost = SweepSamples.troubled(whole).trials().get(1);
    assertThat(answer(SweepSamples.with(whole, List.of(whole.trials().get(0), lost))))
        .startsWith("Only one network has a result: depth 2 reaches 82.8% test accuracy")
        .endsWith("; of 2 trials 1 failed; so far 2 of 4 trials.");
  }

  @Test
  void seedsThatDoNotPair_giveNoInterval() {
    List<TrialRecord> trials =
        List.of(
            SweepSamples.measured(1, SweepSamples.parameters("depth", 2), 1, .8),
            SweepSamples.measured(2, SweepSamples.parameters("depth", 4), 2, .9));
    assertThat(answer(SweepSamples.sweep("depth", trials)))
        .endsWith("+10.0 points (no seed in common, so no interval).");
  }

  @Test
  void lowerLoss_isBetter() {
    assertThat(answer(SweepSamples.regression(5)))
        .startsWith("Deeper is better: 6 layers reach a test loss of 0.1")
        .contains(" and 2 layers 0.2", "−0.086");
  }

  @Test
  void ofCategories_namesTheChoiceOfValidation_andTheNext() {
    assertThat(answer(SweepSamples.categories(5)))
        .startsWith("A difference: absolute-rectification, validation's choice, reaches ")
        .contains(" and relu, the next, ");
  }

  @Test
  void ofAGrid_averagesOverTheOtherAxis() {
    assertThat(answer(SweepSamples.grid(3))).contains("points on average over width (95%");
  }

  /** Depth 2 and 4 at two widths, three seeds each. */
  private static SweepRecord crossing(double[] narrow, double[] wide) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int depth : TWO) {
      for (int width : new int[] {8, 16}) {
        for (int seed = 1; seed <= 3; seed++) {
          double gain = (width == 8 ? narrow : wide)[seed - 1];
          Map<String, Object> network = SweepSamples.parameters("depth", depth, "width", width);
          double accuracy = depth == 2 ? .5 : .5 + gain;
          trials.add(SweepSamples.measured(trials.size() + 1, network, seed, accuracy));
        }
      }
    }
    return SweepSamples.sweep("depth", trials);
  }

  @Test
  void ofAGrid_whoseRowsGoBothWays_saysThatItDepends() {
    assertThat(answer(crossing(new double[] {.1, .12, .14}, new double[] {-.02, -.01, -.03})))
        .startsWith("It depends on width: at 60k parameters, 4 layers reach 55.0% test accuracy")
        .contains("+5.0 points on average over width (95%")
        .endsWith("; the other way at width 16 (−2.0 points).");
  }

  @Test
  void ofAGrid_whoseOtherRowIsWithinItsSpread_namesIt() {
    assertThat(answer(crossing(new double[] {.1, .12, .14}, new double[] {-.04, .02, -.01})))
        .startsWith("Yes: at 60k parameters")
        .endsWith("; the other way at width 16 (−1.0 points).");
  }

  @Test
  void ofOneNetwork_saysThatAnotherStartMayDiffer() {
    assertThat(answer(SweepSamples.single()))
        .startsWith("The network reaches ")
        .contains(
            "in one training (95% interval 88.3% to 91.0% over 2,000 test examples); one from");
    Map<String, Object> same = SweepSamples.parameters("depth", 3);
    List<TrialRecord> trials =
        List.of(SweepSamples.measured(1, same, 1, .8), SweepSamples.measured(2, same, 2, .9));
    assertThat(answer(SweepSamples.sweep("", trials)))
        .isEqualTo("The network reaches 85.0% ± 7.1 test accuracy over 2 seeds.");
  }

  @Test
  void namesLosses_andWhatIsStillToCome() {
    SweepRecord whole = SweepSamples.depthStudy(5, 0.08);
    assertThat(answer(SweepSamples.troubled(whole)))
        .endsWith("; of 20 trials 7 diverged, 1 failed.");
    assertThat(answer(SweepSamples.with(whole, whole.trials().subList(0, 12))))
        .endsWith("; so far 12 of 20 trials.");
  }

  @Test
  void withoutAnyResult_saysSo() {
    SweepRecord single = SweepSamples.single();
    assertThat(answer(SweepSamples.with(single, List.of())))
        .isEqualTo("No answer yet: no trial has begun.");
    assertThat(answer(SweepSamples.troubled(single)))
        .isEqualTo("No answer: none of the trials has a result (1 diverged).");
  }

  @Test
  void numbers_areAnsweredInTheirUnit_withTheirOtherErrors() {
    double[][] shares = {{.30, .31, .33}, {.20, .22, .24}};
    SweepRecord sweep = SweepSamples.depths(TWO, shares);
    SweepRecord numbers =
        asking(
            "How does depth change the error?",
            SweepSamples.with(sweep, sweep.trials().stream().map(AnswerTest::priced).toList()));
    assertThat(answer(numbers))
        .contains(
            "4 layers reach a test RMSE of 22000 and 2 layers 31300, −9300 (95% interval −10000",
            "; 4 layers: MAE 11000, R² 0.780.");
    assertThat(Analyst.analyse(numbers).measure().higherIsBetter()).isFalse();
  }

  private static TrialRecord priced(TrialRecord trial) {
    double share = trial.result("test/accuracy");
    Map<String, Double> results =
        Map.of(
            "test/rmse", 1e5 * share,
            "test/mae", 5e4 * share,
            "test/r2", 1 - share,
            "test/loss", share,
            "best/train/rmse", 9e4 * share);
    return SweepSamples.trial(trial.number(), trial.parameters(), trial.seed(), results);
  }
}
