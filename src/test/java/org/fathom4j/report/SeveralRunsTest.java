package org.fathom4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.report.analysis.Analyst;
import org.fathom4j.report.analysis.Design;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.comparison.SeveralRuns;
import org.fathom4j.report.comparison.SeveralRuns.Named;
import org.junit.jupiter.api.Test;

class SeveralRunsTest {
  private final SweepRecord first = SweepSamples.depthStudy(3, 0.08);
  private final SweepRecord second = SweepSamples.depthStudy(5, 0.0);

  private Findings together() {
    return Analyst.analyse(
        SeveralRuns.of(List.of(new Named("steep", first), new Named("flat", second))));
  }

  @Test
  void everyTrialOfEveryRunIsThereOnce_numberedAnew() {
    Findings findings = together();
    int all = first.trials().size() + second.trials().size();
    assertThat(findings.sweep().trials())
        .extracting(trial -> trial.number())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, all).boxed().toList());
    assertThat(findings.sweep().trials().get(first.trials().size()).results())
        .isEqualTo(second.trials().get(0).results());
    assertThat(findings.sweep().plannedTrials())
        .isEqualTo(first.plannedTrials() + second.plannedTrials());
  }

  @Test
  void armsOfEqualParametersStandSideBySide() {
    Findings findings = together();
    assertThat(findings.design()).isEqualTo(Design.GRID);
    assertThat(findings.axis()).isEqualTo("depth");
    assertThat(findings.secondAxis()).isEqualTo("run");
    assertThat(findings.levels())
        .allSatisfy(
            level ->
                assertThat(level.arms())
                    .extracting(arm -> arm.parameters().get("run"))
                    .containsExactly("steep", "flat"));
  }

  @Test
  void oneNetworkARun_runsAreTheAxis() {
    SweepRecord single = SweepSamples.single();
    Findings findings =
        Analyst.analyse(SeveralRuns.of(List.of(new Named("a", single), new Named("b", single))));
    assertThat(findings.axis()).isEqualTo("run");
    assertThat(findings.levels()).extracting(level -> level.label()).containsExactly("a", "b");
  }

  @Test
  void aParameterOfThatNameIsKept() {
    SweepRecord swept =
        SweepSamples.sweep(
            "", List.of(SweepSamples.complete(1, SweepSamples.parameters("run", 7), 1, 0.8, 0.1)));
    SweepRecord both = SeveralRuns.of(List.of(new Named("a", swept), new Named("b", swept)));
    assertThat(both.trials().get(0).parameters())
        .containsEntry("run", "a")
        .containsEntry("run (swept)", 7);
  }

  @Test
  void otherData_isSaid() {
    SweepRecord other = SweepSamples.regression(3);
    assertThatThrownBy(
            () -> SeveralRuns.of(List.of(new Named("digits", first), new Named("prices", other))))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("digits has validation/accuracy")
        .hasMessageContaining("no common objective");
  }
}
