package org.fathom4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import org.fathom4j.metrics.TrialState;
import org.fathom4j.network.LayerRegistry;
import org.fathom4j.network.NetworkBuilder;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The loop's boundaries, with an engine whose losses and predictions are written down. */
final class TrainingLoopTest {
  private static final String YAML =
      """
      name: loop
      data: {name: street-numbers, train: 40, validation: 16, test: 16}
      network: [output]
      training: {epochs: 6, batch: 16%s}
      """;

  private final List<String> heard = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();
  private boolean stopped;
  private int steps;

  /** Gives a loss at each step, 1 where none is written; always predicts the first class. */
  private final class Scripted implements Engine {
    private final MultiLayerNetwork network;

    Scripted(MultiLayerNetwork network) {
      this.network = network;
    }

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public double step(INDArray features, INDArray labels) {
      network.setIterationCount(network.getIterationCount() + 1);
      return steps++ < losses.size() ? losses.get(steps - 1) : 1;
    }

    @Override
    public INDArray output(INDArray features) {
      INDArray output = Nd4j.zeros(features.size(0), 10);
      output.getColumn(0).assign(1);
      return output;
    }

    @Override
    public void epochEnded() {
      heard.add("passed");
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  @Test
  void stepsComeBeforeTheirEpoch_andAShortBatchCountsByItsSize() {
    losses.addAll(List.of(1.0, 2.0, 6.0)); // of 16, 16 and 8 examples
    TrainingOutcome outcome = run("", new Budget(1, 6));
    assertThat(outcome.state()).isEqualTo(TrialState.COMPLETE);
    assertThat(heard.subList(0, 6))
        .containsExactly("16 of 40", "32 of 40", "40 of 40", "passed", "epoch 1", "16 of 40");
    assertThat(outcome.epochs()).hasSize(6);
    assertThat(outcome.epochs().get(0).metrics().get(Metric.TRAIN_LOSS))
        .isCloseTo((16 * 1.0 + 16 * 2.0 + 8 * 6.0) / 40, within(1e-12));
    assertThat(steps).isEqualTo(18);
  }

  /** Validation never changes here: the first epoch is the best, and two more are waited for. */
  @Test
  void patienceEndsTheTrainingSoManyEpochsAfterTheBest() {
    TrainingOutcome outcome = run(", early-stopping: {patience: 2}", new Budget(1, 6));
    assertThat(outcome.state()).isEqualTo(TrialState.COMPLETE);
    assertThat(outcome.epochs()).hasSize(3);
    assertThat(outcome.results()).containsEntry(Metric.BEST_EPOCH, 1.0);
  }

  @Test
  void aBudgetThatEndsEarlyPausesWithACheckpoint_withoutATest() {
    TrainingOutcome outcome = run("", new Budget(1, 2));
    assertThat(outcome.checkpoint().orElseThrow().epoch()).isEqualTo(2);
    assertThat(outcome.results()).isEmpty();
    assertThatThrownBy(() -> run("", new Budget(4, 6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from epoch 4 cannot go on after epoch 0");
  }

  @Test
  void aLossThatIsNoNumber_orAThousandTimesTheFirst_isDivergence_withStepAndLoss() {
    losses.addAll(List.of(1.0, 1.0, 1.0, 1.0, Double.NaN));
    TrainingOutcome nan = run("", new Budget(1, 6));
    assertThat(nan.state()).isEqualTo(TrialState.DIVERGED);
    assertThat(nan.cause()).startsWith("the loss became NaN at step 5");
    assertThat(nan.epochs()).hasSize(1);
    losses.clear();
    losses.addAll(List.of(2.0, 1999.0, 2001.0));
    steps = 0;
    TrainingOutcome large = run("", new Budget(1, 6));
    assertThat(large.cause()).startsWith("the loss became 2.00e+03 at step 3");
    assertThat(large.epochs()).isEmpty();
  }

  @Test
  void aStopEndsBetweenSteps_andTheEpochUnderWayIsNotTold() {
    stopped = true;
    TrainingOutcome outcome = run("", new Budget(1, 6));
    assertThat(outcome.state()).isEqualTo(TrialState.RUNNING);
    assertThat(outcome.epochs()).isEmpty();
    assertThat(steps).isEqualTo(1);
    assertThat(heard).isEmpty();
  }

  private TrainingOutcome run(String more, Budget budget) {
    TrialSpec spec = spec(YAML.formatted(more));
    DataSplit data = new DataSets(DataPlaces.of(Map.of(), Path.of("."), true)).load(spec.data());
    MultiLayerNetwork network =
        new NetworkBuilder(LayerRegistry.load())
            .plan(
                spec.network(),
                new NetworkBuilder.Setting(
                    data.train().shape(), data.train().target(), spec.training(), 18, 1))
            .orElseThrow()
            .build();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepEnded(Progress progress) {
            heard.add(progress.examples() + " of " + progress.examplesPerEpoch());
          }

          @Override
          public void epochEnded(EpochRecord epoch, Supplier<Checkpoint> checkpoint) {
            heard.add("epoch " + epoch.epoch());
          }
        };
    return new TrainingLoop(
            spec.training(),
            data,
            new TrainingLoop.Choice(Metric.VALIDATION_ACCURACY, true),
            listener,
            () -> stopped)
        .run(network, new Scripted(network), 1, budget, Optional.empty());
  }

  private static TrialSpec spec(String yaml) {
    Problems problems = new Problems();
    TrialSpec spec =
        ExperimentFile.parse(yaml, Path.of("loop.yaml"), Optional.empty(), List.of())
            .bind(Map.of(), problems);
    problems.throwIfAny();
    return spec;
  }
}
