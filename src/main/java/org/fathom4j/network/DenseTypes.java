package org.fathom4j.network;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.fathom4j.layers.dense.Dense;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.layers.rectifier.LeakyRectification;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.fathom4j.layers.rectifier.Slopes;
import org.fathom4j.network.LayerType.Option;
import org.nd4j.linalg.activations.IActivation;

/** Layers of units, and what is applied to each unit. */
final class DenseTypes {
  private DenseTypes() {}

  static List<LayerType> all() {
    return List.of(dense(), maxout(), activation(), parametricRectifier(), dropout());
  }

  private static LayerType dense() {
    return new BuiltinLayer(
        "dense",
        "y = f(x W + b)",
        List.of(
            new Option("units", "outputs, at least 1"),
            CommonOptions.ACTIVATION,
            CommonOptions.DROPOUT),
        (options, context) ->
            CommonOptions.withDropout(
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
            CommonOptions.DROPOUT),
        (options, context) ->
            CommonOptions.withDropout(
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
}
