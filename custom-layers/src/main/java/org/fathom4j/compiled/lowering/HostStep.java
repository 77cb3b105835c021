package org.fathom4j.compiled.lowering;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * A step of a program that runs in Java, not as a kernel.
 *
 * @param layer the layer that asked for it
 * @param what what is computed
 * @param values how many values it reads and writes for a batch of one example, backward too
 */
public record HostStep(String layer, String what, long values) {

  /** Those of a graph for one example, in order; steps that do the same for a layer are one. */
  static List<HostStep> of(Graph graph) {
    Map<HostStep, Long> values = new LinkedHashMap<>();
    for (Step step : graph.steps()) {
      if (step.operation() instanceof HostOperation operation) {
        String what = operation.describe().replace(" (in Java)", "");
        values.merge(new HostStep(step.layer(), what, 0), values(step), Long::sum);
      }
    }
    return values.entrySet().stream()
        .map(each -> new HostStep(each.getKey().layer, each.getKey().what, each.getValue()))
        .toList();
  }

  private static long values(Step step) {
    return Stream.concat(step.reads().stream(), step.writes().stream())
        .map(Tensor::shape)
        .mapToLong(shape -> shape.elements())
        .sum();
  }

  @Override
  public String toString() {
    return "in Java: %s, %d values an example".formatted(what, values);
  }
}
