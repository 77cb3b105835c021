package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Vertices beside those that hold layers, compiled against plain. */
class VerticesTest {
  private static final int STEPS = 5;
  private static final GraphAgreement AGREEMENT = GraphAgreement.within(1e-3);
  private static final InputType VECTORS = InputType.feedForward(20);
  private static final InputType IMAGES = InputType.convolutional(6, 6, 3);
  private static final INDArray PIXELS = Nets.random(Nets.EXAMPLES, 3, 6, 6);

  private static GraphBuilder vectors() {
    return Nets.settings().graphBuilder().addInputs("in").setInputTypes(VECTORS);
  }

  private static GraphBuilder images() {
    return Nets.settings().graphBuilder().addInputs("in").setInputTypes(IMAGES);
  }

  private static ComputationGraph graph(GraphBuilder vertices) {
    ComputationGraph graph = new ComputationGraph(vertices.build());
    graph.init();
    return graph;
  }

  private static DenseLayer dense(int units) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.TANH).build();
  }

  private static ConvolutionLayer convolution(int channels) {
    return new ConvolutionLayer.Builder(3, 3).nOut(channels).activation(Activation.TANH).build();
  }

  private static OutputLayer softmax() {
    return new OutputLayer.Builder().nOut(Nets.CLASSES).activation(Activation.SOFTMAX).build();
  }

  private static void agrees(GraphBuilder vertices, INDArray... features) {
    agrees(vertices, Nets.labels(), features);
  }

  private static void agrees(GraphBuilder vertices, INDArray labels, INDArray[] features) {
    ComputationGraph plain = graph(vertices);
    ComputationGraph other = plain.clone();
    AGREEMENT.after(STEPS, plain, other, new MultiDataSet(features, new INDArray[] {labels}));
  }

  @Test
  void normalizedVectors_agree() {
    agrees(
        vectors()
            .addLayer("first", dense(9), "in")
            .addVertex("unit", new L2NormalizeVertex(), "first")
            .addLayer("out", softmax(), "unit")
            .setOutputs("out"),
        Nets.vectors());
  }

  @Test
  void normalizedImages_agree() {
    agrees(
        images()
            .addLayer("first", convolution(4), "in")
            .addVertex("unit", new L2NormalizeVertex(null, 1e-6), "first")
            .addLayer("second", convolution(4), "unit")
            .addLayer("out", softmax(), "second")
            .setOutputs("out"),
        PIXELS);
  }

  @Test
  void aTowerThatTwoInputsShare_andTheirDistance_agree() {
    agrees(
        Nets.settings()
            .graphBuilder()
            .addInputs("left", "right")
            .setInputTypes(VECTORS, VECTORS)
            .addVertex("both", new StackVertex(), "left", "right")
            .addLayer("tower", dense(7), "both")
            .addVertex("first", new UnstackVertex(0, 2), "tower")
            .addVertex("second", new UnstackVertex(1, 2), "tower")
            .addVertex("distance", new L2Vertex(), "first", "second")
            .addLayer("out", softmax(), "distance")
            .setOutputs("out"),
        Nets.vectors(),
        Nets.random(Nets.EXAMPLES, 20).rsub(0.3));
  }

  @Test
  void stackedAndUnstackedImages_agree() {
    agrees(
        images()
            .addLayer("a", convolution(4), "in")
            .addLayer("b", convolution(4), "in")
            .addVertex("both", new StackVertex(), "a", "b", "a")
            .addLayer("shared", convolution(3), "both")
            .addVertex("first", new UnstackVertex(0, 3), "shared")
            .addVertex("last", new UnstackVertex(2, 3), "shared")
            .addVertex("middle", new UnstackVertex(1, 3), "shared")
            .addVertex("all", new MergeVertex(), "first", "middle", "last")
            .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "all")
            .addLayer("out", softmax(), "mean")
            .setOutputs("out"),
        PIXELS);
  }

  /** The score is averaged over all rows of the output, the gradient over the labels. */
  @Test
  void anOutputOfStackedExamples_agrees() {
    GraphBuilder vertices =
        vectors()
            .addLayer("a", dense(5), "in")
            .addLayer("b", dense(5), "in")
            .addVertex("both", new StackVertex(), "a", "b")
            .addLayer("out", softmax(), "both")
            .setOutputs("out");
    agrees(vertices, Nets.labels(2 * Nets.EXAMPLES, Nets.CLASSES), new INDArray[] {Nets.vectors()});
  }

  @Test
  void reshapedThereAndBack_agrees() {
    agrees(
        vectors()
            .addLayer("first", dense(24), "in")
            .addVertex("images", new ReshapeVertex(-1, 2, 3, 4), "first")
            .addLayer("filters", convolution(3), "images")
            .addVertex("rows", new ReshapeVertex(Nets.EXAMPLES, 36), "filters")
            .addLayer("out", softmax(), "rows")
            .setOutputs("out"),
        Nets.vectors());
  }

  @Test
  void imagesWithoutTheirFirstRowAndColumn_agree() {
    agrees(
        images()
            .addLayer("first", convolution(4), "in")
            .addVertex("cut", new PoolHelperVertex(), "first")
            .addLayer("second", convolution(4), "cut")
            .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "second")
            .addLayer("out", softmax(), "mean")
            .setOutputs("out"),
        PIXELS);
  }

  @Test
  void preProcessedByAVertex_agrees() {
    agrees(
        images()
            .addLayer("first", convolution(4), "in")
            .addVertex(
                "flat", new PreprocessorVertex(new CnnToFeedForwardPreProcessor(6, 6, 4)), "first")
            .addLayer("out", softmax(), "flat")
            .setOutputs("out"),
        PIXELS);
  }

  /** Deeplearning4j compares elements of other places, of which some lie outside of its arrays. */
  @Test
  void distancesOfImages_areDistances() {
    ComputationGraph graph =
        graph(
            images()
                .addLayer("first", convolution(4), "in")
                .addVertex("half", new ScaleVertex(0.5), "first")
                .addVertex("distance", new L2Vertex(), "first", "half")
                .addLayer(
                    "out",
                    new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build(),
                    "distance")
                .setOutputs("out"));
    // Not by way of Deeplearning4j's own vertex, which reads beyond its arrays.
    INDArray filtered =
        graph.getLayer("first").activate(PIXELS, false, LayerWorkspaceMgr.noWorkspaces());
    INDArray expected = filtered.dup('c').mul(0.5).norm2(1, 2, 3).reshape(-1, 1);
    try (CompiledGraph compiled = CompiledGraph.compile(graph)) {
      AGREEMENT.same("distances", expected, compiled.output(PIXELS));
    }
  }

  private static Stream<Named<GraphVertex>> ofSequences() {
    return Stream.<GraphVertex>of(
            new ReverseTimeSeriesVertex(),
            new DuplicateToTimeSeriesVertex("in"),
            new AttentionVertex.Builder()
                .nHeads(1)
                .headSize(2)
                .nOut(2)
                .nInKeys(2)
                .nInQueries(2)
                .nInValues(2)
                .projectInput(true)
                .build())
        .map(vertex -> Named.of(vertex.getClass().getSimpleName(), vertex));
  }

  @ParameterizedTest
  @MethodSource("ofSequences")
  void verticesOfSequences_areRefusedWithTheReason(GraphVertex vertex) {
    refused(vertex, "odd: vertices of sequences have no compiled form");
  }

  @Test
  void settingsWithoutCompiledForm_areRefusedWithTheReason() {
    refused(new L2NormalizeVertex(new int[] {1}, 1e-8), "odd: dimensions of its own");
    refused(new ReshapeVertex('f', new int[] {-1, 20}, null), "odd: it reshapes column by column");
    refused(new ReshapeVertex(-1, 4, 5), "odd: it reshapes to 3 dimensions");
  }

  private static void refused(GraphVertex vertex, String message) {
    ComputationGraph graph =
        graph(
            Nets.settings()
                .graphBuilder()
                .addInputs("in")
                .addVertex("odd", vertex, inputs(vertex))
                .addLayer("out", new OutputLayer.Builder().nIn(20).nOut(2).build(), "odd")
                .setOutputs("out"));
    assertThatExceptionOfType(NotCompilableException.class)
        .isThrownBy(() -> CompiledGraph.compile(graph))
        .withMessageContaining(message);
  }

  private static String[] inputs(GraphVertex vertex) {
    int count = vertex.minVertexInputs();
    return Stream.generate(() -> "in").limit(count).toArray(String[]::new);
  }

  @Test
  void shapesThatDoNotFit_areRefusedWithVertexAndShapes() {
    Map<UnaryOperator<GraphBuilder>, List<String>> mistakes =
        Map.of(
            g -> g.addVertex("v", new UnstackVertex(2, 2), "in"),
            List.of("vertex v", "part 2 of 2"),
            g -> g.addVertex("v", new ReshapeVertex(-1, 7), "in"),
            List.of("vertex v reshapes to [-1, 7]", "12x20"),
            g -> g.addVertex("v", new PoolHelperVertex(), "in"),
            List.of("vertex v takes images"));
    mistakes.forEach(
        (vertices, parts) -> {
          ComputationGraph graph =
              graph(
                  vertices
                      .apply(Nets.settings().graphBuilder().addInputs("in"))
                      .addLayer("out", new OutputLayer.Builder().nIn(20).nOut(2).build(), "v")
                      .setOutputs("out"));
          try (CompiledGraph compiled = CompiledGraph.compile(graph)) {
            assertThatIllegalArgumentException()
                .isThrownBy(() -> compiled.output(Nets.vectors()))
                .satisfies(refused -> assertThat(refused.getMessage()).contains(parts));
          }
        });
  }
}
