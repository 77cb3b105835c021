package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.network.NetworkPlan.LayerShape;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.trial.PreparedTrial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A width for each layer, as many as there are layers. */
final class LayerWidthsTest {
  private static final String FILE =
      """
      name: widths
      question: Which widths does each depth want?
      data: {name: street-numbers, train: 48, validation: 24, test: 16}
      network:
        - pooling: {window: 4}
        - repeat: "${depth}"
          index: layer
          layers: [dense: {units: "${width[layer]}"}]
        - output
      training: {epochs: 1, batch: 16}
      sweep:
        space:
          depth: [1, 2, 3]
          width: {per: depth, values: [4, 8]}
      """;

  private static final String DRAWN =
      FILE.replace("values: [4, 8]", "from: 2, to: 64, log: true")
          .replace("sweep:\n", "sweep:\n  generator: tpe\n  trials: 16\n");

  @TempDir Path folder;

  private static List<String> denses(PreparedTrial trial) {
    return trial.network().layers().stream()
        .filter(layer -> layer.type().equals("dense"))
        .map(LayerShape::output)
        .toList();
  }

  private static List<Object> widths(Map<String, Object> parameters) {
    return IntStream.rangeClosed(1, 9)
        .mapToObj(layer -> "width" + layer)
        .filter(parameters::containsKey)
        .<Object>map(parameters::get)
        .toList();
  }

  @Test
  void aGridTakesEveryWidthOfEveryLayerThatIsThere() {
    List<PreparedTrial> trials = SmallSweep.prepared(FILE).trials();
    assertThat(trials).hasSize(2 + 4 + 8);
    for (PreparedTrial trial : trials) {
      Map<String, Object> parameters = trial.planned().parameters();
      assertThat(widths(parameters)).hasSize(depth(parameters));
      assertThat(denses(trial)).isEqualTo(widths(parameters).stream().map(w -> w + "").toList());
    }
    Set<List<Object>> distinct =
        trials.stream()
            .map(trial -> widths(trial.planned().parameters()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    assertThat(distinct).hasSize(14).contains(List.of(8, 4, 8));
  }

  @Test
  void theSearchThatLearnsHasAsManyWidthsAsLayers_atAnyNumberOfWorkers() {
    SweepResult one = new SmallSweep(folder.resolve("one"), p -> {}).of(DRAWN).run(1, false);
    List<TrialRecord> trials = one.record().trials();
    assertThat(trials).hasSize(16).allMatch(t -> t.state() == TrialState.COMPLETE);
    assertThat(trials)
        .allSatisfy(t -> assertThat(widths(t.parameters())).hasSize(depth(t.parameters())))
        .extracting(TrialRecord::parameters)
        .doesNotHaveDuplicates();
    assertThat(trials).map(t -> depth(t.parameters())).contains(1, 2, 3);
    assertThat(one.outcome().findings().orElseThrow().importances())
        .extracting(importance -> importance.parameter())
        .contains("depth", "width1", "width2", "width3");
    new SmallSweep(folder.resolve("two"), p -> {}).of(DRAWN).run(2, false);
    assertThat(SmallSweep.timeless(folder.resolve("two")))
        .isEqualTo(SmallSweep.timeless(folder.resolve("one")));
  }

  private static int depth(Map<String, Object> parameters) {
    return (Integer) parameters.getOrDefault("depth", 0);
  }

  @Test
  void aPyramidIsOneParameter_andRulesSeeAllWidths() {
    String pyramid = FILE.replace("values: [4, 8]", "values: [9, 16], rule: pyramid, ratio: 0.5");
    List<PreparedTrial> trials = SmallSweep.prepared(pyramid).trials();
    assertThat(trials).hasSize(6);
    assertThat(denses(trials.get(4))).containsExactly("9", "4", "2");
    assertThat(trials.get(5).planned().parameters()).isEqualTo(Map.of("depth", 3, "width", 16));
    assertThat(denses(trials.get(5))).containsExactly("16", "8", "4");
    assertThat(SmallSweep.prepared(FILE + "  where: \"${sum(width) <= 12}\"\n").trials())
        .extracting(trial -> widths(trial.planned().parameters()))
        .containsExactlyInAnyOrder(
            List.of(4), List.of(8), List.of(4, 4), List.of(4, 8), List.of(8, 4), List.of(4, 4, 4));
  }

  @Test
  void mistakesHaveTheirLine() {
    assertRefused(FILE.replace("per: depth", "per: dept"), "small.yaml:14: sweep.space.width.per");
    assertRefused(FILE.replace("width[layer]", "width"), "width[2]");
    assertRefused(FILE.replace("width[layer]", "width[layer + 1]"), "above the number of values");
    assertRefused(
        FILE.replace("width[layer]", "depth"),
        "small.yaml:14: sweep.space.width: 'width' is used nowhere");
    assertRefused(FILE.replace("values: [4, 8]", "values: [4], when: {depth: 2}"), "width.when");
    assertRefused(FILE.replace("depth: [1, 2, 3]", "depth: [a, b]"), "whole numbers");
    assertRefused(FILE + "  match-parameters: 3k\n", "match-parameters: solves for 'width'");
  }

  private static void assertRefused(String yaml, String part) {
    assertThatThrownBy(() -> SmallSweep.prepared(yaml))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(part);
  }
}
