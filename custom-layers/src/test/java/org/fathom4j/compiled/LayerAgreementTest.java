package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.convolution.Convolution;
import org.fathom4j.layers.convolution.LocallyConnected;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.convolution.Pooling;
import org.fathom4j.layers.convolution.PoolingKind;
import org.fathom4j.layers.dense.Dense;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.layers.normalization.ContrastNormalization;
import org.fathom4j.layers.normalization.SubtractiveNormalization;
import org.fathom4j.layers.rectifier.AbsoluteRectification;
import org.fathom4j.layers.rectifier.LeakyRectification;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.fathom4j.layers.rectifier.Slopes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.dataset.DataSet;

/** Every kind of layer, compiled against plain: output, score, gradient and parameters. */
class LayerAgreementTest {
  private static final double TOLERANCE = 1e-3;

  /** Stands before the layer in question, which has to be tried below 0 too. */
  private static final Activation BOTH_SIGNS = Activation.TANH;

  @ParameterizedTest(name = "{0}")
  @MethodSource("imageLayers")
  void imageLayer_agreesWithDl4j(String name, Layer layer) {
    new Agreement(() -> between(layer), TOLERANCE).after(6, Nets.images(), Nets.labels());
  }

  private static MultiLayerNetwork between(Layer layer) {
    return Nets.images(
        Nets.settings(),
        new ConvolutionLayer.Builder(3, 3).stride(1, 1).nOut(6).activation(BOTH_SIGNS).build(),
        layer.clone(),
        new DenseLayer.Builder().nOut(7).build());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("imageLayers")
  void imageLayerOfAGraph_agreesWithDl4j(String name, Layer layer) {
    ComputationGraph plain = between(layer).toComputationGraph();
    ComputationGraph other = between(layer).toComputationGraph();
    DataSet batch = new DataSet(Nets.images(), Nets.labels());
    try (CompiledGraph compiled = CompiledGraph.compile(other)) {
      for (int step = 0; step < 3; step++) {
        plain.fit(batch.copy());
        compiled.fit(batch);
        assertThat(compiled.score()).isCloseTo(plain.score(), withinPercentage(100 * TOLERANCE));
      }
    }
    double apart = other.params().distance2(plain.params());
    assertThat(apart).isLessThan(TOLERANCE * plain.params().norm2Number().doubleValue());
  }

  static Stream<Arguments> imageLayers() {
    return Stream.of(
        arguments("convolution", convolution().build()),
        arguments("convolution stride 2", convolution().stride(2, 2).build()),
        arguments("convolution without bias", convolution().hasBias(false).build()),
        arguments(
            "convolution truncated, padded, dilated",
            convolution()
                .convolutionMode(ConvolutionMode.Truncate)
                .padding(1, 2)
                .dilation(2, 1)
                .stride(2, 3)
                .build()),
        arguments("convolution same, dilated", convolution().dilation(2, 3).build()),
        arguments("depthwise", new DepthwiseConvolution2D.Builder(3, 3).depthMultiplier(1).build()),
        arguments(
            "depthwise, two kernels a channel",
            new DepthwiseConvolution2D.Builder(3, 2).depthMultiplier(2).stride(2, 1).build()),
        arguments(
            "depthwise, two kernels a channel, dilated",
            new DepthwiseConvolution2D.Builder(3, 2).depthMultiplier(2).dilation(2, 3).build()),
        arguments(
            "depthwise truncated, padded, without bias",
            new DepthwiseConvolution2D.Builder(3, 3)
                .depthMultiplier(1)
                .convolutionMode(ConvolutionMode.Truncate)
                .padding(1, 2)
                .stride(2, 3)
                .hasBias(false)
                .build()),
        arguments("separable", new SeparableConvolution2D.Builder(3, 3).nOut(5).build()),
        arguments(
            "separable same, dilated",
            new SeparableConvolution2D.Builder(3, 3).dilation(2, 3).nOut(5).build()),
        arguments(
            "separable, three kernels a channel",
            new SeparableConvolution2D.Builder(2, 3)
                .nOut(5)
                .depthMultiplier(3)
                .stride(1, 2)
                .activation(Activation.TANH)
                .build()),
        arguments(
            "separable truncated, padded, dilated, without bias",
            new SeparableConvolution2D.Builder(3, 3)
                .nOut(5)
                .convolutionMode(ConvolutionMode.Truncate)
                .padding(2, 1)
                .dilation(1, 2)
                .stride(2, 2)
                .hasBias(false)
                .build()),
        arguments("deconvolution", new Deconvolution2D.Builder(3, 3).stride(2, 2).nOut(5).build()),
        arguments(
            "deconvolution by one", new Deconvolution2D.Builder(2, 3).stride(1, 1).nOut(5).build()),
        arguments(
            "deconvolution of pixels by two",
            new Deconvolution2D.Builder(1, 2).stride(2, 3).nOut(5).build()),
        arguments(
            "deconvolution truncated, padded, without bias",
            new Deconvolution2D.Builder(4, 3)
                .convolutionMode(ConvolutionMode.Truncate)
                .padding(1, 1)
                .stride(2, 3)
                .hasBias(false)
                .nOut(5)
                .build()),
        arguments("maximum pooling", pooling(PoolingType.MAX).build()),
        arguments("mean pooling", pooling(PoolingType.AVG).build()),
        arguments("overlapping mean pooling", pooling(PoolingType.AVG).stride(1, 1).build()),
        arguments("overlapping maximum pooling", pooling(PoolingType.MAX).stride(1, 1).build()),
        arguments(
            "truncated pooling with padding",
            pooling(PoolingType.AVG)
                .convolutionMode(ConvolutionMode.Truncate)
                .kernelSize(3, 3)
                .padding(1, 1)
                .build()),
        arguments("pooling whose mean counts the padding", paddingCounts()),
        arguments("zero padding", new ZeroPaddingLayer.Builder(1, 2, 0, 3).build()),
        arguments("cropping", new Cropping2D.Builder(1, 0, 2, 3).build()),
        arguments("upsampling", new Upsampling2D.Builder(2).build()),
        arguments("upsampling by sides", new Upsampling2D.Builder().size(new int[] {1, 3}).build()),
        arguments("global mean", new GlobalPoolingLayer(PoolingType.AVG)),
        arguments("global maximum", new GlobalPoolingLayer(PoolingType.MAX)),
        arguments("global sum", new GlobalPoolingLayer(PoolingType.SUM)),
        arguments(
            "global mean that stays an image",
            new GlobalPoolingLayer.Builder(PoolingType.AVG).collapseDimensions(false).build()),
        arguments("batch normalization", new BatchNormalization.Builder().build()),
        arguments(
            "batch normalization with variance",
            new BatchNormalization.Builder().useLogStd(false).decay(0.8).build()),
        arguments(
            "batch normalization locked",
            new BatchNormalization.Builder().lockGammaBeta(true).gamma(0.7).beta(0.1).build()),
        arguments("local response", new LocalResponseNormalization.Builder().build()),
        arguments(
            "local response over 4",
            new LocalResponseNormalization.Builder().n(4).alpha(0.1).k(1).beta(0.5).build()),
        arguments("our convolution", new Convolution.Builder(3).nOut(5).build()),
        arguments("our pooling", new Pooling.Builder(PoolingKind.AVERAGE).stride(1).build()),
        arguments("maxout convolution", new MaxoutConvolution.Builder(3).nOut(5).build()),
        arguments(
            "maxout convolution of 3 pieces",
            new MaxoutConvolution.Builder(3).nOut(16).pieces(3).stride(2).build()),
        arguments("locally connected", new LocallyConnected.Builder(3).nOut(4).stride(2).build()),
        arguments("subtractive normalization", new SubtractiveNormalization.Builder().build()),
        arguments("contrast normalization", new ContrastNormalization.Builder().build()),
        arguments("slopes per channel", slopes(Slopes.PER_CHANNEL)),
        arguments("slopes per unit", slopes(Slopes.PER_UNIT)),
        arguments("shared slope", slopes(Slopes.SHARED)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectorLayers")
  void vectorLayer_agreesWithDl4j(String name, Layer layer) {
    new Agreement(
            () ->
                Nets.vectors(
                    Nets.settings(),
                    new DenseLayer.Builder().nOut(9).activation(BOTH_SIGNS).build(),
                    layer.clone(),
                    new DenseLayer.Builder().nOut(7).build()),
            TOLERANCE)
        .after(6, Nets.vectors(), Nets.labels());
  }

  static Stream<Arguments> vectorLayers() {
    return Stream.of(
        arguments("dense without bias", new DenseLayer.Builder().nOut(5).hasBias(false).build()),
        arguments("our dense", new Dense.Builder().nOut(5).build()),
        arguments("maxout", new Maxout.Builder().nOut(5).build()),
        arguments("maxout of 5 pieces", new Maxout.Builder().nOut(16).pieces(5).build()),
        arguments("batch normalization", new BatchNormalization.Builder().build()),
        arguments("slopes", slopes(Slopes.PER_CHANNEL)),
        arguments("shared slope", slopes(Slopes.SHARED)),
        arguments("absolute", activation(new AbsoluteRectification())),
        arguments("leaky", activation(new LeakyRectification(0.2))),
        arguments("leaky downwards", activation(new LeakyRectification(-0.3))),
        arguments("stock leaky", activation(new ActivationLReLU(0.2))),
        arguments("stock leaky downwards", activation(new ActivationLReLU(-0.3))),
        arguments("relu with a threshold", activation(new ActivationReLU(null, 0.3, null))),
        arguments("relu up to a half", activation(new ActivationReLU(0.5, null, null))),
        arguments("relu with a slope", activation(new ActivationReLU(null, null, 0.3))));
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RRELU"}) // draws its slopes at random
  void activation_agreesWithDl4j(Activation activation) {
    new Agreement(
            () ->
                Nets.vectors(
                    Nets.settings(),
                    new DenseLayer.Builder().nOut(9).activation(activation).build(),
                    new DenseLayer.Builder().nOut(7).activation(Activation.TANH).build()),
            TOLERANCE)
        .after(6, Nets.vectors(), Nets.labels());
  }

  /** Where a derivative is a matter of choice; biases start at 0, so that f's argument is 0. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("rectifiers")
  void activationOfExactlyZero_agreesWithDl4j(String name, Layer layer) {
    new Agreement(
            () ->
                Nets.vectors(
                    Nets.settings(),
                    new DenseLayer.Builder().nOut(9).activation(Activation.IDENTITY).build(),
                    layer.clone(),
                    new DenseLayer.Builder().nOut(7).activation(Activation.TANH).build()),
            TOLERANCE)
        .after(1, Nets.vectors().mul(0), Nets.labels());
  }

  static Stream<Arguments> rectifiers() {
    return Stream.concat(
        Arrays.stream(Activation.values())
            // The one draws its slopes at random, the other's kernel takes the slope.
            .filter(each -> each != Activation.RRELU && each != Activation.LEAKYRELU)
            .map(each -> arguments(each.name(), activation(each.getActivationFunction()))),
        Stream.of(
            arguments("absolute rectification", activation(new AbsoluteRectification())),
            arguments("slopes", slopes(Slopes.PER_CHANNEL))));
  }

  private static ConvolutionLayer.Builder convolution() {
    return new ConvolutionLayer.Builder(3, 3).stride(1, 1).nOut(5);
  }

  private static SubsamplingLayer.Builder pooling(PoolingType type) {
    return new SubsamplingLayer.Builder(type).kernelSize(2, 2).stride(2, 2);
  }

  private static Layer paddingCounts() {
    SubsamplingLayer layer =
        pooling(PoolingType.AVG)
            .convolutionMode(ConvolutionMode.Truncate)
            .kernelSize(3, 3)
            .padding(1, 2)
            .build();
    layer.setAvgPoolIncludePadInDivisor(true);
    return layer;
  }

  private static Layer slopes(Slopes slopes) {
    return new ParametricRectifier.Builder().slopes(slopes).build();
  }

  private static Layer activation(org.nd4j.linalg.activations.IActivation activation) {
    return new ActivationLayer.Builder().activation(activation).build();
  }
}
