package org.fathom4j.network;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.fathom4j.layers.normalization.ContrastNormalization;
import org.fathom4j.layers.normalization.SubtractiveNormalization;
import org.fathom4j.network.LayerType.Option;

/** Layers that bring activations to a common scale. */
final class NormalizationTypes {
  private NormalizationTypes() {}

  static List<LayerType> all() {
    return List.of(
        batchNormalization(),
        localResponseNormalization(),
        subtractiveNormalization(),
        contrastNormalization());
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

  private static LayerType subtractiveNormalization() {
    return new BuiltinLayer(
        "subtractive-normalization",
        "y = x - mean of x over a window (Goodfellow et al. 2014)",
        List.of(new Option("window", "height and width, odd, at least 3; 3")),
        (options, context) ->
            new SubtractiveNormalization.Builder().window(options.integer("window", 3, 3)).build());
  }

  private static LayerType contrastNormalization() {
    return new BuiltinLayer(
        "contrast-normalization",
        "v = x - weighted mean; y = v / max(c, weighted sd of v), over a window (Jarrett et al. 2009)",
        List.of(new Option("window", "height and width, odd, at least 3; 9")),
        (options, context) ->
            new ContrastNormalization.Builder().window(options.integer("window", 3, 9)).build());
  }
}
