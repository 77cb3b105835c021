package org.fathom4j.layers.convolution;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.fathom4j.layers.Masking;
import org.nd4j.linalg.activations.Activation;

class MaxoutConvolutionTest extends LayerContract {
  private static final InputType IMAGES = InputType.convolutional(4, 5, 2);

  @Override
  protected Stream<LayerCase> cases() {
    return Stream.of(
        LayerCase.of(
            "two pieces, same",
            IMAGES,
            () ->
                new MaxoutConvolution.Builder(3)
                    .nOut(3)
                    .convolutionMode(ConvolutionMode.Same)
                    .build()),
        LayerCase.of(
            "three pieces, stride 2, dilated, without bias",
            IMAGES,
            () ->
                new MaxoutConvolution.Builder(2, 1)
                    .nOut(2)
                    .pieces(3)
                    .stride(1, 2)
                    .dilation(2)
                    .hasBias(false)
                    .build()),
        LayerCase.of(
            "2x3, padded, stride 2",
            IMAGES,
            () -> new MaxoutConvolution.Builder(2, 3).nOut(2).padding(1, 2).stride(2).build()),
        LayerCase.of(
            "2x3, same, stride 2",
            IMAGES,
            () ->
                new MaxoutConvolution.Builder(2, 3)
                    .nOut(2)
                    .pieces(3)
                    .stride(2)
                    .convolutionMode(ConvolutionMode.Same)
                    .build()));
  }

  @Override
  protected Masking masking() {
    return Masking.REDUCED;
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "one piece",
            () -> new MaxoutConvolution.Builder(3).nOut(2).pieces(1).name("m").build(),
            "MaxoutConvolution layer \"m\"",
            "pieces must be at least 2",
            "got 1"),
        BadConfig.of(
            "an activation",
            () -> new MaxoutConvolution.Builder(3).nOut(2).activation(Activation.RELU).build(),
            "MaxoutConvolution",
            "activation must be left out"),
        BadConfig.of(
            "an empty kernel",
            () -> new MaxoutConvolution.Builder(0).nOut(2).build(),
            "MaxoutConvolution",
            "kernel must be"),
        BadConfig.of(
            "channels last",
            () ->
                new NeuralNetConfiguration.Builder()
                    .list()
                    .layer(new MaxoutConvolution.Builder(3).nOut(2).build())
                    .setInputType(InputType.convolutional(5, 5, 2, CNN2DFormat.NHWC))
                    .build(),
            "MaxoutConvolution",
            "NCHW"));
  }
}
