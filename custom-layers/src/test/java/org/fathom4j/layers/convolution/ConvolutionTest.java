package org.fathom4j.layers.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.fathom4j.layers.Masking;
import org.fathom4j.layers.rectifier.AbsoluteRectification;
import org.fathom4j.layers.rectifier.LeakyRectification;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConvolutionTest extends LayerContract {
  private static final InputType IMAGES = InputType.convolutional(5, 6, 2);

  @Override
  protected Stream<LayerCase> cases() {
    return Stream.of(
        same("3x3 same", IMAGES, 3, 3, 1),
        same("2x3 same, stride 2", IMAGES, 2, 3, 2),
        same("1x1 same, stride 2", IMAGES, 1, 1, 2),
        LayerCase.of(
                "3x2 padded",
                IMAGES,
                () -> new Convolution.Builder(3, 2).nOut(3).padding(1, 2).stride(2, 1).build())
            .like(
                () ->
                    new ConvolutionLayer.Builder(3, 2).nOut(3).padding(1, 2).stride(2, 1).build()),
        LayerCase.of(
                "dilated, without bias, identity",
                IMAGES,
                () ->
                    new Convolution.Builder(2)
                        .nOut(2)
                        .dilation(2, 3)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build())
            .like(
                () ->
                    new ConvolutionLayer.Builder(2, 2)
                        .nOut(2)
                        .dilation(2, 3)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build()),
        LayerCase.of(
            "channels last",
            InputType.convolutional(4, 5, 3, CNN2DFormat.NHWC),
            () -> new Convolution.Builder(3).nOut(2).dataFormat(CNN2DFormat.NHWC).build()),
        LayerCase.of(
            "absolute",
            IMAGES,
            () ->
                new Convolution.Builder(2)
                    .nOut(2)
                    .stride(2)
                    .activation(new AbsoluteRectification())
                    .build()),
        LayerCase.of(
                "leaky",
                IMAGES,
                () ->
                    new Convolution.Builder(2)
                        .nOut(2)
                        .stride(2)
                        .activation(new LeakyRectification(0.2))
                        .build())
            .like(
                () ->
                    new ConvolutionLayer.Builder(2, 2)
                        .nOut(2)
                        .stride(2, 2)
                        .activation(new ActivationLReLU(0.2))
                        .build()));
  }

  private static LayerCase same(String name, InputType input, int height, int width, int stride) {
    return LayerCase.of(
            name,
            input,
            () ->
                new Convolution.Builder(height, width)
                    .nOut(3)
                    .stride(stride)
                    .convolutionMode(ConvolutionMode.Same)
                    .build())
        .like(
            () ->
                new ConvolutionLayer.Builder(height, width)
                    .nOut(3)
                    .stride(stride, stride)
                    .convolutionMode(ConvolutionMode.Same)
                    .build());
  }

  @Test
  void channelsLastGiveTheSameAsChannelsFirst() {
    INDArray x = Nd4j.rand(DataType.FLOAT, 2, 3, 6, 5);
    MultiLayerNetwork first = network(CNN2DFormat.NCHW);
    MultiLayerNetwork last = network(CNN2DFormat.NHWC);
    INDArray expected = first.output(x);
    INDArray actual = last.output(x.permute(0, 2, 3, 1).dup('c')).permute(0, 3, 1, 2);
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isCloseTo(0, within(1e-6));
  }

  private static MultiLayerNetwork network(CNN2DFormat format) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new Convolution.Builder(3, 2).nOut(4).dataFormat(format).build())
                .layer(
                    new Pooling.Builder(PoolingKind.AVERAGE)
                        .window(2, 3)
                        .stride(1)
                        .dataFormat(format)
                        .build())
                .layer(
                    new CnnLossLayer.Builder()
                        .activation(Activation.IDENTITY)
                        .format(format)
                        .build())
                .setInputType(InputType.convolutional(6, 5, 3, format))
                .build());
    network.init();
    return network;
  }

  @Test
  void dilationInOneDirectionSkipsCellsInThatDirectionOnly() {
    // Weights 1, 10 over 100, 1000 on the image 1 2 3 / 4 5 6 / 7 8 9.
    assertThat(dilated(2, 1).toDoubleVector()).containsExactly(8721, 9832);
    assertThat(dilated(1, 2).toDoubleVector()).containsExactly(6431, 9764);
  }

  private static INDArray dilated(int height, int width) {
    var layer =
        new Convolution.Builder(2)
            .nIn(1)
            .nOut(1)
            .dilation(height, width)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(layer)
                .layer(new CnnLossLayer.Builder().activation(Activation.IDENTITY).build())
                .build());
    network.init();
    network.setParam("0_W", Nd4j.createFromArray(1f, 10f, 100f, 1000f).reshape(1, 1, 2, 2));
    INDArray x = Nd4j.createFromArray(1f, 2, 3, 4, 5, 6, 7, 8, 9).reshape(1, 1, 3, 3);
    return network.output(x).reshape(2);
  }

  @Test
  void inputOfAnotherShapeIsRefusedWithBothShapes() {
    MultiLayerNetwork network = network(CNN2DFormat.NCHW);
    assertThatThrownBy(() -> network.output(Nd4j.zeros(2, 4, 6, 5)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContainingAll("Convolution", "3 channels", "[2, 4, 6, 5]");
  }

  @Test
  void windowsThatDoNotFitAreRefusedBeforeNativeCode() {
    // Without an input type the sizes are known at the first pass only.
    refused(convolution(4, ConvolutionMode.Truncate), "height: ", "over 4 cells", "image of 3");
    refused(
        convolution(2, ConvolutionMode.Truncate).dilation(1, 5).stride(2).padding(0, 1),
        "width: ",
        "over 6 cells",
        "image of 5");
    refused(
        convolution(3, ConvolutionMode.Strict).dilation(3).padding(1),
        "over 7 cells",
        "image of 5");
    refused(
        convolution(2, ConvolutionMode.Strict).stride(2),
        "multiple of the stride 2",
        "3 + 2 * 0 - 2 = 1");
    refused(
        convolution(1, ConvolutionMode.Same).stride(1, 4).dilation(2), "[2, 1, 3, 3]", "at least");
  }

  private static Convolution.Builder convolution(int kernel, ConvolutionMode mode) {
    return new Convolution.Builder(kernel).nIn(1).nOut(1).convolutionMode(mode);
  }

  private static void refused(Convolution.Builder layer, String... parts) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(layer.build())
                .layer(new CnnLossLayer.Builder().build())
                .build());
    network.init();
    assertThatThrownBy(() -> network.output(Nd4j.ones(2, 1, 3, 3)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("Convolution: ")
        .hasMessageContainingAll(parts);
  }

  /** A network over {@link #IMAGES} that begins with this layer. */
  private static void typed(Convolution.Builder layer) {
    new NeuralNetConfiguration.Builder()
        .list()
        .layer(layer.name("c").build())
        .layer(new CnnLossLayer.Builder().build())
        .setInputType(IMAGES)
        .build();
  }

  @Override
  protected Masking masking() {
    return Masking.REDUCED;
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "empty kernel",
            () -> new Convolution.Builder(0, 3).nOut(2).name("c1").build(),
            "Convolution layer \"c1\"",
            "kernel must be two numbers (height, width) of at least 1",
            "[0, 3]"),
        BadConfig.of(
            "no stride",
            () -> new Convolution.Builder(3).nOut(2).stride(0).build(),
            "stride must be",
            "[0, 0]"),
        BadConfig.of(
            "no dilation",
            () -> new Convolution.Builder(3).nOut(2).dilation(1, 0).build(),
            "dilation must be",
            "[1, 0]"),
        BadConfig.of(
            "negative padding",
            () -> new Convolution.Builder(3).nOut(2).padding(-1).build(),
            "padding must be",
            "[-1, -1]"),
        BadConfig.of(
            "padding in mode Same",
            () ->
                new Convolution.Builder(3)
                    .nOut(2)
                    .padding(1)
                    .convolutionMode(ConvolutionMode.Same)
                    .build(),
            "padding must be 0 in mode Same",
            "[1, 1]"),
        BadConfig.of(
            "dilated kernel beyond the image",
            () -> typed(new Convolution.Builder(2, 3).nOut(2).dilation(2, 3).padding(1, 0)),
            "Convolution layer \"c\"",
            "width: a window must fit into the image",
            "over 7 cells and an image of 6"),
        BadConfig.of(
            "stride of mode Same beyond the kernel",
            () ->
                typed(
                    new Convolution.Builder(1)
                        .nOut(2)
                        .stride(1, 3)
                        .convolutionMode(ConvolutionMode.Same)),
            "width: in mode Same a window over 6 cells must reach",
            "with stride 3"),
        BadConfig.of(
            "no filters", () -> new Convolution.Builder(3).build(), "nOut must be at least 1"),
        BadConfig.of(
            "three kernel sizes",
            () -> new Convolution.Builder(3, 3, 3).nOut(2).build(),
            "kernel must be two numbers",
            "[3, 3, 3]"));
  }
}
