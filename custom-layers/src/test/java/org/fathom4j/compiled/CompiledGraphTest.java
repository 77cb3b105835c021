package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op.Add;
import static org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op.Subtract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Graphs of layers, compiled against plain. */
class CompiledGraphTest {
  private static final double TOLERANCE = 1e-3;
  private static final InputType IMAGES = InputType.convolutional(8, 10, 3);
  private static final InputType VECTORS = InputType.feedForward(20);

  private static final INDArray PIXELS = Nets.random(Nets.EXAMPLES, 3, 8, 10);

  private static ComputationGraph graph(InputType input, UnaryOperator<GraphBuilder> vertices) {
    return graph(Nets.settings(), input, vertices);
  }

  private static ComputationGraph graph(
      NeuralNetConfiguration.Builder settings,
      InputType input,
      UnaryOperator<GraphBuilder> vertices) {
    GraphBuilder builder = settings.graphBuilder().addInputs("in").setInputTypes(input);
    ComputationGraph graph = new ComputationGraph(vertices.apply(builder).build());
    graph.init();
    return graph;
  }

  private static OutputLayer softmax() {
    return new OutputLayer.Builder().nOut(Nets.CLASSES).activation(Activation.SOFTMAX).build();
  }

  private static ConvolutionLayer convolution(int channels, int kernel, int stride) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .nOut(channels)
        .stride(stride, stride)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static ActivationLayer relu() {
    return new ActivationLayer(Activation.RELU);
  }

  /** Two residual blocks, of which the second halves the image. */
  private static ComputationGraph residual() {
    return residual(new Nesterovs(0.05, 0.9));
  }

  private static ComputationGraph residual(IUpdater updater) {
    return graph(
        Nets.settings(updater),
        IMAGES,
        g ->
            g.addLayer("pad", new ZeroPaddingLayer.Builder(1, 1).build(), "in")
                .addLayer("stem", convolution(8, 3, 1), "pad")
                .addLayer("stem-relu", relu(), "stem")
                .addLayer("a1", convolution(8, 3, 1), "stem-relu")
                .addLayer("a1-bn", new BatchNormalization.Builder().build(), "a1")
                .addLayer("a1-relu", relu(), "a1-bn")
                .addLayer("a2", convolution(8, 3, 1), "a1-relu")
                .addLayer("a2-bn", new BatchNormalization.Builder().build(), "a2")
                .addVertex("a", new ElementWiseVertex(Add), "a2-bn", "stem-relu")
                .addLayer("a-relu", relu(), "a")
                .addLayer("b1", convolution(16, 3, 2), "a-relu")
                .addLayer("b1-relu", relu(), "b1")
                .addLayer("b2", convolution(16, 3, 1), "b1-relu")
                .addLayer("b0", convolution(16, 1, 2), "a-relu")
                .addVertex("b", new ElementWiseVertex(Add), "b2", "b0")
                .addLayer("b-relu", relu(), "b")
                .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "b-relu")
                .addLayer("out", softmax(), "mean")
                .setOutputs("out"));
  }

  /** Down, across and up again, with channels put side by side. */
  private static ComputationGraph shapedLikeU() {
    return graph(
        IMAGES,
        g ->
            g.addLayer("left", convolution(6, 3, 1), "in")
                .addLayer("left-relu", relu(), "left")
                .addLayer(
                    "down",
                    new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
                    "left-relu")
                .addLayer("bottom", convolution(12, 3, 1), "down")
                .addLayer("bottom-relu", relu(), "bottom")
                .addLayer("up", new Upsampling2D.Builder(2).build(), "bottom-relu")
                .addVertex("merge", new MergeVertex(), "left-relu", "up")
                .addLayer("right", convolution(5, 3, 1), "merge")
                .addLayer("right-relu", relu(), "right")
                .addLayer("out", softmax(), "right-relu")
                .setOutputs("out"));
  }

  private static void agrees(
      ComputationGraph plain, ComputationGraph other, INDArray features, int steps) {
    MultiDataSet batch = new MultiDataSet(features, Nets.labels());
    GraphAgreement.within(TOLERANCE).after(steps, plain, other, batch);
  }

  @Test
  void residualBlocks_agreeWithDl4j() {
    agrees(residual(), residual(), PIXELS, 20);
  }

  @Test
  void aGraphShapedLikeU_agreesWithDl4j() {
    agrees(shapedLikeU(), shapedLikeU(), PIXELS, 20);
  }

  @ParameterizedTest
  @EnumSource(ElementWiseVertex.Op.class)
  void elementWiseVertex_agreesWithDl4j(ElementWiseVertex.Op op) {
    agrees(combining(op), combining(op), Nets.vectors(), 6);
  }

  /** Of two inputs that both come from one layer, and where more may be, of a third. */
  private static ComputationGraph combining(ElementWiseVertex.Op op) {
    return graph(
        VECTORS,
        g -> {
          g.addLayer("first", dense(9), "in")
              .addLayer("left", dense(7), "first")
              .addLayer("right", dense(7), "first");
          if (op == Subtract) {
            g.addVertex("both", new ElementWiseVertex(op), "left", "right");
          } else {
            g.addVertex("both", new ElementWiseVertex(op), "left", "right", "left");
          }
          return g.addLayer("out", softmax(), "both").setOutputs("out");
        });
  }

  private static DenseLayer dense(int units) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.TANH).build();
  }

  @Test
  void scaleShiftAndSubset_agreeWithDl4j() {
    UnaryOperator<GraphBuilder> vertices =
        g ->
            g.addLayer("first", dense(9), "in")
                .addVertex("scale", new ScaleVertex(0.5), "first")
                .addVertex("shift", new ShiftVertex(0.25), "scale")
                .addVertex("subset", new SubsetVertex(2, 6), "shift")
                .addVertex("both", new MergeVertex(), "subset", "first")
                .addLayer("out", softmax(), "both")
                .setOutputs("out");
    agrees(graph(VECTORS, vertices), graph(VECTORS, vertices), Nets.vectors(), 6);
  }

  @Test
  void aFrozenPart_staysAndTheRestAgrees() {
    ComputationGraph plain = frozen();
    ComputationGraph other = frozen();
    INDArray before = other.getLayer("stem").params().dup();
    agrees(plain, other, PIXELS, 5);
    assertThat(other.getLayer("stem").params()).isEqualTo(before);
    assertThat(CompiledGraph.explain(other).toString()).contains("stem: compiled; frozen");
  }

  private static ComputationGraph frozen() {
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(residual()).setFeatureExtractor("a-relu").build();
    frozen.setParams(residual().params());
    return frozen;
  }

  @Test
  void listenersEpochsAndEvaluation_areThoseOfTheGraph() {
    ComputationGraph plain = residual();
    ComputationGraph other = residual();
    CollectScoresIterationListener heard = new CollectScoresIterationListener();
    other.setListeners(heard);
    ListDataSetIterator<DataSet> batches =
        new ListDataSetIterator<>(new DataSet(PIXELS, Nets.labels()).asList(), 4);
    plain.fit(batches, 2);
    try (CompiledGraph compiled = CompiledGraph.compile(other)) {
      compiled.fit(batches, 2);
      Evaluation evaluation = compiled.evaluate(batches);
      assertThat(evaluation.getNumRowCounter()).isEqualTo(Nets.EXAMPLES);
      batches.reset();
      Evaluation own = other.evaluate(batches);
      assertThat(evaluation.accuracy()).isEqualTo(own.accuracy());
    }
    assertThat(other.getEpochCount()).isEqualTo(2).isEqualTo(plain.getEpochCount());
    assertThat(heard.getScoreVsIter().getEffectiveIndexes()).hasSize(other.getIterationCount());
    GraphAgreement.within(TOLERANCE).same("parameters", plain.params(), other.params());
  }

  @Test
  void aSavedGraph_isRestoredAndTrainsOnAlike() throws IOException {
    MultiDataSet batch = new MultiDataSet(PIXELS, Nets.labels());
    // Biases before a normalization have no gradient but rounding, which Adam would scale up.
    Adam adam = new Adam(0.01, 0.9, 0.999, 1e-3);
    ComputationGraph plain = residual(adam);
    ComputationGraph saved = residual(adam);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (CompiledGraph compiled = CompiledGraph.compile(saved)) {
      for (int step = 0; step < 3; step++) {
        plain.fit(batch);
        compiled.fit(batch);
      }
      compiled.sync();
      ModelSerializer.writeModel(saved, file, true);
      ComputationGraph restored =
          ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file.toByteArray()));
      alike(saved, restored);
      try (CompiledGraph again = CompiledGraph.compile(restored)) {
        for (int step = 0; step < 3; step++) {
          plain.fit(batch);
          compiled.fit(batch);
          again.fit(batch);
          assertThat(again.score()).isEqualTo(compiled.score());
        }
        compiled.sync();
        again.sync();
        alike(saved, restored);
      }
    }
    GraphAgreement.within(TOLERANCE).same("parameters", plain.params(), saved.params());
    GraphAgreement.within(TOLERANCE).same("state", state(plain), state(saved));
  }

  private static void alike(ComputationGraph expected, ComputationGraph actual) {
    assertThat(actual.params()).isEqualTo(expected.params());
    assertThat(state(actual)).isEqualTo(state(expected));
    assertThat(actual.getIterationCount()).isEqualTo(expected.getIterationCount());
  }

  private static INDArray state(ComputationGraph graph) {
    return graph.getUpdater().getStateViewArray();
  }

  @Test
  void programs_areKeptFromCallToCall() {
    try (CompiledGraph compiled = CompiledGraph.compile(residual())) {
      compiled.fit(new DataSet(PIXELS, Nets.labels()));
      compiled.output(PIXELS);
      assertThat(compiled.listing()).contains("Training on 12x3x8x10", "Inference on 12x3x8x10");
    }
  }
}
