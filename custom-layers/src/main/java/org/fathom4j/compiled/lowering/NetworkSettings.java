package org.fathom4j.compiled.lowering;

import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeDefaultStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeGradientStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.StepFunction;
import org.fathom4j.compiled.model.TrainedModel;
import org.fathom4j.compiled.update.UpdateStep;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The settings of a network as a whole that change what a training step does, and whether they have
 * a compiled form. Of the others, updaters, counters and constraints are the update's; the modes of
 * workspaces, the cache and the steps of a line search change no number, and {@code minimize}
 * nothing at all.
 */
final class NetworkSettings {
  /** All that subtract the step. */
  private static final Set<Class<?>> DESCENDING =
      Set.of(NegativeDefaultStepFunction.class, NegativeGradientStepFunction.class);

  private NetworkSettings() {}

  /** Why a network cannot be compiled, whatever its layers are; or nothing. */
  static Optional<String> obstacle(TrainedModel network) {
    DataType type = network.parameters().dataType();
    if (type != DataType.FLOAT) {
      return Optional.of(
          "its data type is %s, the compiled step computes in FLOAT".formatted(type));
    }
    if (network.backpropagation() != BackpropType.Standard && network.truncation().isEmpty()) {
      return Optional.of(
          "truncated backpropagation through time has no compiled form in a graph of layers, nor"
              + " where it goes back over fewer steps than it goes forward");
    }
    return optimizerObstacle(network).or(() -> UpdateStep.obstacle(network));
  }

  private static Optional<String> optimizerObstacle(TrainedModel network) {
    OptimizationAlgorithm algorithm = network.configuration().getOptimizationAlgo();
    if (algorithm != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
      return Optional.of("optimization algorithm " + algorithm + " has no compiled form");
    }
    StepFunction function = network.configuration().getStepFunction();
    return function == null || DESCENDING.contains(function.getClass())
        ? Optional.empty()
        : Optional.of(
            "step function %s has no compiled form: it adds the step, training subtracts it"
                .formatted(function.getClass().getSimpleName()));
  }
}
