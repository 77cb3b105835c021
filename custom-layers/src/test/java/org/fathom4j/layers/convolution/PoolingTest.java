package org.fathom4j.layers.convolution;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.fathom4j.layers.Masking;

class PoolingTest extends LayerContract {
  private static final InputType IMAGES = InputType.convolutional(5, 6, 2);

  @Override
  protected Stream<LayerCase> cases() {
    return Stream.of(PoolingKind.values())
        .flatMap(
            kind ->
                Stream.of(
                    of(kind, 1, ConvolutionMode.Same),
                    of(kind, 2, ConvolutionMode.Same),
                    of(kind, 1, ConvolutionMode.Truncate),
                    of(kind, 2, ConvolutionMode.Truncate),
                    padded(kind),
                    wide(kind, CNN2DFormat.NCHW),
                    wide(kind, CNN2DFormat.NHWC)));
  }

  private static LayerCase padded(PoolingKind kind) {
    return LayerCase.of(
            kind + " of 3x3, padded",
            IMAGES,
            () -> new Pooling.Builder(kind).window(3).padding(1, 2).build())
        .like(
            () ->
                new SubsamplingLayer.Builder(stock(kind))
                    .kernelSize(3, 3)
                    .stride(2, 2)
                    .padding(1, 2)
                    .build());
  }

  private static LayerCase wide(PoolingKind kind, CNN2DFormat format) {
    return LayerCase.of(
            kind + " of 2x3, stride 2x1, " + format,
            InputType.convolutional(5, 6, 2, format),
            () -> new Pooling.Builder(kind).window(2, 3).stride(2, 1).dataFormat(format).build())
        .like(
            () ->
                new SubsamplingLayer.Builder(stock(kind))
                    .kernelSize(2, 3)
                    .stride(2, 1)
                    .dataFormat(format)
                    .build());
  }

  private static SubsamplingLayer.PoolingType stock(PoolingKind kind) {
    return kind == PoolingKind.MAX
        ? SubsamplingLayer.PoolingType.MAX
        : SubsamplingLayer.PoolingType.AVG;
  }

  private static LayerCase of(PoolingKind kind, int stride, ConvolutionMode mode) {
    return LayerCase.of(
            kind + " " + mode + ", stride " + stride,
            IMAGES,
            () -> new Pooling.Builder(kind).window(2).stride(stride).convolutionMode(mode).build())
        .like(
            () ->
                new SubsamplingLayer.Builder(stock(kind))
                    .kernelSize(2, 2)
                    .stride(stride, stride)
                    .convolutionMode(mode)
                    .build());
  }

  @Override
  protected Masking masking() {
    return Masking.REDUCED;
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "empty window",
            () -> new Pooling.Builder(PoolingKind.MAX).window(0).name("p").build(),
            "Pooling layer \"p\"",
            "window must be",
            "[0, 0]"),
        BadConfig.of(
            "no stride",
            () -> new Pooling.Builder(PoolingKind.MAX).stride(2, 0).build(),
            "stride must be",
            "[2, 0]"),
        BadConfig.of(
            "another kind",
            () ->
                new Pooling.Builder(PoolingKind.MAX)
                    .poolingType(SubsamplingLayer.PoolingType.SUM)
                    .build(),
            "kind must be MAX or AVERAGE",
            "SUM"),
        BadConfig.of(
            "padding in mode Same",
            () ->
                new Pooling.Builder(PoolingKind.AVERAGE)
                    .padding(1)
                    .convolutionMode(ConvolutionMode.Same)
                    .build(),
            "padding must be 0 in mode Same"));
  }
}
