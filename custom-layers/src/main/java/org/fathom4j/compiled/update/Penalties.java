package org.fathom4j.compiled.update;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.SharedVectors;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Penalty;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.model.Freezing;
import org.fathom4j.compiled.model.TrainedModel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * What regularization adds to the score, as operations; layers with one of a user's own, or that
 * score themselves in another way, are asked.
 */
final class Penalties implements AutoCloseable {
  private final SharedVectors vectors;
  private final Optional<Program> program;
  private final List<Layer> asked;

  /** The penalties of a network whose gradient vector is set up. */
  Penalties(TrainedModel network, SharedVectors vectors) {
    this.vectors = vectors;
    this.asked = penalized(network).filter(layer -> !known(layer)).toList();
    this.program = graph(network).map(vectors::compile);
  }

  /** Layers that are not frozen. */
  private static Stream<Layer> penalized(TrainedModel network) {
    return network.parts().stream()
        .map(TrainedModel.Part::layer)
        .filter(layer -> !Freezing.isFrozen(layer));
  }

  /** What is added as operations, if anything is. */
  static Optional<Graph> graph(TrainedModel network) {
    GraphBuilder graph = new GraphBuilder(true);
    Optional<Tensor> last = Optional.empty();
    for (Layer layer : penalized(network).filter(Penalties::known).toList()) {
      graph.enter("penalty of layer " + layer.getIndex());
      for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
        List<Regularization> terms = terms(layer, parameter.getKey());
        if (!terms.isEmpty()) {
          INDArray p = parameter.getValue();
          long from = p.offset() - network.parameters().offset();
          last = Optional.of(penalty(layer, terms).add(graph, from, p.length()));
        }
      }
    }
    return last.map(p -> new Graph(graph.steps(), p));
  }

  private static List<Regularization> terms(Layer layer, String parameter) {
    return Objects.requireNonNullElse(
        layer.getConfig().getRegularizationByParam(parameter), List.of());
  }

  private static boolean known(Layer layer) {
    return scoresAsUsual(layer)
        && layer.paramTable().keySet().stream()
            .flatMap(parameter -> terms(layer, parameter).stream())
            .allMatch(Section::knows);
  }

  /** Layers may override how they score their regularization; only the usual is known here. */
  private static boolean scoresAsUsual(Layer layer) {
    try {
      Class<?> scorer =
          layer.getClass().getMethod("calcRegularizationScore", boolean.class).getDeclaringClass();
      return scorer == AbstractLayer.class || scorer == BaseLayer.class;
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Strengths at the iteration and epoch that the layer is at, as there. */
  private static Penalty penalty(Layer layer, List<Regularization> terms) {
    return new Penalty(
        strength(layer, terms, L1Regularization.class::isInstance),
        strength(layer, terms, term -> !(term instanceof L1Regularization)));
  }

  private static Optional<Factor> strength(
      Layer layer, List<Regularization> terms, Predicate<Regularization> kind) {
    List<Regularization> those = terms.stream().filter(kind).toList();
    return those.isEmpty()
        ? Optional.empty()
        : Optional.of(batch -> those.stream().mapToDouble(term -> strength(layer, term)).sum());
  }

  private static double strength(Layer layer, Regularization term) {
    int iteration = layer.getIterationCount();
    int epoch = layer.getEpochCount();
    if (term instanceof L1Regularization l1) {
      return l1.getL1().valueAt(iteration, epoch);
    }
    return term instanceof L2Regularization l2
        ? l2.getL2().valueAt(iteration, epoch)
        : ((WeightDecay) term).getCoeff().valueAt(iteration, epoch);
  }

  /** Whether no layer is asked. */
  boolean areKnown() {
    return asked.isEmpty();
  }

  /** What is added to the score of a batch. */
  double of(Batch batch) {
    program.ifPresent(known -> known.run(batch));
    double sum = program.map(Program::score).orElse(0.0);
    if (!asked.isEmpty()) {
      vectors.look();
    }
    for (Layer layer : asked) {
      sum += layer.calcRegularizationScore(true);
    }
    return sum;
  }

  @Override
  public void close() {
    program.ifPresent(Program::close);
  }
}
