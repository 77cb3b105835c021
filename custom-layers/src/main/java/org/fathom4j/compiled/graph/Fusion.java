package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A pass: lets a convolution or inner product apply the activation that follows it on the fly,
 * where nobody else reads what lies between.
 */
public final class Fusion {
  private Fusion() {}

  /**
   * The same program with fewer steps.
   *
   * @param fusible the functions that the backend can apply on the fly
   */
  public static Graph apply(Graph graph, Predicate<Activation> fusible) {
    Map<Tensor, Integer> readers = new HashMap<>();
    graph.steps().forEach(step -> step.reads().forEach(t -> readers.merge(t, 1, Integer::sum)));
    Set<Tensor> kept = Set.copyOf(graph.outputs());
    List<Step> steps = new ArrayList<>();
    for (Step step : graph.steps()) {
      Optional<Step> fused =
          steps.isEmpty() ? Optional.empty() : fuse(steps.get(steps.size() - 1), step, fusible);
      boolean hidden =
          fused.isPresent()
              && readers.getOrDefault(step.read(0), 0) == 1
              && !kept.contains(step.read(0));
      if (hidden) {
        steps.set(steps.size() - 1, fused.get());
      } else {
        steps.add(step);
      }
    }
    return new Graph(steps, graph.outputs());
  }

  private static Optional<Step> fuse(Step producer, Step consumer, Predicate<Activation> fusible) {
    boolean affine =
        producer.operation() instanceof Convolution
            || producer.operation() instanceof Deconvolution
            || producer.operation() instanceof InnerProduct
            || producer.operation() instanceof GroupedProduct;
    boolean possible =
        affine
            && producer.pass() == Pass.FORWARD
            && producer.fused().isEmpty()
            && consumer.pass() == Pass.FORWARD
            && consumer.operation() instanceof Activation function
            && fusible.test(function)
            && consumer.read(0).equals(producer.write(0));
    return possible
        ? Optional.of(
            new Step(
                producer.layer(),
                producer.operation(),
                Pass.FORWARD,
                producer.reads(),
                consumer.writes(),
                Optional.of((Activation) consumer.operation())))
        : Optional.empty();
  }
}
