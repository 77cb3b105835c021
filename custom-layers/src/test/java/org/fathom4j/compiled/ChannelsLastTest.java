package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.form.FormedLayer;
import org.fathom4j.compiled.form.LayerForm;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.layers.convolution.LocallyConnected;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.normalization.ContrastNormalization;
import org.fathom4j.layers.normalization.SubtractiveNormalization;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks whose images have their channels last, as those that are imported from Keras. */
class ChannelsLastTest {
  private static final double TOLERANCE = 1e-3;

  /** Of them Deeplearning4j makes none with channels last, or fails with them. */
  private static final Set<Class<?>> FIRST_ALONE =
      Set.of(
          MaxoutConvolution.class,
          LocallyConnected.class,
          SubtractiveNormalization.class,
          ContrastNormalization.class,
          ParametricRectifier.class);

  private static final Set<String> FAILING =
      Set.of("global mean that stays an image", "batch normalization locked");

  static Stream<Arguments> layers() {
    return LayerAgreementTest.imageLayers()
        .filter(each -> !FAILING.contains((String) each.get()[0]))
        .filter(each -> !FIRST_ALONE.contains(each.get()[1].getClass()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void layer_agreesWithDl4j(String name, Layer layer) {
    new Agreement(
            () ->
                images(
                    convolution(6, Activation.TANH),
                    layer.clone(),
                    new DenseLayer.Builder().nOut(7).build(),
                    softmax()),
            TOLERANCE)
        .after(4, turned(Nets.images()), Nets.labels());
  }

  private static ConvolutionLayer convolution(int channels, Activation activation) {
    return new ConvolutionLayer.Builder(3, 3)
        .stride(1, 1)
        .nOut(channels)
        .activation(activation)
        .build();
  }

  private static OutputLayer softmax() {
    return new OutputLayer.Builder().nOut(Nets.CLASSES).activation(Activation.SOFTMAX).build();
  }

  private static MultiLayerNetwork images(Layer... layers) {
    return Nets.images(CNN2DFormat.NHWC, Nets.settings(), layers);
  }

  private static INDArray turned(INDArray images) {
    return Nets.as(CNN2DFormat.NHWC, images);
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            Nets.settings(new Nesterovs(0.002, 0.9)) // the gradients of all pixels add up
                .graphBuilder()
                .addInputs("images", "vectors")
                .setInputTypes(
                    InputType.convolutional(8, 6, 3, CNN2DFormat.NHWC), InputType.feedForward(4))
                .addLayer("a", convolution(4, Activation.TANH), "images")
                .addLayer("norm", new BatchNormalization(), "a")
                .addLayer("soft", new ActivationLayer(Activation.SOFTMAX), "norm")
                .addLayer("b", convolution(4, Activation.SOFTPLUS), "soft")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm", "b")
                .addLayer("drop", new DropoutLayer.Builder(new SharedMask(0.7, 5)).build(), "sum")
                .addLayer("small", new SubsamplingLayer.Builder(2, 2).stride(2, 2).build(), "drop")
                .addLayer("up", new Upsampling2D.Builder(2).build(), "small")
                .addVertex("merged", new MergeVertex(), "up", "a")
                .addLayer("scored", convolution(2, Activation.IDENTITY), "merged")
                .addLayer(
                    "pixels",
                    new CnnLossLayer.Builder(LossFunction.XENT)
                        .activation(Activation.SIGMOID)
                        .build(),
                    "scored")
                .addVertex("rows", new ReshapeVertex(-1, 4 * 3 * 4), "small")
                .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "merged")
                .addVertex("ends", new MergeVertex(), "rows", "mean", "vectors")
                .addLayer("out", softmax(), "ends")
                .addLayer("other", softmax(), "small")
                .setOutputs("pixels", "out", "other")
                .build());
    graph.init();
    return graph;
  }

  @Test
  void graph_agreesWithDl4j() {
    INDArray images = turned(Nets.random(Nets.EXAMPLES, 3, 8, 6));
    INDArray pixels =
        turned(Nets.random(Nets.EXAMPLES, 2, 8, 6)).gt(0).castTo(DataType.FLOAT).dup('c');
    MultiDataSet batch =
        new MultiDataSet(
            new INDArray[] {images, Nets.random(Nets.EXAMPLES, 4)},
            new INDArray[] {pixels, Nets.labels(), Nets.labels()});
    GraphAgreement.within(TOLERANCE).after(4, graph(), graph(), batch);
  }

  /**
   * Subsets of images, and what helps pooling, cut whatever lies in those dimensions; of the latter
   * Deeplearning4j takes both to be of one size.
   */
  @Test
  void verticesThatCutDimensions_agreeWithDl4j() {
    INDArray images = turned(Nets.random(Nets.EXAMPLES, 3, 8, 6));
    MultiDataSet batch = new MultiDataSet(new INDArray[] {images}, new INDArray[] {Nets.labels()});
    GraphAgreement.within(TOLERANCE).after(4, cut(), cut(), batch);
  }

  private static ComputationGraph cut() {
    ComputationGraph graph =
        new ComputationGraph(
            Nets.settings()
                .graphBuilder()
                .addInputs("images")
                .addLayer("a", last(convolution(6, Activation.TANH), 3), "images")
                .addVertex("rows", new SubsetVertex(1, 5), "a")
                .addVertex("rest", new PoolHelperVertex(), "rows")
                .addLayer("b", last(convolution(4, Activation.TANH), 5), "rest")
                .addLayer(
                    "mean",
                    new GlobalPoolingLayer.Builder(PoolingType.AVG).poolingDimensions(1, 2).build(),
                    "b")
                .addLayer(
                    "out",
                    new OutputLayer.Builder()
                        .nIn(4)
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "mean")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  private static ConvolutionLayer last(ConvolutionLayer layer, int inputs) {
    layer.setNIn(inputs);
    layer.setCnn2dDataFormat(CNN2DFormat.NHWC);
    return layer;
  }

  /** Beside the same network with its channels first, which has the same parameters. */
  @ParameterizedTest
  @EnumSource(Mask.class)
  void pixelsAreScored(Mask mask) {
    for (LossFunction loss : List.of(LossFunction.MCXENT, LossFunction.L2, LossFunction.HINGE)) {
      scoredAlike(loss, mask);
    }
  }

  /** Kinds of masks; all leave out something, and not all of anything. */
  enum Mask {
    NONE,
    EXAMPLES,
    PLACES,
    PIXELS;

    @Nullable INDArray of(CNN2DFormat format) {
      return switch (this) {
        case NONE -> null;
        case EXAMPLES -> drawn(Nets.EXAMPLES, 1);
        case PLACES -> drawn(Nets.EXAMPLES, 9, 10);
        case PIXELS -> Nets.as(format, drawn(Nets.EXAMPLES, 1, 9, 10));
      };
    }

    private static INDArray drawn(long... shape) {
      return Nets.random(shape).gt(-0.5).castTo(DataType.FLOAT);
    }
  }

  private static void scoredAlike(LossFunction loss, Mask mask) {
    Scored first = Scored.of(CNN2DFormat.NCHW, loss, mask);
    Scored last = Scored.of(CNN2DFormat.NHWC, loss, mask);
    assertThat(last.score).isCloseTo(first.score, withinPercentage(0.01));
    assertThat(last.parameters.equalsWithEps(first.parameters, 1e-4)).isTrue();
    assertThat(last.output.equalsWithEps(turned(first.output), 1e-4)).isTrue();
  }

  /** What a step makes of a network. */
  private record Scored(double score, INDArray parameters, INDArray output) {
    static Scored of(CNN2DFormat format, LossFunction loss, Mask mask) {
      INDArray numbers = Nets.random(Nets.EXAMPLES, 4, 9, 10);
      INDArray labels =
          numbers.eq(numbers.max(true, 1).broadcast(numbers.shape())).castTo(DataType.FLOAT);
      Activation function = loss == LossFunction.MCXENT ? Activation.SOFTMAX : Activation.TANH;
      MultiLayerNetwork network =
          Nets.images(
              format,
              Nets.settings(),
              convolution(5, Activation.TANH),
              convolution(4, Activation.IDENTITY),
              new CnnLossLayer.Builder(loss).activation(function).build());
      INDArray features = Nets.as(format, Nets.images());
      try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
        compiled.fit(new DataSet(features, Nets.as(format, labels), null, mask.of(format)));
        return new Scored(compiled.score(), network.params(), compiled.output(features));
      }
    }
  }

  @Test
  void formOfALayerOfOnesOwn_seesImagesAsTheNetworkHasThem() {
    new Agreement(
            () ->
                images(
                    convolution(6, Activation.TANH),
                    new Shorter(),
                    new DenseLayer.Builder().nOut(7).build(),
                    softmax()),
            TOLERANCE)
        .after(4, turned(Nets.images()), Nets.labels());
  }

  @Test
  void imagesWithTheirChannelsFirst_areRefusedAsTheNetworkSeesThem() {
    MultiLayerNetwork network = images(convolution(6, Activation.TANH), softmax());
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> compiled.fit(Nets.images(), Nets.labels()))
          .withMessageContaining("takes 3 channels, got 10 (its input is 12x3x9x10)");
    }
  }

  @Test
  void explanation_countsAsForChannelsFirst() {
    InputType size = InputType.convolutional(9, 10, 3);
    Layer[] layers = {convolution(6, Activation.RATIONALTANH), softmax()};
    String last = CompiledNetwork.explain(images(layers), size).toString();
    assertThat(last)
        .isEqualTo(
            CompiledNetwork.explain(Nets.images(CNN2DFormat.NCHW, Nets.settings(), layers), size)
                .toString())
        .contains("in Java: rational");
  }

  /** Images without their first row and two columns. */
  private static final class Shorter extends Cropping2D {
    private static final long serialVersionUID = 1L;

    Shorter() {
      super(new Cropping2D.Builder(1, 0, 2, 0));
    }
  }

  /** Of images with their channels last. */
  public static final class ShorterForm implements LayerForm {
    @Override
    public Class<? extends Layer> layer() {
      return Shorter.class;
    }

    @Override
    public Tensor lower(FormedLayer layer, Tensor x, GraphBuilder graph) {
      Shape in = x.shape();
      return new Excerpt(List.of(0L, 1L, 2L, 0L))
          .of(graph, x, Shape.of(in.size(0), in.size(1) - 1, in.size(2) - 2, in.size(3)));
    }
  }
}
