package org.fathom4j.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.SweepSamples;
import org.fathom4j.report.statistics.Trend;
import org.junit.jupiter.api.Test;

class AnalystTest {
  @Test
  void aWidthSolvedForTheSize_isNoSecondAxis() {
    Findings findings = Analyst.analyse(SweepSamples.depthStudy(3, 0.08));
    assertThat(findings.design()).isEqualTo(Design.AXIS);
    assertThat(findings.axis()).isEqualTo("depth");
    assertThat(findings.secondAxis()).isEmpty();
    assertThat(findings.levels()).extracting(Level::label).containsExactly("2", "3", "4", "6");
  }

  @Test
  void crossings_areAGrid() {
    Findings findings = Analyst.analyse(SweepSamples.grid(1));
    assertThat(findings.design()).isEqualTo(Design.GRID);
    assertThat(findings.secondAxis()).isEqualTo("width");
    assertThat(findings.arms()).hasSize(20);
  }

  @Test
  void scatteredPoints_areASearch_withCorrelations() {
    Findings findings = Analyst.analyse(SweepSamples.search(30));
    assertThat(findings.design()).isEqualTo(Design.SEARCH);
    assertThat(findings.contrasts()).isEmpty();
    assertThat(findings.correlations())
        .extracting(Findings.Correlation::parameter)
        .containsExactly("depth", "width", "rate");
  }

  @Test
  void oneVaryingParameter_isTheAxis_evenWhenNoneIsNamed() {
    List<TrialRecord> trials =
        List.of(
            SweepSamples.measured(1, SweepSamples.parameters("rate", 0.1, "depth", 3), 1, .8),
            SweepSamples.measured(2, SweepSamples.parameters("rate", 0.01, "depth", 3), 1, .9));
    Findings findings = Analyst.analyse(SweepSamples.sweep("", trials));
    assertThat(findings.axis()).isEqualTo("rate");
    assertThat(findings.levels()).extracting(Level::label).containsExactly("0.01", "0.1");
  }

  @Test
  void headline_isHighestAgainstLowest_correctedForAllContrasts() {
    Findings findings = Analyst.analyse(SweepSamples.depthStudy(5, 0.08));
    assertThat(findings.contrasts()).hasSize(3);
    Contrast headline = findings.headline().orElseThrow();
    assertThat(headline.first().label()).isEqualTo("6");
    assertThat(headline.second().label()).isEqualTo("2");
    assertThat(headline.comparison().orElseThrow().p()).isEqualTo(1 / 32.0);
    assertThat(headline.holmP()).isCloseTo(3 / 32.0, within(1e-12));
  }

  @Test
  void aLevelWithoutResults_leavesTheHeadlineToTheNext() {
    double[][] accuracies = {{.8, .8, .8}, {.85, .85, .85}, {.9, .9, .9}};
    SweepRecord sweep = SweepSamples.depths(new int[] {2, 3, 4}, accuracies);
    List<TrialRecord> trials = new ArrayList<>(sweep.trials().subList(0, 6));
    trials.addAll(SweepSamples.troubled(SweepSamples.depthStudy(5, 0)).trials().subList(15, 16));
    Findings findings = Analyst.analyse(SweepSamples.with(sweep, trials));
    assertThat(findings.headline().orElseThrow().first().label()).isEqualTo("3");
  }

  @Test
  void trend_isWorkedOverTheSeedsThatAllLevelsHave() {
    double[][] accuracies = {{.80, .70}, {.82, .72, .5}, {.86, .74}};
    SweepRecord sweep = SweepSamples.depths(new int[] {2, 3, 4}, accuracies);
    Trend trend = Analyst.analyse(sweep).trend().orElseThrow();
    assertThat(trend.seeds()).isEqualTo(2);
    assertThat(trend.slope()).isCloseTo((.03 + .02) / 2, within(1e-12));
    assertThat(trend.spearman()).isCloseTo(1, within(1e-12));
  }

  @Test
  void ranking_isByValidation_neverByTest() {
    List<TrialRecord> trials = List.of(scored(1, 2, .70, .99), scored(2, 3, .80, .50));
    Findings findings = Analyst.analyse(SweepSamples.sweep("depth", trials));
    assertThat(findings.ranking()).extracting(Arm::label).containsExactly("depth 3", "depth 2");
  }

  private static TrialRecord scored(int number, int depth, double validation, double test) {
    Map<String, Double> results =
        Map.of("best/validation/accuracy", validation, "test/accuracy", test);
    return SweepSamples.trial(number, SweepSamples.parameters("depth", depth), 1, results);
  }

  @Test
  void measure_isTheObjectiveTested_andAccuracyBeforeLoss() {
    assertThat(Analyst.analyse(SweepSamples.depthStudy(1, 0)).measure().result())
        .isEqualTo("test/accuracy");
    Measure loss = Analyst.analyse(SweepSamples.regression(1)).measure();
    assertThat(loss.result()).isEqualTo("test/loss");
    assertThat(loss.higherIsBetter()).isFalse();
    assertThat(loss.percent()).isFalse();
  }
}
