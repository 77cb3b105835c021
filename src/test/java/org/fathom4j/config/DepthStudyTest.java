package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;

/** The experiment file that people meet first. */
class DepthStudyTest {
  private static final Path FILE = Path.of("../experiments/10-depth-study.yaml");

  @Test
  void headerHoldsTheSweepOfTheFile() {
    Problems problems = new Problems();
    ExperimentHeader header =
        ExperimentFile.load(FILE, Optional.empty(), List.of()).header(problems);
    assertThat(problems.all()).isEmpty();
    assertThat(header.name()).isEqualTo("depth-study");
    assertThat(header.sweep())
        .isEqualTo(
            new SweepSpec(
                SearchSpec.grid(Map.of("depth", new SpaceSpec.Values(List.of(2, 3, 4, 6)))),
                List.of(1L, 2L, 3L, 4L, 5L),
                "validation/accuracy",
                true,
                Optional.of(
                    new SweepSpec.Match(
                        SweepSpec.Measure.PARAMETERS,
                        300_000,
                        "width",
                        Optional.of(new SweepSpec.Match.Fine("units", 256)),
                        0.02)),
                Optional.empty(),
                SweepSpec.PARALLEL,
                OptionalInt.empty()));
    assertThat(header.report().axis()).isEqualTo("depth");
  }

  @Test
  void presetQuickIsSmaller() {
    Problems problems = new Problems();
    ExperimentFile file = ExperimentFile.load(FILE, Optional.of("quick"), List.of());
    ExperimentHeader header = file.header(problems);
    TrialSpec trial = file.bind(Map.of("depth", 4, "width", 9, "units", 64), problems);
    assertThat(problems.all()).isEmpty();
    assertThat(header.sweep().match().orElseThrow().size()).isEqualTo(60_000);
    assertThat(header.sweep().seeds()).containsExactly(1L, 2L, 3L);
    assertThat(trial.data().train()).isEqualTo(8000);
    assertThat(trial.data().validation()).contains(Quota.count(2000));
    assertThat(trial.training().epochs()).isEqualTo(6);
    assertThat(trial.training().optimizer()).isInstanceOf(OptimizerSpec.Adam.class);
    assertThat(trial.training().schedule()).isEqualTo(new ScheduleSpec.Cosine(0.025));
  }

  /** With 5 convolutions i * 3 / 5 rounds to 1, 1, 2, 2, 3: poolings after the 1st, 3rd, 5th. */
  @Test
  void depthUnrollsTheNetwork() {
    assertThat(layers(2)).isEqualTo("convolution pooling dense output");
    assertThat(layers(4))
        .isEqualTo("convolution pooling convolution pooling convolution pooling dense output");
    assertThat(layers(6))
        .isEqualTo(
            "convolution pooling convolution convolution pooling convolution convolution pooling"
                + " dense output");
  }

  private static String layers(int depth) {
    Problems problems = new Problems();
    TrialSpec trial =
        ExperimentFile.load(FILE, Optional.empty(), List.of())
            .bind(Map.of("depth", depth, "width", 16, "units", 256), problems);
    assertThat(problems.all()).isEmpty();
    assertThat(trial.network().get(0).options().integer("channels", 1)).isEqualTo(16);
    return String.join(" ", trial.network().stream().map(LayerSpec::type).toList());
  }
}
