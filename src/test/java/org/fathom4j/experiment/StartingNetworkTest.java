package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.training.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings that start from the network of an earlier run. Steps too small to move a weight show
 * the start.
 */
final class StartingNetworkTest {
  private static final String STANDING_STILL =
      """
      name: second
      data: {name: street-numbers, train: 32, validation: 16, test: 16}
      network:
        - dense: {units: 4}
        - dense: {units: %d}
        - output
      training: {epochs: 1, batch: 16, optimizer: {sgd: {rate: 1e-30}}, init: {from: %s}}
      """;

  private static final String FIRST =
      """
      name: first
      data: {name: street-numbers, train: 32, validation: 16, test: 16}
      network:
        - dense: {units: 4}
        - dense: {units: 3}
        - output
      training: {epochs: 1, batch: 16, optimizer: {adam: {rate: "${rate}"}}}
      sweep: {space: {rate: 0.01}, seeds: [7]}
      """;

  @TempDir Path folder;

  @Test
  void aRunStartsFromTheBestTrialOfAnother() throws IOException {
    Path first = folder.resolve("first");
    new SmallSweep(first, progress -> {}).of(FIRST).run(false);
    Path second = folder.resolve("second");
    new SmallSweep(second, progress -> {}).of(STANDING_STILL.formatted(3, first)).run(false);
    assertThat(network(second).params()).isEqualTo(network(first).params());
  }

  @Test
  void aLayerOfOtherShapesKeepsItsOwnStart_andIsNamed() throws IOException {
    Path first = folder.resolve("first");
    new SmallSweep(first, progress -> {}).of(FIRST).run(false);
    Path trial = first.resolve("trials/0001");
    Path second = folder.resolve("second");
    SmallSweep run = new SmallSweep(second, progress -> {}).of(STANDING_STILL.formatted(5, trial));
    run.run(false);
    assertThat(network(second).getLayer(0).params()).isEqualTo(network(first).getLayer(0).params());
    assertThat(run.said)
        .anyMatch(text -> text.startsWith("layers that do not start from") && text.contains("2 ("));
  }

  @Test
  void whereThereIsNoNetwork_nothingStarts() {
    SmallSweep run =
        new SmallSweep(folder.resolve("second"), progress -> {})
            .of(STANDING_STILL.formatted(3, folder.resolve("nowhere")));
    assertThatThrownBy(() -> run.run(false))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("nowhere holds no trained network");
    assertThat(run.events).isEmpty();
  }

  private static MultiLayerNetwork network(Path run) throws IOException {
    return ModelFile.network(LocalStore.modelFile(run, 1));
  }
}
