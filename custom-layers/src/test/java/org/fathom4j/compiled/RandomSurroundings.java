package org.fathom4j.compiled;

import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.stepfunctions.DefaultStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.GradientStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeDefaultStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeGradientStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.StepFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a network is surrounded by: a step function, modes of workspaces, a workspace that its
 * caller has open.
 *
 * @param step how a step is applied; null is the usual way
 * @param training the network's own workspaces in training
 * @param inference the same in inference
 * @param callersWorkspace whether it is called from within a workspace
 */
@SuppressWarnings("deprecation") // people do set step functions
record RandomSurroundings(
    @Nullable StepFunction step,
    WorkspaceMode training,
    WorkspaceMode inference,
    boolean callersWorkspace) {
  private static final WorkspaceConfiguration SMALL =
      WorkspaceConfiguration.builder()
          .initialSize(1 << 20)
          .policyLearning(LearningPolicy.NONE)
          .build();

  static RandomSurroundings draw(Random random) {
    return new RandomSurroundings(step(random), mode(random), mode(random), random.nextInt(3) == 0);
  }

  private static @Nullable StepFunction step(Random random) {
    return switch (random.nextInt(30)) {
      case 0 -> random.nextBoolean() ? new DefaultStepFunction() : new GradientStepFunction();
      case 1, 2, 3, 4 -> new NegativeDefaultStepFunction();
      case 5, 6, 7, 8 -> new NegativeGradientStepFunction();
      default -> null;
    };
  }

  private static WorkspaceMode mode(Random random) {
    return random.nextBoolean() ? WorkspaceMode.ENABLED : WorkspaceMode.NONE;
  }

  /** What of it has no compiled form, as a refusal names it. */
  Optional<String> refusal() {
    return step instanceof DefaultStepFunction || step instanceof GradientStepFunction
        ? Optional.of("step function " + step.getClass().getSimpleName())
        : Optional.empty();
  }

  /** Gives the network its modes of workspaces. */
  void prepare(MultiLayerNetwork network) {
    network.getLayerWiseConfigurations().setTrainingWorkspaceMode(training);
    network.getLayerWiseConfigurations().setInferenceWorkspaceMode(inference);
  }

  /** Calls from within the workspace, if there is one, which somebody else then writes over. */
  <T> T call(Supplier<T> work) {
    if (!callersWorkspace) {
      return work.get();
    }
    T result = within(work);
    within(() -> Nd4j.valueArrayOf(new long[] {1 << 17}, 1e9f));
    return result;
  }

  @SuppressWarnings("try") // the scope is left at its end
  private static <T> T within(Supplier<T> work) {
    try (MemoryWorkspace scope =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(SMALL, "CALLERS")) {
      return work.get();
    }
  }
}
