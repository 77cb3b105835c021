package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.datasets.iterator.IteratorMultiDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Graphs of several inputs and outputs: images and vectors in, classes and numbers out. */
class SeveralOutputsTest {
  private static final int NUMBERS = 3;
  private static final int STEPS = 6;
  private static final GraphAgreement AGREEMENT = GraphAgreement.within(1e-3);

  private static DenseLayer dense(int units) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.TANH).build();
  }

  private static OutputLayer classes() {
    return new OutputLayer.Builder().nOut(Nets.CLASSES).activation(Activation.SOFTMAX).build();
  }

  private static GraphBuilder trunk(NeuralNetConfiguration.Builder settings) {
    return settings
        .l2(1e-2)
        .graphBuilder()
        .addInputs("images", "vectors")
        .setInputTypes(InputType.convolutional(6, 7, 2), InputType.feedForward(5))
        .addLayer("filters", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "images")
        .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "filters")
        .addLayer("first", dense(6), "vectors")
        .addVertex("both", new MergeVertex(), "mean", "first")
        .addLayer("top", dense(8), "both");
  }

  private static GraphBuilder vertices(NeuralNetConfiguration.Builder settings) {
    return trunk(settings)
        .addLayer("classes", classes(), "top")
        .addLayer("scaled", dense(NUMBERS), "top")
        .addLayer(
            "numbers",
            new OutputLayer.Builder(LossFunction.MSE)
                .nOut(NUMBERS)
                .activation(Activation.IDENTITY)
                .build(),
            "scaled")
        .addLayer(
            "loss",
            new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build(),
            "scaled")
        .setOutputs("classes", "numbers", "loss");
  }

  private static ComputationGraph graph(GraphBuilder vertices) {
    ComputationGraph graph = new ComputationGraph(vertices.build());
    graph.init();
    return graph;
  }

  private static ComputationGraph graph() {
    return graph(vertices(Nets.settings()));
  }

  private static INDArray[] features() {
    return new INDArray[] {Nets.random(Nets.EXAMPLES, 2, 6, 7), Nets.random(Nets.EXAMPLES, 5)};
  }

  private static INDArray[] labels() {
    return new INDArray[] {
      Nets.labels(), Nets.random(Nets.EXAMPLES, NUMBERS), Nets.random(Nets.EXAMPLES, NUMBERS).mul(2)
    };
  }

  private static MultiDataSet batch() {
    return new MultiDataSet(features(), labels());
  }

  private static MultiDataSet masked(@Nullable INDArray... masks) {
    return new MultiDataSet(features(), labels(), null, masks);
  }

  private static INDArray examples(int... left) {
    INDArray mask = Nd4j.ones(Nets.EXAMPLES, 1);
    for (int example : left) {
      mask.putScalar(example, 0, 0);
    }
    return mask;
  }

  private static MultiDataSetIterator batches(MultiDataSet... batches) {
    return new IteratorMultiDataSetIterator(
        List.<org.nd4j.linalg.dataset.api.MultiDataSet>of(batches).iterator(), Nets.EXAMPLES);
  }

  @Test
  void lossesAddUp_andRegularizationIsAddedOnce() {
    AGREEMENT.after(STEPS, graph(), graph(), batch());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void scoresAreAveragedWhereTheyAreThere(boolean miniBatch) {
    AGREEMENT.after(
        STEPS,
        graph(vertices(Nets.settings().miniBatch(miniBatch))),
        graph(vertices(Nets.settings().miniBatch(miniBatch))),
        batch());
  }

  @Test
  void everyOutputHasAMaskOfItsOwn() {
    AGREEMENT.after(STEPS, graph(), graph(), masked(examples(0, 5), examples(2), examples(11)));
  }

  @Test
  void someOutputsHaveNoMask() {
    AGREEMENT.after(STEPS, graph(), graph(), masked(null, examples(2, 3), null));
  }

  @Test
  void masksOfSingleNumbers_areHeeded() {
    INDArray mask = Nets.random(Nets.EXAMPLES, NUMBERS).gt(0).castTo(Nd4j.dataType());
    AGREEMENT.after(STEPS, graph(), graph(), masked(examples(1), mask, null));
  }

  @Test
  void aFrozenPart_staysAndTheRestAgrees() {
    ComputationGraph plain = frozen();
    ComputationGraph other = frozen();
    INDArray before = other.getLayer("scaled").params().dup();
    AGREEMENT.after(STEPS, plain, other, batch());
    assertThat(other.getLayer("scaled").params()).isEqualTo(before);
  }

  /** What leads to the numbers is frozen, of what leads to the classes the trunk. */
  private static ComputationGraph frozen() {
    return new TransferLearning.GraphBuilder(graph()).setFeatureExtractor("scaled").build();
  }

  @Test
  void fitReturnsTheScore_withMasksToo() {
    ComputationGraph plain = graph();
    ComputationGraph other = graph();
    INDArray[] masks = {examples(4), null, examples(1)};
    try (CompiledGraph compiled = CompiledGraph.compile(other)) {
      plain.fit(features(), labels());
      assertThat(compiled.fit(features(), labels())).isEqualTo(compiled.score());
      plain.fit(features(), labels(), null, masks);
      assertThat(compiled.fit(features(), labels(), masks)).isEqualTo(compiled.score());
      compiled.sync();
      AGREEMENT.same("parameters", plain.params(), other.params());
    }
  }

  @Test
  void epochs_areThoseOfTheGraph_andListenersSeeEveryArray() {
    ComputationGraph plain = graph();
    ComputationGraph other = graph();
    List<String> seen = new ArrayList<>();
    other.setListeners(
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            ComputationGraph graph = (ComputationGraph) model;
            seen.add(graph.getInputs().length + " of " + graph.getInput(1).shapeInfoToString());
            seen.add("score " + graph.score());
          }
        });
    plain.fit(batches(batch(), masked(examples(3), null, null)));
    try (CompiledGraph compiled = CompiledGraph.compile(other)) {
      compiled.fit(batches(batch(), masked(examples(3), null, null)));
      assertThat(seen).hasSize(4);
      assertThat(seen.get(0)).startsWith("2 of ").contains("12,5");
      assertThat(seen.get(3)).isEqualTo("score " + compiled.score());
    }
    assertThat(other.getEpochCount()).isEqualTo(plain.getEpochCount());
    AGREEMENT.same("parameters", plain.params(), other.params());
  }

  @Test
  void everyOutputIsEvaluated() {
    ComputationGraph graph = graph();
    MultiDataSet[] batches = {batch(), masked(null, examples(2, 7), examples(0))};
    try (CompiledGraph compiled = CompiledGraph.compile(graph)) {
      Map<Integer, IEvaluation<?>[]> expected = figures();
      graph.evaluate(batches(batches), rawly(expected));
      Map<Integer, IEvaluation<?>[]> actual = compiled.evaluate(batches(batches), figures());
      expected.forEach(
          (output, figures) ->
              Figures.same(figures[0], Objects.requireNonNull(actual.get(output))[0]));
      Figures.same(graph.evaluate(batches(batches)), compiled.evaluate(batches(batches)));
      assertThatThrownBy(
              () ->
                  compiled.evaluate(
                      batches(batches), Map.of(3, new Evaluation[] {new Evaluation()})))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private static Map<Integer, IEvaluation<?>[]> figures() {
    return Map.of(
        0, new IEvaluation<?>[] {new Evaluation()},
        1, new IEvaluation<?>[] {new RegressionEvaluation(NUMBERS)},
        2, new IEvaluation<?>[] {new RegressionEvaluation(NUMBERS)});
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Deeplearning4j's signature is raw
  private static Map<Integer, IEvaluation[]> rawly(Map<Integer, IEvaluation<?>[]> figures) {
    return (Map) figures;
  }

  @Test
  void masksOfFeatures_areEvaluatedByTheGraphItself() {
    ComputationGraph graph = graph();
    MultiDataSet batch =
        new MultiDataSet(features(), labels(), new INDArray[] {null, examples(2)}, new INDArray[3]);
    try (CompiledGraph compiled = CompiledGraph.compile(graph)) {
      Figures.same(graph.evaluate(batches(batch)), compiled.evaluate(batches(batch)));
      assertThatThrownBy(() -> compiled.fit(batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("masks of features");
    }
  }

  @Test
  void arraysThatDoNotFit_areRefusedAndNothingIsTrained() {
    ComputationGraph graph = graph();
    INDArray before = graph.params().dup();
    try (CompiledGraph compiled = CompiledGraph.compile(graph)) {
      refused(() -> compiled.fit(features(), new INDArray[2]), "needs labels");
      refused(
          () -> compiled.fit(features(), new INDArray[] {Nets.labels()}), "3 outputs", "1 arrays");
      refused(
          () -> compiled.fit(new DataSet(features()[0], Nets.labels())), "2 inputs", "1 arrays");
      refused(() -> compiled.fit(new INDArray[] {null, null}, labels()), "no features");
      refused(
          () -> compiled.fit(features(), labels(), new INDArray[2]), "mask", "different lengths");
      refused(() -> compiled.outputs(features()[0]), "2 inputs");
      refused(() -> compiled.output(features()[0]), "3 outputs", "outputs(...)");
      INDArray[] broken = features();
      broken[1].putScalar(4, 2, Float.NaN);
      refused(() -> compiled.fit(broken, labels()), "features 1 hold NaN in example 4");
      INDArray[] labels = labels();
      labels[2].putScalar(7, 1, Float.POSITIVE_INFINITY);
      refused(() -> compiled.fit(features(), labels), "labels 2 hold Infinity in example 7");
      labels[2] = Nets.random(5, NUMBERS);
      refused(() -> compiled.fit(features(), labels), "[12, ...]", "[5, 3]");
    }
    assertThat(graph.params()).isEqualTo(before);
  }

  private static void refused(Runnable call, String... parts) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void whatDeeplearning4jDoesNotTrain_isNamed() {
    refused(trunk(Nets.settings()).setOutputs("top"), "top: it is an output without a loss");
    refused(
        trunk(Nets.settings()).addLayer("out", classes(), "top").setOutputs("out", "both"),
        "both: it is an output without a loss");
    refused(
        trunk(Nets.settings())
            .addLayer("inner", classes(), "top")
            .addLayer("out", classes(), "inner")
            .setOutputs("inner", "out"),
        "inner: the output is an input of another vertex too");
    refused(
        trunk(Nets.settings())
            .addLayer("inner", classes(), "top")
            .addLayer("out", classes(), "inner")
            .setOutputs("out"),
        "inner: a layer with a loss must be an output");
    refused(
        trunk(Nets.settings()).addLayer("out", classes(), "top").setOutputs("out", "out"),
        "out: it is an output twice");
    refused(
        trunk(Nets.settings())
            .addLayer("out", classes(), "top")
            .addLayer("frozen", new FrozenLayer(new LossLayer.Builder().build()), "top")
            .setOutputs("out", "frozen"),
        "frozen: it is an output within a FrozenLayer");
  }

  private static void refused(GraphBuilder vertices, String message) {
    ComputationGraph graph = graph(vertices);
    assertThatExceptionOfType(NotCompilableException.class)
        .isThrownBy(() -> CompiledGraph.compile(graph))
        .withMessageContaining(message);
  }

  @Test
  void explanationsTakeATypeForEachInput() {
    ComputationGraph graph = graph();
    InputType images = InputType.convolutional(6, 7, 2);
    assertThat(CompiledGraph.explain(graph, images, InputType.feedForward(5)).obstacles())
        .isEmpty();
    assertThatThrownBy(() -> CompiledGraph.explain(graph, images))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the graph has 2 inputs, got types of 1");
  }
}
