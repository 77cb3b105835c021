package org.fathom4j.network;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.fathom4j.config.Options;
import org.fathom4j.layers.convolution.Convolution;
import org.fathom4j.layers.convolution.Pooling;
import org.fathom4j.layers.convolution.PoolingKind;
import org.fathom4j.layers.dense.Dense;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.layers.rectifier.LeakyRectification;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.fathom4j.layers.rectifier.Slopes;
import org.fathom4j.network.LayerType.Option;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * The layers that come with Fathom4j, its own and DL4J's, by their names in the experiment file.
 */
final class BuiltinLayers {
  private static final Option ACTIVATION =
      new Option("activation", "an activation by name; relu where not said");
  private static final Option DROPOUT =
      new Option("dropout", "share of the layer's inputs set to 0 in training, 0 to 1; 0");
  private static final Option KERNEL =
      new Option("kernel", "height and width of the window: one number or [height, width]; 5");
  private static final Option STRIDE = new Option("stride", "step of the window; 1");
  private static final Option PADDING =
      new Option("padding", "same (keep the size at stride 1) or valid (no padding); same");

  private BuiltinLayers() {}

  static List<LayerType> all() {
    return List.of(
        convolution(),
        pooling(),
        dense(),
        maxout(),
        activation(),
        parametricRectifier(),
        dropout(),
        batchNormalization(),
        localResponseNormalization(),
        output());
  }

  private static LayerType convolution() {
    return new BuiltinLayer(
        "convolution",
        "y = f(W * x + b), W over a window of every channel",
        List.of(
            new Option("channels", "feature maps, at least 1"),
            KERNEL,
            STRIDE,
            PADDING,
            new Option("dilation", "distance of the window's taps; 1"),
            ACTIVATION,
            DROPOUT),
        (options, context) -> {
          Convolution.Builder builder =
              new Convolution.Builder(options.pair("kernel", 1, 5))
                  .stride(options.pair("stride", 1, 1))
                  .dilation(options.pair("dilation", 1, 1))
                  .convolutionMode(mode(options))
                  .nOut(options.integer("channels", 1))
                  .activation(Activations.read(options, "activation", "relu"));
          return withDropout(builder.build(), options);
        });
  }

  private static LayerType pooling() {
    return new BuiltinLayer(
        "pooling",
        "y = maximum or mean of x over a window of one channel",
        List.of(
            new Option("kind", "max or average; max"),
            new Option("window", "height and width; 2"),
            new Option("stride", "step of the window; that of the window"),
            PADDING),
        (options, context) -> {
          int[] window = options.pair("window", 1, 2);
          String kind = options.choice("kind", List.of("max", "average"), "max");
          Pooling.Builder builder =
              new Pooling.Builder(kind.equals("max") ? PoolingKind.MAX : PoolingKind.AVERAGE)
                  .window(window)
                  .stride(options.has("stride") ? options.pair("stride", 1, 1) : window)
                  .convolutionMode(mode(options));
          return builder.build();
        });
  }

  private static LayerType dense() {
    return new BuiltinLayer(
        "dense",
        "y = f(x W + b)",
        List.of(new Option("units", "outputs, at least 1"), ACTIVATION, DROPOUT),
        (options, context) ->
            withDropout(
                new Dense.Builder()
                    .nOut(options.integer("units", 1))
                    .activation(Activations.read(options, "activation", "relu"))
                    .build(),
                options));
  }

  private static LayerType maxout() {
    return new BuiltinLayer(
        "maxout",
        "y_i = max over j of (x W_ij + b_ij) (Goodfellow et al. 2013)",
        List.of(
            new Option("units", "outputs, at least 1"),
            new Option("pieces", "affine pieces of each unit, at least 2; 2"),
            DROPOUT),
        (options, context) ->
            withDropout(
                new Maxout.Builder()
                    .nOut(options.integer("units", 1))
                    .pieces(options.integer("pieces", 2, 2))
                    .build(),
                options));
  }

  private static LayerType activation() {
    return new BuiltinLayer(
        "activation",
        "y = f(x)",
        List.of(
            new Option("function", "an activation by name; relu"),
            new Option("slope", "slope for z < 0, of leaky-relu; 0.01")),
        (options, context) -> {
          IActivation function = Activations.read(options, "function", "relu");
          if (options.has("slope")) {
            double slope = options.number("slope", -10, 10);
            if (function instanceof LeakyRectification) {
              function = new LeakyRectification(slope);
            } else {
              options.problem("slope", "only leaky-relu has a slope");
            }
          }
          return new ActivationLayer.Builder().activation(function).build();
        });
  }

  private static LayerType parametricRectifier() {
    return new BuiltinLayer(
        "parametric-rectifier",
        "y = max(0, x) + a min(0, x), a learned (He et al. 2015)",
        List.of(
            new Option("slopes", "shared, channel or unit: what has a slope of its own; channel"),
            new Option("start", "slope at the start; 0.25")),
        (options, context) ->
            new ParametricRectifier.Builder()
                .slopes(
                    switch (options.choice(
                        "slopes", List.of("shared", "channel", "unit"), "channel")) {
                      case "shared" -> Slopes.SHARED;
                      case "unit" -> Slopes.PER_UNIT;
                      default -> Slopes.PER_CHANNEL;
                    })
                .start(options.number("start", -10, 10, 0.25))
                .build());
  }

  private static LayerType dropout() {
    return new BuiltinLayer(
        "dropout",
        "y = x m / (1 - rate), m = 0 with probability rate, else 1; y = x outside training",
        List.of(new Option("rate", "share of the inputs set to 0, 0 to 1; 0.5")),
        (options, context) ->
            new DropoutLayer.Builder(1 - options.number("rate", 0, 0.999, 0.5)).build());
  }

  private static LayerType batchNormalization() {
    return new BuiltinLayer(
        "batch-normalization",
        "y = gamma (x - mean) / sqrt(variance + epsilon) + beta (Ioffe and Szegedy 2015)",
        List.of(
            new Option("decay", "of the running mean and variance, 0 to 1; 0.9"),
            new Option("epsilon", "0.00001")),
        (options, context) ->
            new BatchNormalization.Builder()
                .decay(options.number("decay", 0, 1, 0.9))
                .eps(options.number("epsilon", 0, 1, 1e-5))
                .build());
  }

  private static LayerType localResponseNormalization() {
    return new BuiltinLayer(
        "local-response-normalization",
        "y_c = x_c / (k + alpha sum over n near channels of x^2)^beta (Krizhevsky et al. 2012)",
        List.of(
            new Option("n", "channels; 5"),
            new Option("k", "2"),
            new Option("alpha", "0.0001"),
            new Option("beta", "0.75")),
        (options, context) ->
            new LocalResponseNormalization.Builder()
                .n(options.integer("n", 1, 5))
                .k(options.number("k", 0, 1e6, 2))
                .alpha(options.number("alpha", 0, 1e6, 1e-4))
                .beta(options.number("beta", 0, 100, 0.75))
                .build());
  }

  private static LayerType output() {
    return new BuiltinLayer(
        "output",
        "y = f(x W + b), one unit per class or predicted number, and the loss",
        List.of(
            new Option(
                "loss",
                "cross-entropy (for classes), mse (for numbers), mae or binary-cross-entropy"),
            new Option("activation", "softmax, sigmoid or identity, as goes with the loss"),
            DROPOUT),
        (options, context) -> {
          Loss loss = Loss.read(options, context);
          IActivation activation =
              options.has("activation")
                  ? Activations.read(options, "activation", "identity")
                  : loss.activation();
          return withDropout(
              new OutputLayer.Builder(loss.function())
                  .nOut(context.target().width())
                  .activation(activation)
                  .build(),
              options);
        });
  }

  private static ConvolutionMode mode(Options options) {
    return options.choice("padding", List.of("same", "valid"), "same").equals("same")
        ? ConvolutionMode.Same
        : ConvolutionMode.Truncate;
  }

  private static Layer withDropout(BaseLayer layer, Options options) {
    double rate = options.number("dropout", 0, 0.999, 0);
    if (rate > 0) {
      layer.setIDropout(new org.deeplearning4j.nn.conf.dropout.Dropout(1 - rate));
    }
    return layer;
  }

  /** A loss with the output activation that goes with it. */
  private record Loss(ILossFunction function, IActivation activation) {
    private static final List<String> NAMES =
        List.of("cross-entropy", "mse", "mae", "binary-cross-entropy");

    static Loss read(Options options, LayerContext context) {
      boolean classes = context.target() instanceof org.fathom4j.data.Target.Classes;
      String name = options.choice("loss", NAMES, classes ? "cross-entropy" : "mse");
      return Map.of(
              "cross-entropy", new Loss(new LossMCXENT(), new ActivationSoftmax()),
              "mse", new Loss(new LossMSE(), new ActivationIdentity()),
              "mae", new Loss(new LossMAE(), new ActivationIdentity()),
              "binary-cross-entropy", new Loss(new LossBinaryXENT(), new ActivationSigmoid()))
          .getOrDefault(name, new Loss(new LossMSE(), new ActivationIdentity()));
    }
  }
}
