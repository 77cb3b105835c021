package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;

/** The networks of the SVHN depth study, against arXiv 1312.6082, section 5.1. */
class SvhnDepthTest {
  private static final Path FILE = Path.of("../experiments/30-svhn-depth.yaml");

  @Test
  void depthElevenIsThePapersNetwork() {
    assertThat(values(11, "maxout-convolution", "channels")).containsExactly(48);
    assertThat(values(11, "maxout-convolution", "pieces")).containsExactly(3);
    assertThat(values(11, "convolution", "channels"))
        .containsExactly(64, 128, 160, 192, 192, 192, 192);
    assertThat(values(11, "convolution", "kernel")).containsOnly(5);
    assertThat(values(11, "pooling", "window")).hasSize(8).containsOnly(2);
    assertThat(values(11, "pooling", "stride")).containsExactly(2, 1, 2, 1, 2, 1, 2, 1);
    assertThat(values(11, "subtractive-normalization", "window")).hasSize(8).containsOnly(3);
    assertThat(values(11, "locally-connected", "channels")).containsExactly(192);
    assertThat(values(11, "dense", "units")).containsExactly(3072, 3072);
  }

  /**
   * Its figure: one dense layer up to depth 7, two from depth 8. Ours: every depth halves 4 times.
   */
  @Test
  void everyDepthCountsItsLayersAndHalvesFourTimes() {
    for (int depth : List.of(3, 4, 5, 6, 7, 8, 9, 11)) {
      int dense = values(depth, "dense", "units").size();
      int learning =
          values(depth, "maxout-convolution", "channels").size()
              + values(depth, "convolution", "channels").size()
              + values(depth, "locally-connected", "channels").size()
              + dense;
      assertThat(learning).isEqualTo(depth);
      assertThat(dense).isEqualTo(depth < 8 ? 1 : 2);
      assertThat(values(depth, "pooling", "stride").stream().reduce(1, (a, b) -> a * b))
          .isEqualTo(16);
    }
  }

  private static List<Integer> values(int depth, String type, String option) {
    Problems problems = new Problems();
    TrialSpec trial =
        ExperimentFile.load(FILE, Optional.of("paper"), List.of())
            .bind(Map.of("depth", depth), problems);
    assertThat(problems.all()).isEmpty();
    return trial.network().stream()
        .filter(layer -> layer.type().equals(type))
        .map(layer -> layer.options().integer(option, 1))
        .toList();
  }
}
