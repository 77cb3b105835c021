package org.fathom4j.network;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.fathom4j.config.ClassWeights;
import org.fathom4j.config.Options;
import org.fathom4j.data.Target;
import org.fathom4j.layers.output.SequenceOutput;
import org.fathom4j.network.LayerType.Option;
import org.fathom4j.problem.Suggestions;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Last layers of a network. */
final class OutputTypes {
  private OutputTypes() {}

  static List<LayerType> all() {
    return List.of(output(), sequenceOutput());
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
            CommonOptions.DROPOUT),
        (options, context) -> {
          Loss loss = Loss.read(options, context);
          IActivation activation =
              options.has("activation")
                  ? Activations.read(options, "activation", "identity")
                  : loss.activation();
          checkReaches(context.target(), activation, options);
          checkWeights(context, loss, options);
          return CommonOptions.withDropout(
              new OutputLayer.Builder(loss.function())
                  .nOut(context.target().width())
                  .activation(activation)
                  .build(),
              options);
        });
  }

  /** A standardized number may be of either sign and of any size. */
  private static void checkReaches(Target target, IActivation activation, Options options) {
    boolean anyNumber = target instanceof Target.Numbers numbers && numbers.standardized();
    if (anyNumber && !(activation instanceof ActivationIdentity)) {
      options.problem(
          options.has("activation") ? "activation" : "loss",
          "must go with an output of identity: the label is standardized, so that it lies on both"
              + " sides of 0; leave it as it is with data.normalize-label=none");
    }
  }

  /** Class weights are weights of the cross-entropy of classes that there are. */
  private static void checkWeights(LayerContext context, Loss loss, Options options) {
    ClassWeights weights = context.training().classWeights();
    if (weights.none()) {
      return;
    }
    if (!(context.target() instanceof Target.Classes classes)
        || !(loss.function() instanceof LossMCXENT)) {
      options.problem(
          "loss",
          "must be cross-entropy of classes where training.class-weights is given; leave one out");
      return;
    }
    for (String name : weights.given().keySet()) {
      if (!classes.names().contains(name)) {
        options.problem(
            "",
            "training.class-weights names '%s', which is no class%s"
                .formatted(name, Suggestions.hint(name, classes.names())));
      }
    }
  }

  private static LayerType sequenceOutput() {
    return new BuiltinLayer(
        "sequence-output",
        "P(length) and P(digit 1..N), a softmax each on x W + b (Goodfellow et al. 2014)",
        List.of(CommonOptions.DROPOUT),
        (options, context) -> {
          if (!(context.target() instanceof Target.Sequence sequence)) {
            throw new IllegalArgumentException(
                "it needs a data set of whole numbers, such as svhn-numbers");
          }
          if (!context.training().classWeights().none()) {
            throw new IllegalArgumentException(
                "training.class-weights is for classes; leave it out");
          }
          return CommonOptions.withDropout(
              new SequenceOutput.Builder()
                  .digits(sequence.maxLength())
                  .classes(sequence.symbols())
                  .build(),
              options);
        });
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
