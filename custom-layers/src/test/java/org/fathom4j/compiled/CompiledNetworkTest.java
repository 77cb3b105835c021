package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.deeplearning4j.optimize.listeners.PerformanceListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

class CompiledNetworkTest {

  @Test
  void denseNetwork_agreesWithDl4j_over20Steps() {
    new Agreement(
            () -> Nets.vectors(Nets.settings(), new DenseLayer.Builder().nOut(16).build()), 1e-4)
        .after(20, Nets.vectors(), Nets.labels());
  }

  @Test
  void convolutionNetwork_agreesWithDl4j_over20Steps() {
    new Agreement(
            () ->
                Nets.images(
                    Nets.settings(),
                    new ConvolutionLayer.Builder(5, 5).stride(1, 1).nOut(8).build(),
                    new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
                    new ConvolutionLayer.Builder(3, 3).stride(1, 1).nOut(12).build(),
                    new DenseLayer.Builder().nOut(16).build()),
            1e-3)
        .after(20, Nets.images(), Nets.labels());
  }

  @Test
  void epochsOverAnIterator_areThoseOfDl4j() {
    MultiLayerNetwork plain = dense();
    MultiLayerNetwork other = dense();
    Events expected = new Events();
    Events actual = new Events();
    plain.setListeners(expected);
    other.setListeners(actual);
    plain.fit(batches(), 3);
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      compiled.fit(batches(), 3);
      assertThat(other.params().distance2(plain.params())).isLessThan(1e-4);
      assertThat(other.getEpochCount()).isEqualTo(plain.getEpochCount());
      assertThat(other.getIterationCount()).isEqualTo(plain.getIterationCount());
      assertThat(actual.seen).isEqualTo(expected.seen).hasSize(2 * 3 + 3 * 3 * 3);
      assertThat(compiled.evaluate(batches()).accuracy())
          .isEqualTo(plain.evaluate(batches()).accuracy());
    }
  }

  @Test
  void aSavedNetwork_trainsOnWithDl4j() throws IOException {
    MultiLayerNetwork plain = dense();
    MultiLayerNetwork other = dense();
    plain.fit(batches(), 1);
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      compiled.fit(batches(), 1);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(other, file, true);
    MultiLayerNetwork loaded =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(file.toByteArray()), true);
    plain.fit(batches(), 1);
    loaded.fit(batches(), 1);
    assertThat(loaded.params().distance2(plain.params())).isLessThan(1e-4);
  }

  @Test
  void dl4jsOwnListeners_findWhatTheyLookAt() throws IOException {
    MultiLayerNetwork network = dense();
    CollectScoresIterationListener scores = new CollectScoresIterationListener(1);
    network.setListeners(
        scores, new PerformanceListener(1, true), new ScoreIterationListener(1), new BatchSizes());
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(batches(), 2);
      ByteArrayOutputStream exported = new ByteArrayOutputStream();
      scores.exportScores(exported);
      assertThat(exported.toString(StandardCharsets.UTF_8).strip().lines()).hasSize(1 + 2 * 3);
      assertThat(network.getInput()).isNull();
    }
  }

  @Test
  void earlyStopping_stopsWhereDl4jDoes() {
    MultiLayerNetwork other = dense();
    EarlyStoppingResult<MultiLayerNetwork> expected =
        new EarlyStoppingTrainer(stopping(), dense(), batches()).fit();
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      EarlyStoppingResult<MultiLayerNetwork> actual =
          new CompiledEarlyStoppingTrainer(stopping(), compiled, batches()).fit();
      assertThat(actual.getTerminationReason()).isEqualTo(expected.getTerminationReason());
      assertThat(actual.getTotalEpochs()).isEqualTo(expected.getTotalEpochs());
      assertThat(actual.getBestModelEpoch()).isEqualTo(expected.getBestModelEpoch());
      assertThat(actual.getBestModelScore()).isCloseTo(expected.getBestModelScore(), offset(1e-4));
    }
  }

  private static EarlyStoppingConfiguration<MultiLayerNetwork> stopping() {
    return new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
        .scoreCalculator(new DataSetLossCalculator(batches(), true))
        .epochTerminationConditions(new MaxEpochsTerminationCondition(4))
        .modelSaver(new InMemoryModelSaver<>())
        .build();
  }

  private static MultiLayerNetwork dense() {
    return Nets.vectors(
        Nets.settings(new Adam(0.01)), new DenseLayer.Builder().nOut(16).l2(0.01).build());
  }

  /** Two full batches and a short one. */
  private static DataSetIterator batches() {
    List<DataSet> examples = new DataSet(Nets.vectors(), Nets.labels()).asList();
    return new ListDataSetIterator<>(examples, 5);
  }

  /** Asks the model for the batch at hand, as some listeners do. */
  private static final class BatchSizes extends BaseTrainingListener {
    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      assertThat(model.batchSize()).isEqualTo((int) model.input().size(0)).isPositive();
    }
  }

  private static final class Events extends BaseTrainingListener {
    private final List<String> seen = new ArrayList<>();

    @Override
    public void onEpochStart(Model model) {
      seen.add("start");
    }

    @Override
    public void onBackwardPass(Model model) {
      seen.add("backward");
    }

    @Override
    public void onGradientCalculation(Model model) {
      seen.add("gradient");
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      seen.add(iteration + " of " + epoch);
    }

    @Override
    public void onEpochEnd(Model model) {
      seen.add("end");
    }
  }
}
