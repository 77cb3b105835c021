package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;

/** Presets and overrides. */
class ChangesTest {
  private static final String FILE =
      """
      name: x
      data: {name: mnist, train: 1000}
      network:
        - repeat: 2
          layers: [{dense: {units: 10}}, pooling]
        - output
      training: {epochs: 5, batch: 64, optimizer: {nesterov: {rate: 0.1, momentum: 0.5}}}
      presets:
        dotted: {training.epochs: 1, data.train: 10, "network[0].repeat": 3}
        nested: {training: {epochs: 2, optimizer: {adam: {rate: 0.01}}}, data: {test: 7}}
        removing: {training.batch: null, sweep.seeds: 2, sweep.space.n: [1], let.m: "${n}"}
        wrong: {a..b: 3, training.epochs: x}
        five: 5
      """;

  private static ExperimentFile file(String preset, String... overrides) {
    return ExperimentFile.parse(
        FILE,
        Path.of("x.yaml"),
        preset.isEmpty() ? Optional.empty() : Optional.of(preset),
        List.of(overrides));
  }

  private static TrialSpec trial(ExperimentFile file) {
    Problems problems = new Problems();
    TrialSpec trial = file.bind(Map.of("n", 1), problems);
    problems.throwIfAny();
    return trial;
  }

  private static List<String> mistakes(ExperimentFile file) {
    return Specs.mistakes(file, Map.of());
  }

  @Test
  void dottedKeysOfAPresetReplaceValues() {
    TrialSpec trial = trial(file("dotted"));
    assertThat(trial.training().epochs()).isEqualTo(1);
    assertThat(trial.training().batch()).isEqualTo(64);
    assertThat(trial.data().train()).isEqualTo(10);
    assertThat(trial.network()).hasSize(7);
  }

  @Test
  void sectionsOfAPresetReplaceTheirKeysAndKeepTheOthers() {
    TrialSpec trial = trial(file("nested"));
    assertThat(trial.training().epochs()).isEqualTo(2);
    assertThat(trial.training().batch()).isEqualTo(64);
    assertThat(trial.training().optimizer())
        .isEqualTo(new OptimizerSpec.Adam(0.01, 0.9, 0.999, 1e-8));
    assertThat(trial.data().train()).isEqualTo(1000);
    assertThat(trial.data().test()).isEqualTo(Quota.count(7));
  }

  @Test
  void nullTakesAKeyAwayAndMissingSectionsAreMade() {
    ExperimentFile file = file("removing");
    Problems problems = new Problems();
    SweepSpec sweep = file.header(problems).sweep();
    assertThat(problems.all()).isEmpty();
    assertThat(sweep.seeds()).containsExactly(1L, 2L);
    assertThat(sweep.search().space()).containsOnlyKeys("n");
    assertThat(trial(file).training().batch()).isEqualTo(128);
  }

  @Test
  void overridesWinOverThePresetAndTheLastOverrideWins() {
    ExperimentFile file = file("dotted", "training.epochs=8", "training.epochs=9");
    assertThat(trial(file).training().epochs()).isEqualTo(9);
  }

  @Test
  void overridesReachIntoListsAndSetWhatTheFileLacks() {
    TrialSpec trial =
        trial(
            file(
                "",
                "network.0.repeat=1",
                "network[0].layers[0].dense.units=2k",
                "network.0.layers.1.pooling.kernel=3",
                "data.dir=/tmp/some data",
                "training.schedule={cosine: {to: 0.1}}"));
    assertThat(trial.network()).hasSize(3);
    assertThat(trial.network().get(0).options().integer("units", 1)).isEqualTo(2000);
    assertThat(trial.network().get(1).options().integer("kernel", 1)).isEqualTo(3);
    assertThat(trial.data().dir()).contains(Path.of("/tmp/some data"));
    assertThat(trial.training().schedule()).isEqualTo(new ScheduleSpec.Cosine(0.1));
  }

  @Test
  void anOverrideTakesALayerOut() {
    assertThat(trial(file("", "network.0.layers.1=null")).network())
        .extracting(LayerSpec::type)
        .containsExactly("dense", "dense", "output");
  }

  @Test
  void valuesKeepWhateverFollowsTheFirstEquals() {
    Problems problems = new Problems();
    assertThat(file("", "question=Is a=b?").header(problems).question()).isEqualTo("Is a=b?");
  }

  @Test
  void mistakesOfOverridesNameTheOverride() {
    String form =
        "must be path.to.key=value, as in training.epochs=3; null as the value takes the key away";
    assertThat(mistakes(file("", "a", "=3", "a.=3", "training.epochs=")))
        .containsExactly(
            "override 'a': " + form,
            "override '=3': " + form,
            "override 'a.=3': " + form,
            "override 'training.epochs=': " + form);
    assertThat(mistakes(file("", "training.epochs=[1", "training.batch=abc", "trainng.epochs=3")))
        .containsExactly(
            "override 'training.epochs=[1': not valid YAML: a list '[...]' is not closed, or a"
                + " comma is missing in it (column 3)",
            "override 'trainng.epochs=3': trainng: is no key; did you mean 'training'?",
            "override 'training.batch=abc': training.batch: must be a whole number, got the text"
                + " 'abc'");
  }

  @Test
  void overridesThatLeadNowhereSayWhereTheyStop() {
    assertThat(mistakes(file("", "network.5.dense=3", "network.x=1", "network.0.repeat.a=3")))
        .containsExactly(
            "override 'network.5.dense=3': network: is a list of 2; its places are 0 to 1, got '5'",
            "override 'network.x=1': network: is a list of 2; its places are 0 to 1, got 'x'",
            "override 'network.0.repeat.a=3': network.0.repeat: is 2, so it has no key 'a' to"
                + " set");
  }

  @Test
  void mistakesOfPresetsNameTheirLineAndThePreset() {
    assertThat(mistakes(file("wrong")))
        .containsExactly(
            "x.yaml:12 (preset wrong): a..b: must be a key path such as training.epochs",
            "x.yaml:12 (preset wrong): training.epochs: must be a whole number, got the text 'x'");
    assertThat(mistakes(file("five")))
        .containsExactly("x.yaml:13: presets.five: must be a mapping of keys to values, got 5");
  }

  @Test
  void anUnknownPresetIsToldTheKnownOnes() {
    assertThat(mistakes(file("doted")))
        .containsExactly("x.yaml: presets: has no preset 'doted'; did you mean 'dotted'?");
    assertThat(mistakes(file("z")))
        .containsExactly(
            "x.yaml: presets: has no preset 'z'; known: dotted, five, nested, removing, wrong");
    ExperimentFile none =
        ExperimentFile.parse(Specs.with(""), Path.of("x.yaml"), Optional.of("z"), List.of());
    assertThat(mistakes(none))
        .containsExactly("x.yaml: presets: has no preset 'z'; the file has none");
  }
}
