package org.fathom4j.compiled.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;

/** Two lists of steps on the same vectors as one. */
final class Interleaving {
  private Interleaving() {}

  /**
   * Training with the steps of its update, each behind the last step that reads or writes what it
   * moves.
   *
   * @param output to ask for behind those of the training
   */
  static Graph of(Graph training, List<Step> update, Tensor output) {
    Map<Integer, List<Step>> behind = new HashMap<>();
    for (Step step : update) {
      behind.computeIfAbsent(last(training.steps(), step), at -> new ArrayList<>()).add(step);
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < training.steps().size(); i++) {
      steps.add(training.steps().get(i));
      steps.addAll(behind.getOrDefault(i, List.of()));
    }
    return new Graph(steps, Stream.concat(training.outputs().stream(), Stream.of(output)).toList());
  }

  /** The last step of a training that touches what another moves; the very last if none does. */
  private static int last(List<Step> training, Step moving) {
    for (int i = training.size() - 1; i >= 0; i--) {
      Step step = training.get(i);
      boolean touches =
          Stream.concat(step.reads().stream(), step.writes().stream())
              .anyMatch(each -> moving.reads().stream().anyMatch(moved -> overlap(each, moved)));
      if (touches) {
        return i;
      }
    }
    return training.size() - 1;
  }

  private static boolean overlap(Tensor left, Tensor right) {
    OptionalLong from = place(left);
    OptionalLong to = place(right);
    return from.isPresent()
        && to.isPresent()
        && from.getAsLong() < to.getAsLong() + right.shape().elements()
        && to.getAsLong() < from.getAsLong() + left.shape().elements();
  }

  /** Where a parameter, or its gradient, begins in the network's vectors. */
  private static OptionalLong place(Tensor tensor) {
    if (tensor.storage() instanceof Storage.Parameter parameter) {
      return OptionalLong.of(parameter.offset());
    }
    return tensor.storage() instanceof Storage.Gradient gradient
        ? OptionalLong.of(gradient.offset())
        : OptionalLong.empty();
  }
}
