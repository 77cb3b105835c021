package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.config.yaml.YamlText;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.problem.Problems;
import org.fathom4j.problem.Suggestions;
import org.junit.jupiter.api.Test;

/** The text that is stored with each run. */
class ResolvedTest {
  private static final Path STUDY = Path.of("../experiments/10-depth-study.yaml");

  @Test
  void resolvedExperimentIsTheSameExperiment() {
    ExperimentFile file =
        ExperimentFile.load(
            STUDY, Optional.of("quick"), List.of("data.dir='/a: b'", "data.seed=7"));
    ExperimentFile again = Specs.file(file.resolved());
    Problems problems = new Problems();
    ExperimentHeader first = file.header(problems);
    ExperimentHeader second = again.header(problems);
    Map<String, Object> parameters = Map.of("depth", 4, "width", 9, "units", 64);
    TrialSpec trial = file.bind(parameters, problems);
    TrialSpec same = again.bind(parameters, problems);
    assertThat(problems.all()).isEmpty();
    assertThat(second.sweep()).isEqualTo(first.sweep());
    assertThat(same.training()).isEqualTo(trial.training());
    assertThat(same.data().key()).isEqualTo(trial.data().key());
    assertThat(layers(same)).isEqualTo(layers(trial));
    assertThat(again.resolved()).isEqualTo(file.resolved()).doesNotContain("presets");
    assertThat(again.specHash()).isEqualTo(file.specHash()).matches("[0-9a-f]{64}");
  }

  private static List<String> layers(TrialSpec trial) {
    return trial.network().stream().map(l -> l.type() + l.options().values()).toList();
  }

  @Test
  void theHashIsOfTheContentAndNotOfItsForm() {
    ExperimentFile file =
        Specs.file("name: x\ndata: {name: m, noise: 0.10} # comment\nnetwork: [a]");
    assertThat(Specs.file("name: 'x'\ndata:\n  name: m\n  noise: 1e-1\nnetwork:\n- a").specHash())
        .isEqualTo(file.specHash());
    assertThat(Specs.file("name: x\ndata: {name: m}\nnetwork: [a]", "data.noise=0.1").specHash())
        .isEqualTo(file.specHash());
    assertThat(Specs.file("name: x\ndata: {name: m}\nnetwork: [a]", "data.noise=0.2").specHash())
        .isNotEqualTo(file.specHash());
  }

  /** Whatever a tree holds, texts that look like numbers or like YAML above all. */
  @Test
  void anyTreeReadsBackAsItWasWritten() {
    for (int seed = 0; seed < 500; seed++) {
      Mapping tree = YamlValue.of(map(new SplittableRandom(seed), 3), "");
      String text = YamlText.write(tree);
      Problems problems = new Problems();
      YamlValue again = YamlText.read(text, line -> "line " + line, problems::add).orElseThrow();
      assertThat(problems.all()).as(text).isEmpty();
      assertThat(YamlValue.plain((Mapping) again)).as(text).isEqualTo(YamlValue.plain(tree));
      assertThat(YamlText.write((Mapping) again)).isEqualTo(text);
    }
  }

  private static final List<Object> SCALARS =
      List.of(
          0,
          -7,
          1L << 40,
          0.1,
          1e-9,
          -1e300,
          3.0,
          true,
          false,
          "",
          " ",
          "x",
          "300k",
          "007",
          "1e3",
          "0x1F",
          "true",
          "null",
          "~",
          "yes",
          "-",
          "- a",
          "a: b",
          "a #b",
          "#",
          "'",
          "\"",
          "${n}",
          "${if(a > 2, '}', \"x\")}",
          "line\nline\n",
          "\ttab",
          "trailing ",
          "*a",
          "&a",
          "!t",
          "%",
          "@",
          "[",
          "{a: b}",
          "é ß 数 \uD83D\uDE00",
          "\u0007\u2028",
          "---",
          "...",
          "=",
          "<<");

  private static Object value(SplittableRandom random, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    if (kind == 1) {
      return map(random, depth - 1);
    }
    if (kind == 2) {
      return IntStream.range(0, random.nextInt(4)).mapToObj(i -> value(random, depth - 1)).toList();
    }
    return SCALARS.get(random.nextInt(SCALARS.size()));
  }

  private static Map<String, Object> map(SplittableRandom random, int depth) {
    return IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(i -> SCALARS.get(random.nextInt(SCALARS.size())).toString())
        .filter(key -> !key.equals("<<"))
        .distinct()
        .collect(Collectors.toMap(key -> key, key -> value(random, depth)));
  }

  /** Turkish has other capitals of i, Arabic other digits, German another decimal point. */
  @Test
  void readingDoesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TrialSpec trial =
            Specs.trial(
                "training: {l1: \"${1 / i}\", engine: compiled, batch: 1.5k, init: \"${'x'}avier\"}",
                Map.of("i", 8));
        assertThat(trial.training().l1()).isEqualTo(0.125);
        assertThat(trial.training().batch()).isEqualTo(1500);
        assertThat(Specs.file(Specs.with(""), "data.noise=0.5").resolved()).contains("noise: 0.5");
        assertThat(Suggestions.nearest("INIT", List.of("init"))).contains("init");
        assertThat(Specs.mistakes("training: {l1: -0.5, max-norm: \"a${1 / 2}\", batch: -1}"))
            .containsExactly(
                "x.yaml:1: training.batch: must be a whole number of at least 1, got -1",
                "x.yaml:1: training.l1: must be a number of at least 0, got -0.5",
                "x.yaml:1: training.max-norm: must be a number, got the text 'a0.5' (from"
                    + " \"a${1 / 2}\")");
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
