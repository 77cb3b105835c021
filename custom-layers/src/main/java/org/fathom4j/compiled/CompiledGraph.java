package org.fathom4j.compiled;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.lowering.GraphLowering;
import org.fathom4j.compiled.model.LayerGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * A ComputationGraph, compiled as {@link CompiledNetwork} compiles a MultiLayerNetwork, with the
 * same meaning of every call. The losses of several outputs add up; what is asked for one output is
 * asked of the first.
 *
 * <pre>{@code
 * try (CompiledGraph fast = CompiledGraph.compile(graph)) {
 *   fast.fit(iterator, epochs);
 * }
 * }</pre>
 */
public final class CompiledGraph extends CompiledStep {
  private final ComputationGraph graph;

  private CompiledGraph(LayerGraph model, Kernels kernels) {
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
    return compile(graph, Kernels.of(KernelLibrary.chosen()));
  }

  /**
   * Compiles a graph for a library of kernels.
   *
   * @param graph a graph of single precision; initialised where it is not
   * @throws NotCompilableException naming each layer or vertex that has no compiled form, and why
   */
  public static CompiledGraph compile(ComputationGraph graph, KernelLibrary kernels) {
    return compile(graph, Kernels.of(kernels));
  }

  /**
   * Compiles a graph whose products are computed from operands of this precision.
   *
   * @param graph of single precision, as its parameters stay
   * @throws NotCompilableException as without, and where this machine would only emulate the
   *     precision
   */
  public static CompiledGraph compile(ComputationGraph graph, Precision precision) {
    return compile(graph, new Kernels(KernelLibrary.chosen(), precision));
  }

  private static CompiledGraph compile(ComputationGraph graph, Kernels kernels) {
    LayerGraph model = new LayerGraph(Objects.requireNonNull(graph, "graph"));
    return compiled(
        model, () -> new GraphLowering(graph), kernels, () -> new CompiledGraph(model, kernels));
  }

  /**
   * What of a graph can be compiled and what cannot, with the reason; which layers are not trained,
   * and which steps run in Java. Initialises a graph that is not, and changes nothing else.
   */
  public static Explanation explain(ComputationGraph graph) {
    return explain(graph, new InputType[0]);
  }

  /**
   * As {@link #explain(ComputationGraph)}, for inputs of these types, such as images of a size: one
   * for each input, in order.
   */
  public static Explanation explain(ComputationGraph graph, InputType... inputs) {
    LayerGraph model = new LayerGraph(Objects.requireNonNull(graph, "graph"));
    int count = graph.getConfiguration().getNetworkInputs().size();
    if (inputs.length != 0 && inputs.length != count) {
      throw new IllegalArgumentException(
          "the graph has %d inputs, got types of %d".formatted(count, inputs.length));
    }
    return explained(model, () -> new GraphLowering(graph), List.of(inputs));
  }

  /**
   * One training step on a mini-batch.
   *
   * @param features an array for each input
   * @param labels an array for each output
   * @return the score before the update, regularization included
   */
  public double fit(INDArray[] features, INDArray[] labels) {
    return fit(features, labels, null);
  }

  /**
   * One training step on a mini-batch.
   *
   * @param features an array for each input
   * @param labels an array for each output
   * @param labelsMasks a mask, or null, for each output; or null where there is none
   * @return the score before the update, regularization included
   */
  public double fit(
      INDArray[] features, INDArray[] labels, @Nullable INDArray @Nullable [] labelsMasks) {
    return step(new MultiDataSet(features, labels, null, labelsMasks));
  }

  /** All outputs for a batch, as in inference; arrays of the caller's own. */
  public INDArray[] outputs(INDArray... features) {
    return outputsNow(features);
  }

  /**
   * Shows evaluations every batch, each those of its output. Batches without features or labels are
   * left out.
   *
   * @param evaluations by the index of the output
   * @return the evaluations themselves
   */
  public <T extends IEvaluation<?>> Map<Integer, T[]> evaluate(
      MultiDataSetIterator iterator, Map<Integer, T[]> evaluations) {
    for (int output : evaluations.keySet()) {
      Objects.checkIndex(output, graph.getNumOutputArrays());
    }
    sync();
    restart(iterator);
    while (iterator.hasNext()) {
      show(iterator.next(), evaluations);
    }
    return evaluations;
  }

  /** The graph that is trained. */
  public ComputationGraph graph() {
    return graph;
  }
}
