package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.datasets.iterator.IteratorMultiDataSetIterator;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.evaluation.classification.EvaluationCalibration;
import org.nd4j.evaluation.classification.ROCBinary;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What is said of a network is the same, whoever computes its output. */
class EvaluationAgreementTest {
  private static final List<String> NAMES = List.of("red", "green", "blue", "none");

  /** Kinds of masks; the random numbers are the same in every draw. */
  enum Masks {
    NONE,
    EXAMPLES,
    OUTPUTS,
    FEATURES,
    FEATURES_AND_EXAMPLES;

    @Nullable INDArray ofFeatures() {
      return this == FEATURES || this == FEATURES_AND_EXAMPLES
          ? Nets.random(2 * Nets.EXAMPLES, 1).gt(-0.5).castTo(Nd4j.dataType())
          : null;
    }

    @Nullable INDArray ofLabels(long outputs) {
      return switch (this) {
        case EXAMPLES, FEATURES_AND_EXAMPLES ->
            Nets.random(2 * Nets.EXAMPLES, 1).neg().gt(-0.5).castTo(Nd4j.dataType());
        case OUTPUTS -> Nets.random(2 * Nets.EXAMPLES, outputs).gt(-0.5).castTo(Nd4j.dataType());
        default -> null;
      };
    }
  }

  @ParameterizedTest
  @EnumSource(names = "OUTPUTS", mode = EnumSource.Mode.EXCLUDE) // Evaluation takes no such masks
  void classes(Masks masks) {
    Data data = data(masks, Nets.labels(2 * Nets.EXAMPLES, Nets.CLASSES));
    MultiLayerNetwork network = network(LossFunction.MCXENT, Activation.SOFTMAX, Nets.CLASSES);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      Figures.same(network.evaluate(data.get()), compiled.evaluate(data.get()));
      assertThat(compiled.evaluate(data.get()).stats()).contains("green", "blue");
      List<String> letters = List.of("a", "b", "c", "d");
      Evaluation topTwo = compiled.evaluate(data.get(), letters, 2);
      Figures.same(network.evaluate(data.get(), letters, 2), topTwo);
      assertThat(topTwo.topNAccuracy()).isGreaterThan(topTwo.accuracy());
      Figures.same(network.evaluate(data.get(), letters), compiled.evaluate(data.get(), letters));
      Figures.same(
          network.evaluateROCMultiClass(data.get(), 0), compiled.evaluateROCMultiClass(data.get()));
      Figures.same(
          network.evaluateROCMultiClass(data.get(), 7),
          compiled.evaluateROCMultiClass(data.get(), 7));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "OUTPUTS", mode = EnumSource.Mode.EXCLUDE)
  void yesOrNo(Masks masks) {
    Data data = data(masks, Nets.random(2 * Nets.EXAMPLES, 1).gt(0).castTo(Nd4j.dataType()));
    MultiLayerNetwork network = network(LossFunction.XENT, Activation.SIGMOID, 1);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      Figures.same(network.evaluate(data.get()), compiled.evaluate(data.get()));
      Figures.same(network.evaluateROC(data.get(), 0), compiled.evaluateROC(data.get()));
      Figures.same(network.evaluateROC(data.get(), 5), compiled.evaluateROC(data.get(), 5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalYesOrNo(Masks masks) {
    Data data = data(masks, Nets.random(2 * Nets.EXAMPLES, 3).gt(0).castTo(Nd4j.dataType()));
    MultiLayerNetwork network = network(LossFunction.XENT, Activation.SIGMOID, 3);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      Supplier<IEvaluation<?>[]> figures =
          () -> new IEvaluation<?>[] {new EvaluationBinary(), new ROCBinary(0)};
      IEvaluation<?>[] expected = network.doEvaluation(data.get(), figures.get());
      IEvaluation<?>[] actual = compiled.doEvaluation(data.get(), figures.get());
      for (int i = 0; i < expected.length; i++) {
        Figures.same(expected[i], actual[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbers(Masks masks) {
    Data data = data(masks, Nets.random(2 * Nets.EXAMPLES, 3));
    MultiLayerNetwork network = network(LossFunction.MSE, Activation.IDENTITY, 3);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      Figures.same(
          network.evaluateRegression(data.ofNumbers()),
          compiled.evaluateRegression(data.ofNumbers()));
    }
  }

  @Test
  void shares_asMasksOfNumbers() {
    INDArray labels = Nets.random(2 * Nets.EXAMPLES, 3);
    INDArray shares =
        Nd4j.linspace(Nd4j.dataType(), 0.1, 0.01, 6L * Nets.EXAMPLES).reshape(2 * Nets.EXAMPLES, 3);
    Data data = new Data(labels, null, shares);
    MultiLayerNetwork network = network(LossFunction.MSE, Activation.TANH, 3);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      Figures.same(
          network.evaluateRegression(data.ofNumbers()),
          compiled.evaluateRegression(data.ofNumbers()));
    }
  }

  @Test
  void calibration() {
    Data data = data(Masks.NONE, Nets.labels(2 * Nets.EXAMPLES, Nets.CLASSES));
    MultiLayerNetwork network = network(LossFunction.MCXENT, Activation.SOFTMAX, Nets.CLASSES);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      EvaluationCalibration expected =
          network.doEvaluation(data.get(), new EvaluationCalibration(3, 3))[0];
      EvaluationCalibration actual =
          compiled.doEvaluation(data.get(), new EvaluationCalibration(3, 3))[0];
      assertThat(actual.getProbabilityHistogramAllClasses().getBinCounts())
          .isEqualTo(expected.getProbabilityHistogramAllClasses().getBinCounts());
    }
  }

  @Test
  void numbersAreNoClasses_asWithDl4j() {
    Data data = data(Masks.NONE, Nets.random(2 * Nets.EXAMPLES, 1));
    MultiLayerNetwork network = network(LossFunction.MSE, Activation.IDENTITY, 1);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      for (Function<DataSetIterator, ?> figures :
          List.<Function<DataSetIterator, ?>>of(
              compiled::evaluate, compiled::evaluateROC, compiled::evaluateROCMultiClass)) {
        assertThatThrownBy(() -> figures.apply(data.get()))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("cannot be applied to output layers");
      }
      assertThatThrownBy(() -> network.evaluate(data.get()))
          .isInstanceOf(IllegalStateException.class);
      network.getLayerWiseConfigurations().setValidateOutputLayerConfig(false);
      INDArray classes = Nets.random(2 * Nets.EXAMPLES, 1).gt(0).castTo(Nd4j.dataType());
      Data yesOrNo = data(Masks.NONE, classes);
      Figures.same(network.evaluate(yesOrNo.get()), compiled.evaluate(yesOrNo.get()));
    }
  }

  @Test
  void aLossLayersExamples_areMaskedToo() {
    Data data = data(Masks.EXAMPLES, Nets.random(2 * Nets.EXAMPLES, 3));
    MultiLayerNetwork network =
        Nets.ending(
            Nets.settings(),
            new DenseLayer.Builder().nOut(3).activation(Activation.IDENTITY).build(),
            new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build());
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      Figures.same(
          network.evaluateRegression(data.ofNumbers()),
          compiled.evaluateRegression(data.ofNumbers()));
    }
  }

  @Test
  void anIteratorGoesOnFromWhereItStands_andIsResetWhereNothingIsLeft() {
    Data data = data(Masks.NONE, Nets.labels(2 * Nets.EXAMPLES, Nets.CLASSES));
    MultiLayerNetwork network = network(LossFunction.MCXENT, Activation.SOFTMAX, Nets.CLASSES);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      DataSetIterator left = data.get();
      DataSetIterator right = data.get();
      left.next();
      right.next();
      for (int pass = 0; pass < 2; pass++) {
        Evaluation expected = network.evaluate(left);
        Evaluation actual = compiled.evaluate(right);
        Figures.same(expected, actual);
        assertThat(actual.getNumRowCounter()).isEqualTo(pass == 0 ? 12 : 24);
      }
    }
  }

  @Test
  void iteratorsOfSeveralArrays_haveNoNames() {
    Data data = data(Masks.NONE, Nets.labels(2 * Nets.EXAMPLES, Nets.CLASSES));
    MultiLayerNetwork network = network(LossFunction.MCXENT, Activation.SOFTMAX, Nets.CLASSES);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      Figures.same(network.evaluate(data.ofSeveral()), compiled.evaluate(data.ofSeveral()));
      Figures.same(
          network.doEvaluation(data.ofSeveral(), new IEvaluation<?>[] {new Evaluation()})[0],
          compiled.doEvaluation(data.ofSeveral(), new Evaluation())[0]);
    }
  }

  @Test
  void batchesWithoutLabels_areLeftOut_andRecordsOfErrorsAreKept() {
    MultiLayerNetwork network = network(LossFunction.MCXENT, Activation.SOFTMAX, Nets.CLASSES);
    DataSet known = new DataSet(Nets.vectors(), Nets.labels());
    known.setExampleMetaData(Stream.iterate(0, i -> i + 1).limit(Nets.EXAMPLES).toList());
    List<DataSet> batches = List.of(new DataSet(Nets.vectors(), null), known);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      Evaluation expected = network.evaluate(new ExistingDataSetIterator(batches));
      Evaluation actual = compiled.evaluate(new ExistingDataSetIterator(batches));
      Figures.same(expected, actual);
      assertThat(actual.getPredictionErrors().toString())
          .isEqualTo(expected.getPredictionErrors().toString())
          .contains("RecordMetaData=6");
    }
  }

  @Test
  @SuppressWarnings("try") // the scopes are left at their end
  void whatIsSaid_outlivesTheCallersWorkspace() {
    Data data = data(Masks.NONE, Nets.random(2 * Nets.EXAMPLES, 3));
    MultiLayerNetwork network = network(LossFunction.MSE, Activation.IDENTITY, 3);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      RegressionEvaluation expected = network.evaluateRegression(data.ofNumbers());
      RegressionEvaluation actual;
      try (MemoryWorkspace scope =
          Nd4j.getWorkspaceManager().getAndActivateWorkspace("CALLERS_OWN")) {
        actual = compiled.evaluateRegression(data.ofNumbers());
      }
      try (MemoryWorkspace scope =
          Nd4j.getWorkspaceManager().getAndActivateWorkspace("CALLERS_OWN")) {
        Nd4j.ones(10_000);
      }
      Figures.same(expected, actual);
    }
  }

  private static MultiLayerNetwork network(LossFunction loss, Activation activation, int outputs) {
    return Nets.ending(
        Nets.settings(),
        new DenseLayer.Builder().nOut(9).activation(Activation.TANH).build(),
        new OutputLayer.Builder(loss).nOut(outputs).activation(activation).build());
  }

  private static Data data(Masks masks, INDArray labels) {
    return new Data(labels, masks.ofFeatures(), masks.ofLabels(labels.size(1)));
  }

  /** Batches with names of the classes. */
  private record Data(
      INDArray labels, @Nullable INDArray featuresMask, @Nullable INDArray labelsMask) {
    /** Two batches; DL4J's own way to split a data set widens the masks. */
    List<DataSet> batches() {
      return List.of(batch(0), batch(1));
    }

    private DataSet batch(int index) {
      INDArray features = Nets.random(2 * Nets.EXAMPLES, 20);
      return new DataSet(
          part(features, index),
          part(labels, index),
          part(featuresMask, index),
          part(labelsMask, index));
    }

    private static @Nullable INDArray part(@Nullable INDArray all, int index) {
      int from = index * Nets.EXAMPLES;
      return all == null
          ? null
          : all.get(NDArrayIndex.interval(from, from + Nets.EXAMPLES), NDArrayIndex.all()).dup();
    }

    DataSetIterator get() {
      return new ExistingDataSetIterator(batches(), NAMES);
    }

    DataSetIterator ofNumbers() {
      return new ExistingDataSetIterator(batches(), 2 * Nets.EXAMPLES, 20, (int) labels.size(1));
    }

    org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator ofSeveral() {
      return new IteratorMultiDataSetIterator(
          batches().stream().map(DataSet::toMultiDataSet).iterator(), Nets.EXAMPLES);
    }
  }
}
