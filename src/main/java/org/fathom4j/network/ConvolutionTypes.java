package org.fathom4j.network;

import java.util.List;
import org.fathom4j.layers.convolution.Convolution;
import org.fathom4j.layers.convolution.LocallyConnected;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.convolution.Pooling;
import org.fathom4j.layers.convolution.PoolingKind;
import org.fathom4j.network.LayerType.Option;

/** Layers that look through a window. */
final class ConvolutionTypes {
  private static final Option CHANNELS = new Option("channels", "feature maps, at least 1");

  private ConvolutionTypes() {}

  static List<LayerType> all() {
    return List.of(convolution(), maxoutConvolution(), locallyConnected(), pooling());
  }

  private static LayerType convolution() {
    return new BuiltinLayer(
        "convolution",
        "y = f(W * x + b), W over a window of every channel",
        List.of(
            CHANNELS,
            CommonOptions.KERNEL,
            CommonOptions.STRIDE,
            CommonOptions.PADDING,
            new Option("dilation", "distance of the window's taps; 1"),
            CommonOptions.ACTIVATION,
            CommonOptions.DROPOUT),
        (options, context) -> {
          Convolution.Builder builder =
              new Convolution.Builder(options.pair("kernel", 1, 5))
                  .stride(options.pair("stride", 1, 1))
                  .dilation(options.pair("dilation", 1, 1))
                  .convolutionMode(CommonOptions.mode(options))
                  .nOut(options.integer("channels", 1))
                  .activation(Activations.read(options, "activation", "relu"));
          return CommonOptions.withDropout(builder.build(), options);
        });
  }

  private static LayerType maxoutConvolution() {
    return new BuiltinLayer(
        "maxout-convolution",
        "y_c = max over j of (W_cj * x + b_cj) (Goodfellow et al. 2013)",
        List.of(
            CHANNELS,
            new Option("pieces", "affine pieces of each channel, at least 2; 2"),
            CommonOptions.KERNEL,
            CommonOptions.STRIDE,
            CommonOptions.PADDING,
            CommonOptions.DROPOUT),
        (options, context) ->
            CommonOptions.withDropout(
                new MaxoutConvolution.Builder(options.pair("kernel", 1, 5))
                    .pieces(options.integer("pieces", 2, 2))
                    .stride(options.pair("stride", 1, 1))
                    .convolutionMode(CommonOptions.mode(options))
                    .nOut(options.integer("channels", 1))
                    .build(),
                options));
  }

  private static LayerType locallyConnected() {
    return new BuiltinLayer(
        "locally-connected",
        "y = f(W_ij * x + b_ij), with weights of its own at every position i, j",
        List.of(
            CHANNELS,
            CommonOptions.KERNEL,
            CommonOptions.STRIDE,
            CommonOptions.PADDING,
            CommonOptions.ACTIVATION,
            CommonOptions.DROPOUT),
        (options, context) ->
            CommonOptions.withDropout(
                new LocallyConnected.Builder(options.pair("kernel", 1, 5))
                    .stride(options.pair("stride", 1, 1))
                    .convolutionMode(CommonOptions.mode(options))
                    .nOut(options.integer("channels", 1))
                    .activation(Activations.read(options, "activation", "relu"))
                    .build(),
                options));
  }

  private static LayerType pooling() {
    return new BuiltinLayer(
        "pooling",
        "y = maximum or mean of x over a window of one channel",
        List.of(
            new Option("kind", "max or average; max"),
            new Option("window", "height and width; 2"),
            new Option("stride", "step of the window; that of the window"),
            CommonOptions.PADDING),
        (options, context) -> {
          int[] window = options.pair("window", 1, 2);
          String kind = options.choice("kind", List.of("max", "average"), "max");
          Pooling.Builder builder =
              new Pooling.Builder(kind.equals("max") ? PoolingKind.MAX : PoolingKind.AVERAGE)
                  .window(window)
                  .stride(options.has("stride") ? options.pair("stride", 1, 1) : window)
                  .convolutionMode(CommonOptions.mode(options));
          return builder.build();
        });
  }
}
