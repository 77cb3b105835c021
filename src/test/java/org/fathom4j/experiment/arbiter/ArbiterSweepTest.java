package org.fathom4j.experiment.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.SgdSpace;
import org.deeplearning4j.arbiter.layers.DenseLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxTimeCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.scoring.impl.TestSetLossScoreFunction;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.rectifier.AbsoluteRectification;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.arbiter.SamplerGenerator;
import org.fathom4j.sweep.registry.SamplerRegistry;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Configurations written for Arbiter, run unchanged. */
final class ArbiterSweepTest {
  @TempDir Path folder;

  /** Depth is a whole number, layers are Arbiter's and ours. */
  private static MultiLayerSpace.Builder space(ParameterSpace<Integer> depth) {
    return new MultiLayerSpace.Builder()
        .seed(7)
        .numEpochs(2)
        .addLayer(
            new DenseLayerSpace.Builder()
                .nIn(2)
                .nOut(6)
                .activation(new AbsoluteRectification())
                .build())
        .addLayer(
            new MaxoutLayerSpace.Builder()
                .nIn(6)
                .nOut(6)
                .pieces(new DiscreteParameterSpace<>(2, 3))
                .build(),
            depth)
        .addLayer(new ParametricRectifierSpace.Builder().nIn(6).nOut(6).build())
        .addLayer(
            new OutputLayerSpace.Builder()
                .nIn(6)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .lossFunction(LossFunction.MCXENT)
                .build());
  }

  private static ParameterSpace<?> rates(ParameterSpace<Integer> depth) {
    return space(depth).updater(new SgdSpace(new ContinuousParameterSpace(0.01, 0.2))).build();
  }

  private static OptimizationConfiguration of(
      CandidateGenerator generator, TerminationCondition... conditions) {
    Properties properties = new Properties();
    properties.setProperty("examples", "16");
    return new OptimizationConfiguration.Builder()
        .candidateGenerator(generator)
        .dataSource(Quadrants.class, properties)
        .scoreFunction(new TestSetLossScoreFunction())
        .terminationConditions(conditions)
        .rngSeed(3)
        .build();
  }

  private static OptimizationConfiguration random(int candidates) {
    return of(
        new RandomSearchGenerator(rates(new IntegerParameterSpace(1, 3)), Map.of()),
        new MaxCandidatesCondition(candidates));
  }

  private List<TrialRecord> run(OptimizationConfiguration configuration, int workers) {
    Path store = folder.resolve("run-" + System.nanoTime());
    List<TrialRecord> told =
        new ArbiterSweep(configuration, store, workers).run().record().trials();
    assertThat(LocalStore.read(store).trials()).isEqualTo(told);
    return told;
  }

  private static GridSearchCandidateGenerator grid(ParameterSpace<?> space, int points) {
    return new GridSearchCandidateGenerator(
        space, points, GridSearchCandidateGenerator.Mode.Sequential, Map.of());
  }

  private static List<Object> scores(List<TrialRecord> trials) {
    return trials.stream().<Object>map(t -> List.of(t.parameters(), t.results())).toList();
  }

  @Test
  void aConfigurationRunsUnchanged_alsoFromItsJson_andItsNetworksAreStored() throws Exception {
    Path store = folder.resolve("run");
    var result = new ArbiterSweep(random(6), store, 2).run();
    assertThat(result.outcome().verdict().outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(result.report()).isRegularFile();
    List<TrialRecord> trials = result.record().trials();
    assertThat(trials).hasSize(6).allMatch(t -> t.state() == TrialState.COMPLETE);
    assertThat(trials.get(0).parameters())
        .containsOnlyKeys("updater.learningRate", "layer1.pieces", "layer1.numLayers");
    double least =
        trials.stream().mapToDouble(t -> t.result("best/validation/score")).min().orElseThrow();
    TrialRecord best = result.best().orElseThrow();
    assertThat(best.result("best/validation/score")).isEqualTo(least);
    MultiLayerNetwork network =
        MultiLayerNetwork.load(
            store.resolve("trials/000" + best.number() + "/model.zip").toFile(), false);
    int depth = (Integer) best.parameters().getOrDefault("layer1.numLayers", 0);
    assertThat(network.getnLayers()).isEqualTo(depth + 3);
    assertThat(network.score(((DataSetIterator) configured().testData()).next(), false))
        .as("the score function's own value")
        .isCloseTo(least, org.assertj.core.data.Offset.offset(1e-4));
    OptimizationConfiguration read = OptimizationConfiguration.fromJson(random(6).toJson());
    assertThat(scores(run(read, 1))).isEqualTo(scores(trials));
  }

  private static Quadrants configured() {
    Quadrants data = new Quadrants();
    Properties properties = new Properties();
    properties.setProperty("examples", "16");
    data.configure(properties);
    return data;
  }

  @Test
  void anyNumberOfWorkersGivesEveryResultAndTheSameScores() {
    List<TrialRecord> one = run(random(9), 1);
    assertThat(one).hasSize(9);
    assertThat(scores(run(random(9), 4))).isEqualTo(scores(one));
  }

  @Test
  void noMoreCandidatesStartThanAreAskedFor() {
    assertThat(run(random(1), 4)).hasSize(1);
    assertThat(run(random(6), 4)).hasSize(6);
  }

  /** Two outputs and three labels: no candidate can be trained. */
  @Test
  void aSpaceInWhichNothingCanBeTrainedEnds_andEachFailureIsTold() {
    ParameterSpace<?> broken =
        new MultiLayerSpace.Builder()
            .addLayer(
                new DenseLayerSpace.Builder().nIn(5).nOut(new IntegerParameterSpace(2, 9)).build())
            .addLayer(new OutputLayerSpace.Builder().nIn(1).nOut(2).build())
            .build();
    List<TrialRecord> trials =
        run(of(new RandomSearchGenerator(broken, Map.of()), new MaxCandidatesCondition(3)), 2);
    assertThat(trials)
        .hasSize(3)
        .allSatisfy(t -> assertThat(t.state()).isEqualTo(TrialState.FAILED))
        .allSatisfy(t -> assertThat(t.cause()).isNotEmpty());
  }

  @Test
  void aGridWithOneValuedAxesHasItsPointsAndEnds() {
    ParameterSpace<?> space =
        space(new IntegerParameterSpace(2, 2))
            .updater(new SgdSpace(new DiscreteParameterSpace<>(0.1)))
            .build();
    assertThat(run(of(grid(space, 4)), 2)).hasSize(2);
  }

  @Test
  void aFixedLayerAndFlagsMultiplyNothing() {
    ParameterSpace<?> space =
        new MultiLayerSpace.Builder()
            .addLayer(
                new DenseLayerSpace.Builder()
                    .nIn(2)
                    .nOut(new DiscreteParameterSpace<>(3, 4))
                    .hasBias(new BooleanSpace())
                    .build())
            .layer(new ActivationLayer(Activation.RELU))
            .addLayer(new OutputLayerSpace.Builder().nIn(3).nOut(2).build())
            .build();
    assertThat(run(of(grid(space, 5), new MaxCandidatesCondition(100)), 2)).hasSize(4);
  }

  @Test
  void rangesOfAGridHaveAsManyPointsAsItSays() {
    ParameterSpace<?> space = rates(new IntegerParameterSpace(1, 1));
    assertThat(run(of(grid(space, 3)), 1))
        .extracting(t -> t.parameters().get("updater.learningRate"))
        .contains(0.01, 0.2)
        .hasSize(6);
  }

  @Test
  void aScoreThatIsNoNumberNeverWins() {
    ParameterSpace<?> space =
        space(new IntegerParameterSpace(1, 1))
            .updater(new SgdSpace(new DiscreteParameterSpace<>(1e30, 0.1)))
            .build();
    var result = new ArbiterSweep(of(grid(space, 2)), folder.resolve("nan"), 1).run();
    assertThat(result.record().trials().get(0).state()).isEqualTo(TrialState.DIVERGED);
    assertThat(result.best().orElseThrow().parameters()).containsEntry("updater.learningRate", 0.1);
  }

  @Test
  void aTimeThatIsUpStartsNoMore() {
    OptimizationConfiguration none =
        of(
            new RandomSearchGenerator(rates(new IntegerParameterSpace(1, 3)), Map.of()),
            new MaxTimeCondition(0, TimeUnit.MILLISECONDS));
    assertThat(run(none, 2)).isEmpty();
  }

  @Test
  void aSpaceOfTwoLayersStaysOneAxisInItsJson() {
    IntegerParameterSpace width = new IntegerParameterSpace(3, 60);
    ParameterSpace<?> tied =
        new MultiLayerSpace.Builder()
            .addLayer(new DenseLayerSpace.Builder().nIn(2).nOut(width).build())
            .addLayer(new OutputLayerSpace.Builder().nIn(width).nOut(2).build())
            .build();
    OptimizationConfiguration read =
        OptimizationConfiguration.fromJson(
            of(new RandomSearchGenerator(tied, Map.of()), new MaxCandidatesCondition(4)).toJson());
    assertThat(run(read, 1))
        .allSatisfy(t -> assertThat(t.state()).as(t.cause()).isEqualTo(TrialState.COMPLETE))
        .allSatisfy(t -> assertThat(t.parameters()).hasSize(1));
  }

  @Test
  void earlyStoppingHolds() {
    EarlyStoppingConfiguration<MultiLayerNetwork> stopping =
        new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
            .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
            .scoreCalculator(
                new DataSetLossCalculator((DataSetIterator) configured().testData(), true))
            .modelSaver(new InMemoryModelSaver<>())
            .build();
    ParameterSpace<?> space =
        space(new IntegerParameterSpace(1, 2)).earlyStoppingConfiguration(stopping).build();
    assertThat(run(of(grid(space, 2)), 1)).hasSize(4).allMatch(t -> t.results().size() == 2);
  }

  @Test
  void anotherKindOfGeneratorIsRefused() {
    ParameterSpace<?> space = rates(new IntegerParameterSpace(1, 3));
    OptimizationConfiguration other =
        of(
            new SamplerGenerator(space, SamplerRegistry.load().named("random"), 3, 1, true),
            new MaxCandidatesCondition(3));
    assertThatThrownBy(() -> new ArbiterSweep(other, folder.resolve("no"), 1).run())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("random, grid or genetic search");
  }
}
