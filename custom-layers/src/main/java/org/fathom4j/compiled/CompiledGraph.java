package org.fathom4j.compiled;

import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.fathom4j.compiled.lowering.GraphLowering;
import org.fathom4j.compiled.model.LayerGraph;

/**
 * A ComputationGraph with one input and one output, compiled as {@link CompiledNetwork} compiles a
 * MultiLayerNetwork, with the same meaning of every call.
 *
 * <pre>{@code
 * try (CompiledGraph fast = CompiledGraph.compile(graph)) {
 *   fast.fit(iterator, epochs);
 * }
 * }</pre>
 */
public final class CompiledGraph extends CompiledStep {
  private final ComputationGraph graph;

  private CompiledGraph(LayerGraph model, KernelLibrary kernels) {
    super(model, () -> new GraphLowering(model.network()), kernels);
    this.graph = model.network();
  }

  /**
   * Compiles a graph.
   *
   * @param graph a graph of single precision; initialised where it is not
   * @throws NotCompilableException naming each layer or vertex that has no compiled form, and why
   */
  public static CompiledGraph compile(ComputationGraph graph) {
    return compile(graph, KernelLibrary.chosen());
  }

  /**
   * Compiles a graph for a library of kernels.
   *
   * @param graph a graph of single precision; initialised where it is not
   * @throws NotCompilableException naming each layer or vertex that has no compiled form, and why
   */
  public static CompiledGraph compile(ComputationGraph graph, KernelLibrary kernels) {
    LayerGraph model = new LayerGraph(Objects.requireNonNull(graph, "graph"));
    return compiled(
        model, () -> new GraphLowering(graph), kernels, () -> new CompiledGraph(model, kernels));
  }

  /**
   * What of a graph can be compiled and what cannot, with the reason; which layers are not trained,
   * and which steps run in Java. Initialises a graph that is not, and changes nothing else.
   */
  public static Explanation explain(ComputationGraph graph) {
    LayerGraph model = new LayerGraph(Objects.requireNonNull(graph, "graph"));
    return explained(model, () -> new GraphLowering(graph), null);
  }

  /** As {@link #explain(ComputationGraph)}, for inputs of this type, such as images of a size. */
  public static Explanation explain(ComputationGraph graph, InputType input) {
    LayerGraph model = new LayerGraph(Objects.requireNonNull(graph, "graph"));
    return explained(model, () -> new GraphLowering(graph), Objects.requireNonNull(input, "input"));
  }

  /** The graph that is trained. */
  public ComputationGraph graph() {
    return graph;
  }
}
