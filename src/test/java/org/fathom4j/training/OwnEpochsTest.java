package org.fathom4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.TrialSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.source.DataSets;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.metrics.TargetKind;
import org.fathom4j.network.LayerRegistry;
import org.fathom4j.network.NetworkBuilder;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;

/** Whole numbers: each measure is tested at the epoch that it chooses on validation. */
final class OwnEpochsTest {
  private static final String YAML =
      """
      name: numbers
      data: { name: street-numbers, task: sequence, train: 200, validation: 60, test: 60, difficulty: 0, seed: 3 }
      network:
        - pooling: { window: 3 }
        - dense: { units: 16 }
        - sequence-output
      training: { epochs: 12, batch: 20, optimizer: { adam: { rate: 0.02 } } }
      """;
  private static final long SEED = 5;

  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final TrialSpec spec = spec();
  private final DataSplit data =
      new DataSets(DataPlaces.of(Map.of(), Path.of("."), true)).load(spec.data());

  @Test
  void eachMeasureIsTestedAtItsOwnEpoch() {
    MultiLayerNetwork network = network();
    try (Engine engine = new CompiledEngine(network)) {
      TrainingOutcome outcome = train(network, engine, new Budget(1, 12), Optional.empty());
      assertThat(outcome.results()).containsKey("test/coverage-at-98");
      Evaluator evaluator = Evaluator.of(network);
      List<Integer> chosen = new ArrayList<>();
      for (Quantity quantity : Quantity.withOwnEpoch(TargetKind.SEQUENCE)) {
        int epoch = best(outcome.epochs(), quantity.on("validation"));
        chosen.add(epoch);
        assertThat(outcome.results())
            .containsEntry(Metric.OWN_EPOCH + "/" + quantity.key(), (double) epoch);
        Checkpoint.fill(network.params(), checkpoints.get(epoch - 1).network().parameters());
        assertThat(outcome.results())
            .containsEntry(
                quantity.on(Metric.OWN_TEST), evaluator.score(engine, data.test()).of(quantity));
      }
      chosen.add(bestEpoch(outcome));
      assertThat(chosen.stream().distinct()).as("epochs that measures chose").hasSizeGreaterThan(1);
    }
  }

  @Test
  void theNetworkIsLeftAtTheEpochOfTheObjective_alsoWhereItWasContinued() {
    MultiLayerNetwork whole = network();
    MultiLayerNetwork continued = network();
    try (Engine first = new CompiledEngine(whole);
        Engine second = new CompiledEngine(continued)) {
      TrainingOutcome once = train(whole, first, new Budget(1, 12), Optional.empty());
      Checkpoint middle = checkpoints.get(4);
      TrainingOutcome twice = train(continued, second, new Budget(6, 12), Optional.of(middle));
      int best = bestEpoch(once);
      assertThat(Checkpoint.floats(whole.params()))
          .isEqualTo(checkpoints.get(best - 1).network().parameters());
      assertThat(twice.results()).isEqualTo(once.results());
      assertThat(continued.params()).isEqualTo(whole.params());
    }
  }

  /** The first epoch of the largest value. */
  private static int best(List<EpochRecord> epochs, String metric) {
    int best = 1;
    for (EpochRecord epoch : epochs) {
      if (value(epoch, metric) > value(epochs.get(best - 1), metric)) {
        best = epoch.epoch();
      }
    }
    return best;
  }

  private static double value(EpochRecord epoch, String metric) {
    return epoch.metrics().getOrDefault(metric, Double.NaN);
  }

  private static int bestEpoch(TrainingOutcome of) {
    return of.results().getOrDefault(Metric.BEST_EPOCH, 0.0).intValue();
  }

  private TrainingOutcome train(
      MultiLayerNetwork network, Engine engine, Budget budget, Optional<Checkpoint> from) {
    TrainingListener kept =
        new TrainingListener() {
          @Override
          public void stepEnded(Progress progress) {}

          @Override
          public void epochEnded(EpochRecord epoch, Supplier<Checkpoint> checkpoint) {
            checkpoints.add(checkpoint.get());
          }
        };
    return new TrainingLoop(
            spec.training(),
            data,
            new TrainingLoop.Choice(Metric.VALIDATION_LOSS, false),
            kept,
            () -> false)
        .run(network, engine, SEED, budget, from);
  }

  private MultiLayerNetwork network() {
    return new NetworkBuilder(LayerRegistry.load())
        .plan(
            spec.network(),
            new NetworkBuilder.Setting(
                data.train().shape(), data.train().target(), spec.training(), 120, SEED))
        .orElseThrow()
        .build();
  }

  private static TrialSpec spec() {
    Problems problems = new Problems();
    TrialSpec spec =
        ExperimentFile.parse(YAML, Path.of("numbers.yaml"), Optional.empty(), List.of())
            .bind(Map.of(), problems);
    problems.throwIfAny();
    return spec;
  }
}
