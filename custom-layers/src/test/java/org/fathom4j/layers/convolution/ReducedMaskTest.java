package org.fathom4j.layers.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Masks of images on their way through the layers with windows. */
class ReducedMaskTest {

  static Stream<Layer> windows2x2OfStride1x2() {
    return layers(ConvolutionMode.Truncate, new int[] {2, 2}, 1, 2);
  }

  @ParameterizedTest
  @MethodSource("windows2x2OfStride1x2")
  void outputCellIsMaskedWhereItsWholeWindowIs(Layer layer) {
    assertThat(reduced(layer)).isEqualTo(cells(2, 2, 0, 1, 0, 0));
  }

  static Stream<Layer> windows3x1OfStride2InModeSame() {
    return layers(ConvolutionMode.Same, new int[] {3, 1}, 2, 2);
  }

  @ParameterizedTest
  @MethodSource("windows3x1OfStride2InModeSame")
  void modeSame_padsTheMask(Layer layer) {
    assertThat(reduced(layer)).isEqualTo(cells(2, 2, 0, 1, 0, 0));
  }

  static Stream<Layer> windows3x1InModeSame() {
    return layers(ConvolutionMode.Same, new int[] {3, 1}, 1, 1);
  }

  @ParameterizedTest
  @MethodSource("windows3x1InModeSame")
  void sameSize_keepsTheMaskAsItIs(Layer layer) {
    assertThat(reduced(layer)).isEqualTo(mask());
  }

  /** One of each layer. */
  private static Stream<Layer> layers(ConvolutionMode mode, int[] window, int... stride) {
    return Stream.of(
        new Convolution.Builder(window).nOut(3).stride(stride).convolutionMode(mode).build(),
        new MaxoutConvolution.Builder(window).nOut(3).stride(stride).convolutionMode(mode).build(),
        new LocallyConnected.Builder(window).nOut(3).stride(stride).convolutionMode(mode).build(),
        new Pooling.Builder(PoolingKind.MAX)
            .window(window)
            .stride(stride)
            .convolutionMode(mode)
            .build());
  }

  /** The mask of a 3x4 image, of which only the third cell of the first row counts. */
  private static INDArray mask() {
    return cells(3, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private static INDArray reduced(Layer layer) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(layer)
                .layer(new CnnLossLayer.Builder().activation(Activation.IDENTITY).build())
                .setInputType(InputType.convolutional(3, 4, 2))
                .build());
    network.init();
    return network.getLayer(0).feedForwardMaskArray(mask(), MaskState.Active, 1).getFirst();
  }

  private static INDArray cells(int height, int width, float... cells) {
    return Nd4j.createFromArray(cells).reshape(1, 1, height, width);
  }
}
