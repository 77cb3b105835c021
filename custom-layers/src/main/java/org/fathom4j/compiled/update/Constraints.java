package org.fathom4j.compiled.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.constraint.BaseConstraint;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.SharedVectors;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.NonNegative;
import org.fathom4j.compiled.graph.NormLimit;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.model.Freezing;
import org.fathom4j.compiled.model.TrainedModel;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The constraints of a network's layers in their order, as operations on its parameters with
 * Deeplearning4j's meaning. Layers with a constraint that has no form here, or with a way of their
 * own, are left to Deeplearning4j.
 */
final class Constraints implements AutoCloseable {
  private static final Set<Class<?>> KNOWN =
      Set.of(
          NonNegativeConstraint.class,
          MaxNormConstraint.class,
          UnitNormConstraint.class,
          MinMaxNormConstraint.class);

  private final SharedVectors vectors;
  private final Optional<Program> program;
  private final List<Layer> others;

  /** What holds a parameter to a rule. */
  @FunctionalInterface
  private interface Rule {
    void add(GraphBuilder graph, Tensor parameter);
  }

  /**
   * A rule with the parameter that it holds.
   *
   * @param parameter as the layer has it
   */
  record Applied(INDArray parameter, MemoryOrder order, Rule rule) {
    /** Adds it; the parameter is a part of this vector. */
    Tensor add(INDArray vector, GraphBuilder graph) {
      long[] sizes = order.dimensions().stream().mapToLong(parameter::size).toArray();
      Shape shape = sizes.length == 0 ? Shape.of(1) : Shape.of(sizes);
      long from = parameter.offset() - vector.offset();
      Tensor p = graph.parameter("p", shape, from);
      rule.add(graph, p);
      return p;
    }
  }

  /** The constraints of an initialised network. */
  Constraints(TrainedModel network, SharedVectors vectors) {
    this.vectors = vectors;
    this.others = held(network).filter(layer -> ofLayer(layer).isEmpty()).toList();
    this.program = graph(network).map(vectors::compile);
  }

  /** Layers that are not frozen. */
  private static Stream<Layer> held(TrainedModel network) {
    return network.parts().stream()
        .map(TrainedModel.Part::layer)
        .filter(layer -> !Freezing.isFrozen(layer));
  }

  /** What is held as operations, if anything is. */
  static Optional<Graph> graph(TrainedModel network) {
    GraphBuilder graph = new GraphBuilder(true);
    Optional<Tensor> last = Optional.empty();
    for (Layer layer : held(network).toList()) {
      graph.enter("constraints of layer " + layer.getIndex());
      for (Applied each : ofLayer(layer).orElse(List.of())) {
        last = Optional.of(each.add(network.parameters(), graph));
      }
    }
    return last.map(p -> new Graph(graph.steps(), p));
  }

  /** Whether nothing is ever held. */
  boolean areNone() {
    return program.isEmpty() && others.isEmpty();
  }

  /** Holds all parameters to their rules; the batch tells iteration and epoch. */
  void apply(Batch batch) {
    program.ifPresent(known -> known.run(batch));
    if (!others.isEmpty()) {
      vectors.look();
    }
    for (Layer layer : others) {
      layer.applyConstraints(batch.iteration(), batch.epoch());
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
    return KNOWN.contains(constraint.getClass());
  }

  /** Of a known constraint. */
  static Optional<Applied> of(BaseConstraint constraint, INDArray parameter) {
    Optional<MemoryOrder> order = MemoryOrder.of(parameter);
    if (parameter.dataType() != DataType.FLOAT || parameter.isEmpty() || order.isEmpty()) {
      return Optional.empty();
    }
    if (constraint.getClass() == NonNegativeConstraint.class) {
      return Optional.of(
          new Applied(parameter, order.get(), (graph, p) -> new NonNegative().add(graph, p)));
    }
    return Optional.ofNullable(constraint.getDimensions())
        .flatMap(chosen -> order.get().places(parameter.rank(), chosen))
        .map(summed -> new Applied(parameter, order.get(), limit(constraint, summed)::add));
  }

  /** Settings are looked at in each step, as there. */
  private static NormLimit limit(BaseConstraint constraint, Set<Integer> summed) {
    Factor none = batch -> 1;
    double epsilon = constraint.getEpsilon();
    if (constraint instanceof MaxNormConstraint limit) {
      Factor most = batch -> limit.getMaxNorm();
      return new NormLimit(NormLimit.Kind.MOST, summed, none, most, none, epsilon);
    }
    if (constraint instanceof MinMaxNormConstraint limits) {
      return new NormLimit(
          NormLimit.Kind.BETWEEN,
          summed,
          batch -> limits.getMin(),
          batch -> limits.getMax(),
          batch -> limits.getRate(),
          epsilon);
    }
    return new NormLimit(NormLimit.Kind.UNIT, summed, none, none, none, epsilon);
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

  @Override
  public void close() {
    program.ifPresent(Program::close);
  }
}
