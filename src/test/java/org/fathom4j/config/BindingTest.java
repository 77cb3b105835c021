package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.fathom4j.problem.Problem;
import org.fathom4j.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expressions over parameters, lets, repeats and conditions. */
class BindingTest {
  private static @Nullable Object value(String expression, Map<String, Object> parameters) {
    return Specs.trial("data: {name: m, v: \"" + expression + "\"}", parameters)
        .data()
        .options()
        .values()
        .get("v");
  }

  private static String network(String network, Map<String, Object> parameters) {
    return String.join(
        " ",
        Specs.trial("network:\n" + network.indent(2), parameters).network().stream()
            .map(layer -> layer.type() + layer.options().values())
            .toList());
  }

  @Test
  void aWholeExpressionKeepsItsType() {
    assertThat(value("${2 * n}", Map.of("n", 3))).isEqualTo(6);
    assertThat(value("${0.5 * n}", Map.of("n", 4))).isEqualTo(2);
    assertThat(value("${n / 2}", Map.of("n", 3))).isEqualTo(1.5);
    assertThat(value("${n * 1000000000}", Map.of("n", 3))).isEqualTo(3_000_000_000L);
    assertThat(value("${n > 2 && !(n == 4)}", Map.of("n", 3))).isEqualTo(true);
    assertThat(value("${a}", Map.of("a", "relu"))).isEqualTo("relu");
    assertThat(value("${if(n > 2, 'relu', 'tanh')}", Map.of("n", 3))).isEqualTo("relu");
    assertThat(value("${flag}", Map.of("flag", false))).isEqualTo(false);
  }

  @Test
  void textAroundAnExpressionMakesAText() {
    assertThat(value("n${n}-${n / 4}", Map.of("n", 1))).isEqualTo("n1-0.25");
    assertThat(value("${n}${n}", Map.of("n", 1))).isEqualTo("11");
    assertThat(value("${if(n > 2, '}', '{')}", Map.of("n", 3))).isEqualTo("}");
  }

  /** Decimal arithmetic alone would make 3 * (1 / 3) a number below 1, and its floor 0. */
  @Test
  void dividingAndMultiplyingBackIsWhole() {
    IntStream.rangeClosed(1, 60)
        .forEach(
            n -> {
              assertThat(value("${7 / n * n}", Map.of("n", n))).isEqualTo(7);
              assertThat(value("${floor(7 / n * n)}", Map.of("n", n))).isEqualTo(7);
              assertThat(value("${ceiling(1 / n * n * 7)}", Map.of("n", n))).isEqualTo(7);
            });
  }

  @Test
  void arithmeticAgreesWithJava() {
    for (int a = -4; a <= 4; a++) {
      for (int b = 1; b <= 4; b++) {
        Map<String, Object> both = Map.of("a", a, "b", b);
        assertThat(value("${a + b * (a - b)}", both)).isEqualTo(a + b * (a - b));
        assertThat(value("${floor(a / b)}", both)).isEqualTo(Math.floorDiv(a, b));
        assertThat(value("${max(a, b) - min(a, b)}", both)).isEqualTo(Math.abs(a - b));
        assertThat(value("${a % b}", both)).isEqualTo(a % b);
        assertThat(value("${a <= b}", both)).isEqualTo(a <= b);
        assertThat(value("${2 ^ b}", both)).isEqualTo(1 << b);
      }
    }
  }

  @Test
  void letsUseTheOnesAboveThemAndTheParameters() {
    TrialSpec trial =
        Specs.trial(
            "let: {half: \"${n / 2}\", next: \"${half + 1}\", size: 2k}\n"
                + "training: {epochs: \"${next}\", batch: \"${size / half}\"}",
            Map.of("n", 8));
    assertThat(trial.training().epochs()).isEqualTo(5);
    assertThat(trial.training().batch()).isEqualTo(500);
  }

  @Test
  void aLetCannotHideAParameter() {
    ExperimentFile file = Specs.file(Specs.with("let: {N: 1}"));
    assertThat(Specs.mistakes(file, Map.of("n", 2)))
        .containsExactly(
            "x.yaml:1: let.N: is a swept parameter too; give one of the two another name");
  }

  @Test
  void whatFailedIsReportedOnceAndNotAgainWhereItIsUsed() {
    ExperimentFile file =
        Specs.file(Specs.with("let: {a: \"${1 / 0}\"}\ntraining: {epochs: \"${a}\", batch: -1}"));
    assertThat(Specs.mistakes(file, Map.of()))
        .containsExactly(
            "x.yaml:1: let.a: \"${1 / 0}\" cannot be evaluated: division by zero",
            "x.yaml:2: training.batch: must be a whole number of at least 1, got -1");
  }

  @Test
  void repeatsCountFromOneAndNest() {
    assertThat(
            network(
                """
                - repeat: 2
                  layers:
                    - a: {u: "${i}"}
                    - repeat: "${i}"
                      layers: [b: {u: "${i}"}]
                - c
                """,
                Map.of()))
        .isEqualTo("a{u=1} b{u=1} a{u=2} b{u=1} b{u=2} c{}");
  }

  @Test
  void anIndexCanBeNamed() {
    assertThat(
            network(
                """
                - repeat: 2
                  index: block
                  layers: [{repeat: 2, layers: [{a: {u: "${10 * block + i}"}}]}]
                """,
                Map.of()))
        .isEqualTo("a{u=11} a{u=12} a{u=21} a{u=22}");
  }

  @Test
  void repeatOfZeroLeavesOut() {
    assertThat(network("- repeat: \"${d - 2}\"\n  layers: [a]\n- b", Map.of("d", 2)))
        .isEqualTo("b{}");
  }

  /** The options would divide by zero; a layer that is left out is not evaluated. */
  @Test
  void whenLeavesOutUnevaluated() {
    String network =
        """
        - a: {when: "${d > 0}", u: "${6 / d}"}
        - repeat: "${6 / d}"
          when: "${d > 1}"
          layers: [b]
        - c: {when: true}
        """;
    assertThat(network(network, Map.of("d", 0))).isEqualTo("c{}");
    assertThat(network(network, Map.of("d", 3))).isEqualTo("a{u=2} b{} b{} c{}");
  }

  @Test
  void everyFormOfALayerIsRead() {
    assertThat(network("- a\n- b:\n- c: {}\n- d: {x: [1, {y: 2}]}\n- e:\n    f: null", Map.of()))
        .isEqualTo("a{} b{} c{} d{x=[1, {y=2}]} e{}");
  }

  @Test
  void layerOptionsKnowTheirPlace() {
    ExperimentFile file =
        Specs.file(
            Specs.with(
                "network:\n  - repeat: 2\n    layers:\n      - conv: {kernel: \"${0 * i}\"}"));
    Problems problems = new Problems();
    for (LayerSpec layer : file.bind(Map.of(), problems).network()) {
      try (Options options = layer.options()) {
        assertThat(options.integer("kernel", 1)).isEqualTo(1);
        assertThat(options.path()).isEqualTo("network[0].layers[0].conv");
      }
    }
    assertThat(problems.all())
        .containsExactly(
            new Problem(
                "x.yaml:4",
                "network[0].layers[0].conv.kernel",
                "must be a whole number of at least 1, got 0 (from \"${0 * i}\")"));
  }

  @Test
  void aliasesAndMergedKeysAreRead() {
    String network = "- a: &small {u: 1, v: 2}\n- b: *small\n- c:\n    <<: *small\n    v: 3";
    assertThat(network(network, Map.of())).contains("a{u=1, v=2} b{u=1, v=2} c{", "u=1", "v=3");
  }

  @Test
  void equalDataSectionsHaveEqualKeys() {
    String data = "data: {name: m, train: \"${n}\", noise: 0.5}";
    assertThat(Specs.trial(data, Map.of("n", 5)).data().key())
        .isEqualTo(Specs.trial(data, Map.of("n", 5)).data().key())
        .isEqualTo(Map.of("name", "m", "train", 5, "noise", 0.5))
        .isNotEqualTo(Specs.trial(data, Map.of("n", 6)).data().key());
  }

  @Test
  void unknownDataKeysAreLeftToTheDataSet() {
    Problems problems = new Problems();
    DataSpec data =
        Specs.file(Specs.with("data: {name: m, blur: 3, zoom: 2}")).bind(Map.of(), problems).data();
    assertThat(problems.all()).isEmpty();
    assertThat(data.options().integer("blur", 0, 1)).isEqualTo(3);
    data.options().close();
    assertThat(problems.all()).extracting(Problem::path).isEqualTo(List.of("data.zoom"));
  }
}
