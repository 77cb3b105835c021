package org.fathom4j.compiled.lowering;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Tensor;

/**
 * How one kind of vertex without a layer becomes operations.
 *
 * @param <V> its configuration
 */
interface VertexRule<V extends GraphVertex> {
  /** Why a vertex cannot be compiled as configured, or nothing where it can. */
  default Optional<String> obstacle(V vertex) {
    return Optional.empty();
  }

  /** Adds its forward steps; the result is its output. */
  Tensor lower(V vertex, List<Tensor> inputs, GraphBuilder graph);
}
