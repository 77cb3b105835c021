package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Tensor;

/** How one kind of layer becomes operations. */
interface LayerRule {

  /** Why this layer cannot be compiled as configured, or nothing where it can. */
  default Optional<String> obstacle(LayerSite site) {
    return Optional.empty();
  }

  /** Whether images that a pre-processor would flatten may come as they are. */
  default boolean takesAnyRank() {
    return false;
  }

  /** Whether it makes one of all steps of a sequence, and can of those alone that a mask counts. */
  default boolean countsSteps(LayerSite site) {
    return false;
  }

  /**
   * Adds the layer's forward steps; the result is its output (of an output layer: its
   * pre-activation, or its input where its loss reads that too).
   */
  Tensor lower(LayerSite site, Tensor x, GraphBuilder graph);
}
