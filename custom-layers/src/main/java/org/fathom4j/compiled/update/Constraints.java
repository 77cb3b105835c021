package org.fathom4j.compiled.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.constraint.BaseConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.host.HostArrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The constraints of a network's layers in their order, each in place on its parameters and with
 * Deeplearning4j's meaning. Layers with a constraint that has no form here, or with a way of their
 * own (frozen ones), are left to Deeplearning4j.
 */
final class Constraints {
  private final List<Applied> all;

  /** What holds parameters to a rule. */
  @FunctionalInterface
  interface Applied {

    /** Does it, where so many updates and epochs are done. */
    void apply(int iteration, int epoch);
  }

  /** The constraints of an initialised network. */
  Constraints(MultiLayerNetwork network) {
    List<Applied> steps = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      steps.addAll(ofLayer(layer).orElseGet(() -> List.of(layer::applyConstraints)));
    }
    this.all = List.copyOf(steps);
  }

  /** Holds all parameters to their rules. */
  void apply(int iteration, int epoch) {
    for (Applied step : all) {
      step.apply(iteration, epoch);
    }
  }

  /** The constraints of one layer, or nothing where not all of them have a form here. */
  static Optional<List<Applied>> ofLayer(Layer layer) {
    if (!appliesConstraintsAsUsual(layer)) {
      return Optional.empty();
    }
    List<LayerConstraint> constraints = layer.conf().getLayer().getConstraints();
    if (constraints == null) {
      return Optional.of(List.of());
    }
    List<Applied> steps = new ArrayList<>();
    for (LayerConstraint constraint : constraints) {
      // One of a user's own may do as it likes with the layer, whatever parameters it names.
      if (!(constraint instanceof BaseConstraint base)
          || base.getParams() == null
          || !known(base)) {
        return Optional.empty();
      }
      Set<String> names = base.getParams();
      for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
        if (names.contains(parameter.getKey())) {
          Optional<Applied> step = of(base, parameter.getValue());
          if (step.isEmpty()) {
            return Optional.empty();
          }
          steps.add(step.get());
        }
      }
    }
    return Optional.of(steps);
  }

  private static boolean known(BaseConstraint constraint) {
    return constraint.getClass() == NonNegativeConstraint.class || NormRule.knows(constraint);
  }

  /** Of a known constraint. */
  private static Optional<Applied> of(BaseConstraint constraint, INDArray parameter) {
    if (parameter.dataType() != DataType.FLOAT || parameter.isEmpty()) {
      return Optional.empty();
    }
    if (constraint.getClass() == NonNegativeConstraint.class) {
      return MemoryOrder.of(parameter).isPresent()
          ? Optional.of(
              new NonNegativeSweep(
                  new Vector(HostArrays.floats(parameter)), (int) parameter.length()))
          : Optional.empty();
    }
    return Optional.ofNullable(constraint.getDimensions())
        .flatMap(chosen -> NormGroups.of(parameter, chosen))
        .map(groups -> new NormSweep(new Vector(HostArrays.floats(parameter)), groups, constraint));
  }

  /** Layers may override what to do with their constraints; only the usual is known here. */
  private static boolean appliesConstraintsAsUsual(Layer layer) {
    try {
      return layer
              .getClass()
              .getMethod("applyConstraints", int.class, int.class)
              .getDeclaringClass()
          == AbstractLayer.class;
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
