package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fathom4j.problem.Problem;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading a mapping key by key. */
class OptionsTest {
  private final Problems problems = new Problems();

  private Options of(Map<String, ?> values) {
    return Options.of(values, "at", problems);
  }

  private List<String> messages() {
    return problems.all().stream().map(Problem::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({"300k,300000", "300K,300000", "2M,2000000", "1.5k,1500", "7,7", "+7,7", "0.002k,2"})
  void quantitiesAreWholeNumbers(String text, long number) {
    assertThat(of(Map.of("n", text)).whole("n", 0, 1)).isEqualTo(number);
    assertThat(of(Map.of("n", text)).number("n", 0, 1e9)).isEqualTo((double) number);
    assertThat(messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"k", "3 k", "3kk", "3m", "1e3k", "0x3", "-", "1_000", "''"})
  void otherTextsAreNoNumbers(String text) {
    assertThat(of(Map.of("n", text)).integer("n", 0, 5)).isEqualTo(5);
    assertThat(messages())
        .containsExactly("at.n: must be a whole number, got the text '" + text + "'");
  }

  @Test
  void numbersOfYamlAreRead() {
    TrialSpec trial =
        Specs.trial(
            "training: {l1: 1e-3, clip: 2, epochs: 5.0, batch: 0x10, bias-init: -.5}", Map.of());
    assertThat(trial.training().l1()).isEqualTo(0.001);
    assertThat(trial.training().clip()).isEqualTo(2);
    assertThat(trial.training().epochs()).isEqualTo(5);
    assertThat(trial.training().batch()).isEqualTo(16);
    assertThat(trial.training().biasInit()).isEqualTo(-0.5);
  }

  @Test
  void wholeNumbersBeyondTheirRangeAreRefused() {
    Options options = of(Map.of("big", 1L << 40, "huge", 1e30));
    options.integer("big", 0);
    options.whole("huge", 0, 0);
    assertThat(options.whole("big", 0, 0)).isEqualTo(1L << 40);
    assertThat(messages())
        .containsExactly(
            "at.big: must be a whole number of at least 0, got 1099511627776",
            "at.huge: must be a whole number of at least 0, got 1.0E30");
  }

  @Test
  void absentKeysGiveTheirDefault() {
    Options none = of(Map.of());
    assertThat(none.has("x")).isFalse();
    assertThat(none.integer("x", 1, 7)).isEqualTo(7);
    assertThat(none.number("x", 0, 1, 0.5)).isEqualTo(0.5);
    assertThat(none.flag("x", true)).isTrue();
    assertThat(none.text("x", "y")).isEqualTo("y");
    assertThat(none.choice("x", List.of("a", "b"), "b")).isEqualTo("b");
    assertThat(none.pair("x", 1, 3)).containsExactly(3, 3);
    assertThat(none.list("x", List.of(1))).containsExactly(1);
    assertThat(none.section("x")).isEmpty();
    none.close();
    assertThat(messages()).isEmpty();
  }

  @Test
  void requiredKeysAreReportedWhereTheyLack() {
    Options none = of(Map.of("width", 3));
    none.integer("units", 1);
    none.number("rate", 0, 1);
    none.number("scale", Double.MIN_VALUE, 5);
    none.text("kind");
    none.integer("widht", 1);
    assertThat(messages())
        .containsExactly(
            "at.units: is missing; it must be a whole number of at least 1",
            "at.rate: is missing; it must be a number from 0 to 1",
            "at.scale: is missing; it must be a number above 0 and at most 5",
            "at.kind: is missing; it must be a text",
            "at.widht: is missing; it must be a whole number of at least 1; is it meant by"
                + " 'width'?");
  }

  @Test
  void onlyTrueAndFalseAreFlags() {
    assertThat(of(Map.of("b", true)).flag("b", false)).isTrue();
    of(Map.of("b", "yes")).flag("b", false);
    assertThat(messages()).containsExactly("at.b: must be true or false, got the text 'yes'");
  }

  @Test
  void pairsAreOneNumberOrTwo() {
    assertThat(of(Map.of("k", 5)).pair("k", 1, 2)).containsExactly(5, 5);
    assertThat(of(Map.of("k", List.of(3, 5))).pair("k", 1, 2)).containsExactly(3, 5);
    of(Map.of("k", List.of(3, 5, 7))).pair("k", 1, 2);
    of(Map.of("k", List.of(3, 0))).pair("k", 1, 2);
    assertThat(messages())
        .containsExactly(
            "at.k: must be one whole number or [height, width], got a list of 3",
            "at.k: must be a whole number of at least 1, got 0");
  }

  @Test
  void listsHoldPlainValues() {
    assertThat(of(Map.of("l", List.of(1, "a", true))).list("l", List.of()))
        .containsExactly(1, "a", true);
    of(Map.of("l", 3)).list("l", List.of());
    of(Map.of("l", List.of(1, Map.of()))).list("l", List.of());
    assertThat(messages())
        .containsExactly(
            "at.l: must be a list such as [1, 2], got 3",
            "at.l: must be a list of plain values, got a mapping in it");
  }

  @Test
  void sectionsContinueThePath() {
    Options section = of(Map.of("s", Map.of("u", 0))).section("s").orElseThrow();
    assertThat(section.path()).isEqualTo("at.s");
    section.integer("u", 1);
    assertThat(messages()).containsExactly("at.s.u: must be a whole number of at least 1, got 0");
  }

  @Test
  void unreadKeysAreReportedAtTheEnd() {
    Options options = of(Map.of("kernel", 1, "strid", 2));
    options.integer("kernel", 1);
    options.integer("stride", 1, 1);
    options.close();
    assertThat(messages()).containsExactly("at.strid: is no key of at; did you mean 'stride'?");
  }

  @Test
  void aDataSetCanBeHadByItsNameAlone() {
    DataSpec data = DataSpec.read(Options.of(Map.of("name", "mnist"), "data", problems));
    assertThat(data.name()).isEqualTo("mnist");
    assertThat(data.train()).isZero();
    assertThat(data.validation()).isEmpty();
    assertThat(messages()).isEmpty();
  }
}
