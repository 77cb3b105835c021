package org.fathom4j.compiled.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;
import org.fathom4j.compiled.model.TrainedModel;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * A run of parameters that are updated alike: one parameter of one layer, or several that lie next
 * to each other.
 *
 * @param from index of the first in the network's vectors
 * @param count how many
 * @param updater how they move
 * @param states where in the updater's state vector the state of this run begins: once for each
 *     number that the updater keeps of a parameter
 * @param regularizations what is added to gradient or step
 * @param averaged whether the gradient is still to be divided by the number of examples
 */
record Section(
    int from,
    int count,
    IUpdater updater,
    List<Integer> states,
    List<Regularization> regularizations,
    boolean averaged) {

  Section {
    states = List.copyOf(states);
    regularizations = List.copyOf(regularizations);
  }

  /** The sections of a network and its updater, or nothing where some setting has no form here. */
  static Optional<List<Section>> of(TrainedModel network, BaseMultiLayerUpdater<?> updater) {
    Runs runs = new Runs();
    List<? extends Trainable> bounded = Bounds.layers(network);
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      Optional<Integer> states =
          UpdateRules.of(block.getGradientUpdater().getConfig()).map(UpdateRule::states);
      if (states.isEmpty()) {
        return Optional.empty();
      }
      int first = states.get() == 0 ? 0 : start(block, updater);
      for (UpdaterBlock.ParamState part : block.getLayersAndVariablesInBlock()) {
        boolean averaged =
            averaged(network, part.getLayer(), part.getParamName())
                && !bounded.contains(part.getLayer());
        Section section = of(block, part, offsets(block, part, first, states.get()), averaged);
        if (!section.regularizations.stream().allMatch(Section::knows)) {
          return Optional.empty();
        }
        runs.add(section, part.getLayer());
      }
    }
    return Optional.of(runs.sections());
  }

  private static int start(UpdaterBlock block, BaseMultiLayerUpdater<?> updater) {
    return Math.toIntExact(block.getUpdaterView().offset() - updater.getStateViewArray().offset());
  }

  /** A block keeps one vector after the other, each as long as the block. */
  private static List<Integer> offsets(
      UpdaterBlock block, UpdaterBlock.ParamState part, int first, int states) {
    int length = block.getParamOffsetEnd() - block.getParamOffsetStart();
    List<Integer> offsets = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      offsets.add(first + i * length + part.getParamOffsetStart() - block.getParamOffsetStart());
    }
    return offsets;
  }

  private static Section of(
      UpdaterBlock block, UpdaterBlock.ParamState part, List<Integer> states, boolean averaged) {
    List<Regularization> regularizations =
        part.getLayer().getConfig().getRegularizationByParam(part.getParamName());
    return new Section(
        part.getParamOffsetStart(),
        part.getParamOffsetEnd() - part.getParamOffsetStart(),
        block.getGradientUpdater().getConfig(),
        states,
        regularizations == null ? List.of() : regularizations,
        averaged);
  }

  /** Whether the gradient of a parameter is divided by the number of examples. */
  static boolean averaged(TrainedModel network, Trainable layer, String name) {
    return network.configuration().isMiniBatch() && layer.updaterDivideByMinibatch(name);
  }

  /** What an averaged gradient, or one that is not, is multiplied by. */
  static Factor share(boolean averaged) {
    return averaged ? batch -> 1.0 / batch.examples() : batch -> 1;
  }

  /**
   * Adds the update; the result is the parameters.
   *
   * @param doubt takes 0, or NaN where a parameter is none or infinite afterwards
   */
  Tensor add(GraphBuilder graph, Tensor doubt) {
    return new Update(
            UpdateRules.of(updater).orElseThrow(),
            share(averaged),
            strength(L1Regularization.class::isInstance),
            strength(L2Regularization.class::isInstance),
            strength(WeightDecay.class::isInstance))
        .add(graph, from, count, states, doubt);
  }

  private Optional<Factor> strength(Predicate<Regularization> kind) {
    List<Regularization> those = regularizations.stream().filter(kind).toList();
    return those.isEmpty()
        ? Optional.empty()
        : Optional.of(
            batch ->
                those.stream()
                    .mapToDouble(each -> strength(each, batch.iteration(), batch.epoch()))
                    .sum());
  }

  static boolean knows(Regularization regularization) {
    Class<?> type = regularization.getClass();
    return type == L1Regularization.class
        || type == L2Regularization.class
        || type == WeightDecay.class;
  }

  /** Whether another lies behind this one and is updated alike. */
  boolean continuesIn(Section next) {
    return next.from == from + count
        && next.states.equals(states.stream().map(state -> state + count).toList())
        && next.updater.equals(updater)
        && next.regularizations.equals(regularizations)
        && next.averaged == averaged;
  }

  /** With another that it continues in. */
  Section joined(Section next) {
    return new Section(from, count + next.count, updater, states, regularizations, averaged);
  }

  /** That of so many networks, whose vectors lie as one network's but as many times as long. */
  Section times(int networks) {
    return new Section(
        networks * from,
        networks * count,
        updater,
        states.stream().map(state -> networks * state).toList(),
        regularizations,
        averaged);
  }

  /** What a regularization multiplies parameters (or their signs) by. */
  private double strength(Regularization regularization, int iteration, int epoch) {
    if (regularization instanceof L1Regularization l1) {
      return l1.getL1().valueAt(iteration, epoch);
    }
    if (regularization instanceof L2Regularization l2) {
      return l2.getL2().valueAt(iteration, epoch);
    }
    WeightDecay decay = (WeightDecay) regularization;
    double factor = decay.getCoeff().valueAt(iteration, epoch);
    boolean timesRate = decay.isApplyLR() && updater.hasLearningRate();
    return timesRate ? factor * updater.getLearningRate(iteration, epoch) : factor;
  }
}
