package org.fathom4j.compiled.lowering;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.loss.HostActivation;
import org.fathom4j.layers.rectifier.AbsoluteRectification;
import org.fathom4j.layers.rectifier.LeakyRectification;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Activations as elementwise operations; those that no kernel knows run in Java. */
final class Activations {
  private static final Map<Class<?>, Function<IActivation, Optional<Activation>>> KNOWN =
      Map.ofEntries(
          Map.entry(ActivationReLU.class, Activations::relu),
          Map.entry(ActivationLReLU.class, Activations::leaky),
          Map.entry(LeakyRectification.class, Activations::leakyRectification),
          plain(AbsoluteRectification.class, Activation.of(Activation.Function.ABSOLUTE)),
          Map.entry(ActivationELU.class, Activations::elu),
          plain(ActivationSigmoid.class, Activation.of(Activation.Function.SIGMOID)),
          plain(ActivationTanH.class, Activation.of(Activation.Function.TANH)),
          plain(ActivationSoftPlus.class, new Activation(Activation.Function.SOFTPLUS, 1, 0)),
          plain(ActivationSwish.class, new Activation(Activation.Function.SWISH, 1, 0)),
          plain(ActivationMish.class, Activation.of(Activation.Function.MISH)),
          plain(ActivationCube.class, new Activation(Activation.Function.POWER, 1, 3)),
          plain(
              ActivationHardSigmoid.class,
              new Activation(Activation.Function.HARD_SIGMOID, 0.2, 0.5)));

  private Activations() {}

  /** Adds the function of rows to the graph. */
  static Tensor apply(IActivation function, GraphBuilder graph, Tensor x) {
    return apply(function, graph, x, ImageLayout.CHANNELS_FIRST);
  }

  /** Adds the function to the graph; in Java it sees images as the network has them. */
  static Tensor apply(IActivation function, GraphBuilder graph, Tensor x, ImageLayout layout) {
    if (function.getClass() == ActivationIdentity.class) {
      return x;
    }
    return kernel(function)
        .map(known -> known.of(graph, x))
        .orElseGet(
            () ->
                layout.between(
                    graph,
                    x,
                    own -> new HostActivation(function, graph.training()).of(graph, own)));
  }

  private static Optional<Activation> kernel(IActivation function) {
    return Optional.ofNullable(KNOWN.get(function.getClass()))
        .flatMap(known -> known.apply(function));
  }

  private static Map.Entry<Class<?>, Function<IActivation, Optional<Activation>>> plain(
      Class<?> type, Activation activation) {
    return Map.entry(type, function -> Optional.of(activation));
  }

  private static Optional<Activation> relu(IActivation function) {
    ActivationReLU relu = (ActivationReLU) function;
    boolean simple =
        isZero(relu.getThreshold()) && isZero(relu.getNegativeSlope()) && relu.getMax() == null;
    return simple ? Optional.of(Activation.of(Activation.Function.RELU)) : Optional.empty();
  }

  private static Optional<Activation> leaky(IActivation function) {
    double slope = ((ActivationLReLU) function).getAlpha();
    return slope >= 0
        ? Optional.of(new Activation(Activation.Function.RELU, slope, 0))
        : Optional.empty();
  }

  private static Optional<Activation> leakyRectification(IActivation function) {
    double slope = ((LeakyRectification) function).getSlope();
    return slope >= 0
        ? Optional.of(new Activation(Activation.Function.RELU, slope, 0))
        : Optional.empty();
  }

  private static Optional<Activation> elu(IActivation function) {
    return Optional.of(
        new Activation(Activation.Function.ELU, ((ActivationELU) function).getAlpha(), 0));
  }

  private static boolean isZero(Double value) {
    return value == null || value == 0;
  }
}
