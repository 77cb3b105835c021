package org.fathom4j.compiled.lowering;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;
import org.jspecify.annotations.Nullable;

/**
 * How images lie in the arrays of a network, which are all alike. In a graph of operations they
 * have their channels first: they are turned where they come in, and where something sees them as
 * the network has them.
 */
enum ImageLayout {
  /** {@code [n, channels, height, width]}. */
  CHANNELS_FIRST(CNN2DFormat.NCHW),
  /** {@code [n, height, width, channels]}. */
  CHANNELS_LAST(CNN2DFormat.NHWC);

  private static final int IMAGES = 4;
  private static final List<Integer> FIRST = List.of(0, 3, 1, 2);
  private static final List<Integer> LAST = List.of(0, 2, 3, 1);

  private final CNN2DFormat format;

  ImageLayout(CNN2DFormat format) {
    this.format = format;
  }

  /** That of a network: channels last where any of its layers or pre-processors says so. */
  static ImageLayout of(Stream<Layer> layers, Stream<InputPreProcessor> processors) {
    boolean last =
        Stream.concat(
                layers.flatMap(layer -> format(layer).stream()),
                processors.flatMap(processor -> format(processor).stream()))
            .anyMatch(CNN2DFormat.NHWC::equals);
    return last ? CHANNELS_LAST : CHANNELS_FIRST;
  }

  private static Optional<CNN2DFormat> format(InputPreProcessor processor) {
    if (processor instanceof FeedForwardToCnnPreProcessor) {
      return Optional.of(CNN2DFormat.NCHW);
    }
    return processor instanceof CnnToFeedForwardPreProcessor flattening
        ? Optional.ofNullable(flattening.getFormat())
        : Optional.empty();
  }

  private static Optional<CNN2DFormat> format(Layer layer) {
    return Optional.ofNullable(configured(layer));
  }

  private static @Nullable CNN2DFormat configured(Layer layer) {
    if (layer instanceof Convolution1DLayer || layer instanceof Subsampling1DLayer) {
      return null; // of sequences
    }
    if (layer instanceof ConvolutionLayer convolution) {
      return convolution.getCnn2dDataFormat();
    }
    if (layer instanceof SubsamplingLayer pooling) {
      return pooling.getCnn2dDataFormat();
    }
    if (layer instanceof BatchNormalization normalization) {
      return normalization.getCnn2DFormat();
    }
    if (layer instanceof LocalResponseNormalization normalization) {
      return normalization.getDataFormat();
    }
    if (layer instanceof ZeroPaddingLayer padding) {
      return padding.getDataFormat();
    }
    if (layer instanceof Cropping2D cropping) {
      return cropping.getDataFormat();
    }
    if (layer instanceof Upsampling2D upsampling) {
      return upsampling.getFormat();
    }
    if (layer instanceof CnnLossLayer loss) {
      return loss.getFormat();
    }
    return layer instanceof GlobalPoolingLayer pooling ? pooled(pooling) : null;
  }

  private static @Nullable CNN2DFormat pooled(GlobalPoolingLayer layer) {
    return Stream.of(values())
        .filter(layout -> Arrays.equals(layout.pixels(), layer.getPoolingDimensions()))
        .map(layout -> layout.format)
        .findFirst()
        .orElse(null);
  }

  /** Why a layer does not fit into a network of this layout, or nothing. */
  Optional<String> obstacle(Layer layer) {
    // Vectors have no layout, and batch normalization is told of one by images alone.
    return layer instanceof BatchNormalization ? Optional.empty() : mismatch("its", format(layer));
  }

  /** Why a pre-processor does not fit into a network of this layout, or nothing. */
  Optional<String> obstacle(InputPreProcessor processor) {
    return mismatch("its pre-processor's", format(processor));
  }

  private Optional<String> mismatch(String whose, Optional<CNN2DFormat> found) {
    return found
        .filter(other -> other != format)
        .map(
            other ->
                ("%s data format is %s, that of other layers %s, and Deeplearning4j turns images"
                        + " between them in inference alone: give all of them one")
                    .formatted(whose, other, format));
  }

  /** Refuses images where a layer that can do without takes those of another layout. */
  void require(LayerSite site, CNN2DFormat own, Tensor x) {
    if (isImages(x.shape()) && own != format) {
      throw new IllegalArgumentException(
          "layer %s takes images %s, got %s of %s"
              .formatted(
                  site.name(), own.dimensionNames(), format.dimensionNames(), shape(x.shape())));
    }
  }

  /** Its name in a configuration. */
  CNN2DFormat format() {
    return format;
  }

  /** The names of the dimensions, for people. */
  String dimensions() {
    return format.dimensionNames();
  }

  /** The dimensions of height and width. */
  int[] pixels() {
    return this == CHANNELS_FIRST ? new int[] {2, 3} : new int[] {1, 2};
  }

  /** The dimension of channels. */
  int channels() {
    return this == CHANNELS_FIRST ? 1 : 3;
  }

  /** The shape that the network has of what has its channels first. */
  Shape shape(Shape first) {
    return turns(first) ? turned(first, LAST) : first;
  }

  /** The type of what has its channels first. */
  InputType type(Shape first) {
    return isImages(first)
        ? InputType.convolutional(first.size(2), first.size(3), first.size(1), format)
        : InputType.feedForward(first.flattened().size(1));
  }

  /** One example's features. */
  Shape example(InputType input) {
    if (input instanceof InputType.InputTypeConvolutional image) {
      return shape(Shape.of(1, image.getChannels(), image.getHeight(), image.getWidth()));
    }
    if (input instanceof InputType.InputTypeRecurrent sequence
        && sequence.getTimeSeriesLength() > 0) {
      return Shape.of(1, sequence.getSize(), sequence.getTimeSeriesLength());
    }
    return Shape.of(1, input.arrayElementsPerExample());
  }

  /** What the network has, with channels first. */
  Tensor taken(GraphBuilder graph, Tensor x) {
    return turns(x.shape()) ? turn(graph, x, FIRST) : x;
  }

  /** What has its channels first, as the network has it. */
  Tensor given(GraphBuilder graph, Tensor x) {
    return turns(x.shape()) ? turn(graph, x, LAST) : x;
  }

  /** The values of an example, one after another as the network has them. */
  Tensor flattened(GraphBuilder graph, Tensor x) {
    return new Reshape().of(graph, given(graph, x), x.shape().flattened());
  }

  /** What something makes of a value as the network has it. */
  Tensor between(GraphBuilder graph, Tensor x, UnaryOperator<Tensor> made) {
    return taken(graph, made.apply(given(graph, x)));
  }

  private boolean turns(Shape shape) {
    return this == CHANNELS_LAST && isImages(shape);
  }

  private static boolean isImages(Shape shape) {
    return shape.rank() == IMAGES;
  }

  private static Shape turned(Shape shape, List<Integer> order) {
    return new Shape(order.stream().map(shape::size).toList());
  }

  /** Where there is one channel, or one pixel, nothing moves. */
  private static Tensor turn(GraphBuilder graph, Tensor x, List<Integer> order) {
    Shape y = turned(x.shape(), order);
    long moved = order.equals(FIRST) ? y.size(1) : x.shape().size(1);
    long pixels = y.elements() / y.size(0) / moved;
    return moved == 1 || pixels == 1
        ? new Reshape().of(graph, x, y)
        : new Transposition(order).of(graph, x);
  }
}
