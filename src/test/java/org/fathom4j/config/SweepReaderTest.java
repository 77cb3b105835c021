package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.SearchSpec.Conditional;
import org.fathom4j.config.SpaceSpec.Integers;
import org.fathom4j.config.SpaceSpec.Reals;
import org.fathom4j.config.SpaceSpec.Values;
import org.fathom4j.config.SweepSpec.Match;
import org.fathom4j.config.SweepSpec.Measure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SweepReaderTest {
  private static SweepSpec sweep(String options) {
    return Specs.header("let: {u: \"${width}${x}${units}\"}\nsweep: {" + options + "}").sweep();
  }

  private static @Nullable SpaceSpec space(String x) {
    return sweep("space: {x: " + x + "}, generator: random, trials: 3").search().space().get("x");
  }

  @Test
  void withoutASweepThereIsOneTrial() {
    SweepSpec sweep = Specs.header("").sweep();
    assertThat(sweep.search().space()).isEmpty();
    assertThat(sweep.seeds()).containsExactly(1L);
    assertThat(sweep.match()).isEmpty();
    assertThat(Specs.header("").report()).isEqualTo(new ReportSpec("", ""));
  }

  @Test
  void aParameterIsAListOrOneValueOrARange() {
    assertThat(space("[1, 2.5, relu, true, 1k]"))
        .isEqualTo(new Values(List.of(1, 2.5, "relu", true, 1000)));
    assertThat(space("64")).isEqualTo(new Values(List.of(64)));
    assertThat(space("{from: 1, to: 5}")).isEqualTo(new Integers(1, 5, false, 0));
    assertThat(space("{from: 16, to: 1k, log: true, points: 4}"))
        .isEqualTo(new Integers(16, 1000, true, 4));
    assertThat(space("{from: 0.5, to: 1}")).isEqualTo(new Reals(0.5, 1, false, 0));
    assertThat(space("{from: 1e-4, to: 1, log: true, points: 5}"))
        .isEqualTo(new Reals(1e-4, 1, true, 5));
  }

  @Test
  void theSpaceKeepsTheOrderOfTheFile() {
    assertThat(sweep("space: {x: 1, units: 2, width: 3}").search().space().keySet())
        .containsExactly("x", "units", "width");
  }

  @Test
  void seedsAreACountOrAList() {
    assertThat(sweep("space: {x: 1}").seeds()).containsExactly(1L);
    assertThat(sweep("space: {x: 1}, seeds: 3").seeds()).containsExactly(1L, 2L, 3L);
    assertThat(sweep("space: {x: 1}, seeds: [7, -2]").seeds()).containsExactly(7L, -2L);
  }

  @Test
  void theObjectiveGivesTheDirection() {
    assertThat(sweep("space: {x: 1}, objective: validation/loss").maximize()).isFalse();
    assertThat(sweep("space: {x: 1}, objective: train/accuracy").maximize()).isTrue();
    SweepSpec own =
        sweep("space: {x: 1}, objective: {metric: validation/entropy, direction: minimize}");
    assertThat(own.objective()).isEqualTo("validation/entropy");
    assertThat(own.maximize()).isFalse();
    assertThat(sweep("space: {x: 1}, objective: {metric: validation/loss}").maximize()).isFalse();
  }

  @Test
  void randomSearchSaysHowManyTrials() {
    SweepSpec sweep = sweep("space: {x: 1}, generator: random, trials: 20, seed: 7");
    assertThat(sweep.search().generator()).isEqualTo("random");
    assertThat(sweep.search().trials()).isEqualTo(20);
    assertThat(sweep.search().seed()).isEqualTo(7);
  }

  @Test
  void aParameterMayDependOnOthersAndPointsOnRules() {
    SearchSpec search =
        sweep(
                "space: {x: [1, 2, 4], units: {values: [8, 16], when: {x: [2, 4]}, otherwise: 0}, width: {from: 1, to: 9, when: {units: 8}}},"
                    + " where: \"${x * units <= 32}\", first: [{x: 2, units: 16}, {x: 1}]")
            .search();
    assertThat(search.conditions())
        .containsEntry("units", new Conditional(Map.of("x", List.of(2, 4)), Optional.of(0)))
        .containsEntry("width", new Conditional(Map.of("units", List.of(8)), Optional.empty()));
    assertThat(search.first()).containsExactly(Map.of("x", 2, "units", 16), Map.of("x", 1));
    assertThat(search.filled(Map.of("x", 1))).isEqualTo(Map.of("x", 1, "units", 0));
    RuleSpec rule = search.rules().get(0);
    assertThat(rule.holds(Map.of("x", 4, "units", 8))).isTrue();
    assertThat(rule.holds(Map.of("x", 4, "units", 16))).isFalse();
    assertThat(rule.holds(Map.of("x", 4))).isTrue();
  }

  @Test
  void theSizeToMatchIsANumberOrHasOptions() {
    assertThat(sweep("space: {x: 1}, match-parameters: 300k").match())
        .contains(new Match(Measure.PARAMETERS, 300_000, "width", Optional.empty(), 0.02));
    assertThat(
            sweep(
                    "space: {x: 1}, match-parameters: {parameters: 1.5M, by: units, fine: {width:"
                        + " 8}, tolerance: 0.1}")
                .match())
        .contains(
            new Match(
                Measure.PARAMETERS,
                1_500_000,
                "units",
                Optional.of(new Match.Fine("width", 8)),
                0.1));
  }

  @Test
  void theSizeMayBeOperations_andIsOneOfTheTwo() {
    assertThat(sweep("space: {x: 1}, match-operations: 5000M").match())
        .contains(new Match(Measure.OPERATIONS, 5_000_000_000L, "width", Optional.empty(), 0.02));
    assertThat(sweep("space: {x: 1}, match-operations: {operations: 2M, by: units}").match())
        .contains(new Match(Measure.OPERATIONS, 2_000_000, "units", Optional.empty(), 0.02));
    assertThat(
            Specs.mistakes(
                "training: {epochs: \"${x + width}\"}\nsweep: {space: {x: 1}, match-operations: 2M, match-parameters: 1k}"))
        .anyMatch(line -> line.contains("match-operations: and match-parameters"));
  }

  @Test
  void theAxisOfTheReportIsASweptOrSolvedParameter() {
    String sweep = "let: {u: \"${width + x}\"}\nsweep: {space: {x: 1}, match-parameters: 1k}\n";
    assertThat(Specs.header(sweep).report().axis()).isEqualTo("x");
    assertThat(Specs.header(sweep + "report: {axis: width}").report())
        .isEqualTo(new ReportSpec("width", ""));
  }

  @Test
  void aReferenceIsACurveAlongTheAxis() {
    String sweep = "let: {u: \"${x}\"}\nsweep: {space: {x: [1, 2]}}\n";
    String reference = "report: {reference: {title: T, source: S, x: %s, y: %s}}";
    assertThat(
            Specs.header(sweep + reference.formatted("[1, 2.5]", "[90, 91]")).report().reference())
        .contains(new ReferenceSpec("T", "S", List.of(1.0, 2.5), List.of(90.0, 91.0)));
    assertThat(Specs.mistakes(sweep + reference.formatted("[2, 1]", "[90, a, 91]")))
        .anyMatch(line -> line.contains("report.reference.x: must rise, but 1.0 follows 2.0"))
        .anyMatch(line -> line.contains("report.reference.y: must be numbers, got 'a'"));
    assertThat(Specs.mistakes(sweep + reference.formatted("[1, 2]", "[90]")))
        .anyMatch(
            line ->
                line.contains("report.reference.y: needs one number for each of x, got 1 for 2"));
    assertThat(
            Specs.mistakes(sweep + "report: {reference: {tittle: T, source: S, x: [1], y: [2]}}"))
        .anyMatch(line -> line.contains("title"));
  }
}
