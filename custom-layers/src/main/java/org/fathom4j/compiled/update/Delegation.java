package org.fathom4j.compiled.update;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.fathom4j.compiled.model.TrainedModel;
import org.nd4j.linalg.learning.regularization.Regularization;

/** Which parts of an update have no form here and run as Deeplearning4j's own code. */
public final class Delegation {
  private Delegation() {}

  /** Who updates the parameters, and why, for people. */
  public static String describe(TrainedModel network) {
    long parameters = network.parameters().length();
    Set<String> reasons = parameters == 0 ? Set.of() : reasons(network);
    return reasons.isEmpty()
        ? "one sweep over %d parameters".formatted(parameters)
        : "in Java: Deeplearning4j's updater, about a dozen passes over %d parameters, for %s"
            .formatted(parameters, String.join(" and ", reasons));
  }

  private static Set<String> reasons(TrainedModel network) {
    Set<String> reasons = new LinkedHashSet<>();
    // Without one yet, it is the network's to make and keep when it trains.
    Updater updater = Objects.requireNonNullElseGet(network.updaterIfAny(), network::freshUpdater);
    if (updater instanceof BaseMultiLayerUpdater<?> known) {
      known.getUpdaterBlocks().forEach(block -> addReasons(block, reasons));
    } else {
      reasons.add(updater.getClass().getSimpleName());
    }
    return reasons;
  }

  private static void addReasons(UpdaterBlock block, Set<String> reasons) {
    if (UpdateRules.of(block.getGradientUpdater().getConfig()).isEmpty()) {
      reasons.add(block.getGradientUpdater().getConfig().getClass().getSimpleName());
    }
    for (UpdaterBlock.ParamState part : block.getLayersAndVariablesInBlock()) {
      for (Regularization term :
          Objects.requireNonNullElse(
              part.getLayer().getConfig().getRegularizationByParam(part.getParamName()),
              java.util.List.<Regularization>of())) {
        if (!Section.knows(term)) {
          reasons.add(term.getClass().getSimpleName());
        }
      }
    }
  }
}
