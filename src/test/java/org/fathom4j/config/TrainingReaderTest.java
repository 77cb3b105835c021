package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.fathom4j.config.OptimizerSpec.AdaGrad;
import org.fathom4j.config.OptimizerSpec.Adam;
import org.fathom4j.config.OptimizerSpec.Nesterov;
import org.fathom4j.config.OptimizerSpec.RmsProp;
import org.fathom4j.config.OptimizerSpec.Sgd;
import org.fathom4j.config.ScheduleSpec.Constant;
import org.fathom4j.config.ScheduleSpec.Cosine;
import org.fathom4j.config.ScheduleSpec.Exponential;
import org.fathom4j.config.ScheduleSpec.Linear;
import org.fathom4j.config.ScheduleSpec.Step;
import org.fathom4j.config.TrainingSpec.Engine;
import org.fathom4j.config.TrainingSpec.InitSpec;
import org.fathom4j.config.TrainingSpec.Precision;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;

class TrainingReaderTest {
  private static TrainingSpec training(String options) {
    return Specs.trial("training: {" + options + "}", Map.of()).training();
  }

  @Test
  void everyOptimizerIsReadByNameOrWithOptions() {
    assertThat(training("optimizer: sgd").optimizer()).isEqualTo(new Sgd(0.01));
    assertThat(training("optimizer: {sgd: {rate: 1}}").optimizer()).isEqualTo(new Sgd(1));
    assertThat(training("optimizer: {nesterov: {rate: 0.02, momentum: 0.8}}").optimizer())
        .isEqualTo(new Nesterov(0.02, 0.8));
    assertThat(training("optimizer: {adam: {beta1: 0.5, beta2: 0.9, epsilon: 0.1}}").optimizer())
        .isEqualTo(new Adam(0.001, 0.5, 0.9, 0.1));
    assertThat(training("optimizer: {rmsprop: {rate: 2, decay: 0.5, epsilon: 1}}").optimizer())
        .isEqualTo(new RmsProp(2, 0.5, 1));
    assertThat(training("optimizer: {adagrad: {rate: 2, epsilon: 1}}").optimizer())
        .isEqualTo(new AdaGrad(2, 1));
  }

  @Test
  void everyScheduleIsRead() {
    assertThat(training("schedule: constant").schedule()).isEqualTo(new Constant());
    assertThat(training("schedule: cosine").schedule()).isEqualTo(new Cosine(0));
    assertThat(training("schedule: {linear: {to: 0.5}}").schedule()).isEqualTo(new Linear(0.5));
    assertThat(training("schedule: exponential").schedule()).isEqualTo(new Exponential(0.01));
    assertThat(training("schedule: {step: {factor: 0.5, epochs: 3}}").schedule())
        .isEqualTo(new Step(0.5, 3));
  }

  @Test
  void everyStartOfWeightsIsRead() {
    assertThat(training("init: he").init()).isEqualTo(new InitSpec("he", 0));
    assertThat(training("init: xavier").init()).isEqualTo(new InitSpec("xavier", 0));
    assertThat(training("init: zero").init()).isEqualTo(new InitSpec("zero", 0));
    assertThat(training("init: {normal: 0.01}").init()).isEqualTo(new InitSpec("normal", 0.01));
    assertThat(training("init: {uniform: 0.005}").init()).isEqualTo(new InitSpec("uniform", 0.005));
    assertThat(training("init: {from: /runs/one}").init())
        .isEqualTo(new InitSpec("he", 0, Optional.of("/runs/one")));
  }

  @Test
  void everyPenaltyAndLimitIsRead() {
    TrainingSpec spec =
        training(
            "epochs: 3, batch: 32, weight-decay: 0.1, l1: 0.2, max-norm: 3, clip: 4, bias-init:"
                + " 0.5, early-stopping: {patience: 6}, engine: dl4j");
    assertThat(spec)
        .isEqualTo(
            new TrainingSpec(
                3,
                32,
                new Adam(0.001, 0.9, 0.999, 1e-8),
                new Constant(),
                0.1,
                0.2,
                3,
                4,
                new InitSpec("he", 0),
                0.5,
                OptionalInt.of(6),
                ClassWeights.NONE,
                Engine.DL4J,
                Precision.FLOAT));
  }

  @Test
  void bfloat16IsTheCompiledStepsAlone() {
    assertThat(training("precision: bf16").precision()).isEqualTo(Precision.BF16);
    assertThat(Specs.mistakes("training: {precision: bf16, engine: dl4j}"))
        .singleElement(STRING)
        .contains("training.precision", "engine must not be dl4j");
  }

  @Test
  void classesMayCountDifferently() {
    assertThat(training("class-weights: balanced").classWeights())
        .isEqualTo(new ClassWeights(true, Map.of()));
    assertThat(training("class-weights: {yes: 3, no: 0.5}").classWeights())
        .isEqualTo(new ClassWeights(false, Map.of("yes", 3.0, "no", 0.5)));
  }

  /** The page that documents the defaults states each of them; leaving all out gives the same. */
  @Test
  void documentedDefaultsAreTheDefaults() {
    ExperimentFile documented = Specs.file(documentation());
    ExperimentFile bare =
        Specs.file(
            """
            name: defaults
            data: {name: mnist}
            network: [{dense: {units: "${width}"}}, output]
            sweep: {space: {width: [64]}}
            """);
    Problems problems = new Problems();
    assertThat(documented.header(problems)).isEqualTo(bare.header(problems));
    TrialSpec stated = documented.bind(Map.of("width", 64), problems);
    TrialSpec left = bare.bind(Map.of("width", 64), problems);
    assertThat(problems.all()).isEmpty();
    assertThat(stated.training()).isEqualTo(left.training());
    assertThat(stated.data())
        .usingRecursiveComparison()
        .ignoringFields("options")
        .isEqualTo(left.data());
  }

  /** Each commented alternative of the page is right as well. */
  @Test
  void documentedAlternativesAreRead() {
    documentation()
        .lines()
        .filter(line -> line.matches(" +# (sgd|nesterov|rmsprop|adagrad): .*"))
        .map(line -> line.replaceFirst(" +# ", ""))
        .forEach(
            option -> {
              String name = option.substring(0, option.indexOf(':'));
              assertThat(training("optimizer: {" + option + "}"))
                  .isEqualTo(training("optimizer: " + name));
            });
    documentation()
        .lines()
        .filter(line -> line.matches(" +# (cosine|linear|exponential): .*"))
        .map(line -> line.replaceFirst(" +# ", "").replaceFirst("}.*", "}"))
        .forEach(
            option -> {
              String name = option.substring(0, option.indexOf(':'));
              assertThat(training("schedule: {" + option + "}"))
                  .isEqualTo(training("schedule: " + name));
            });
  }

  private static String documentation() {
    try (InputStream page =
        Objects.requireNonNull(ExperimentFile.class.getResourceAsStream("defaults.yaml"))) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
