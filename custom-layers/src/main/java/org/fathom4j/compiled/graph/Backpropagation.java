package org.fathom4j.compiled.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks the forward steps back to front and lets each operation's gradient rule add its steps;
 * knows no operation itself.
 */
public final class Backpropagation {
  private final GraphBuilder graph;
  private final Set<Tensor> wanted;
  private final Map<Tensor, Tensor> gradients = new HashMap<>();

  private Backpropagation(GraphBuilder graph, Set<Tensor> wanted) {
    this.graph = graph;
    this.wanted = wanted;
  }

  /**
   * Adds the backward steps of everything in the graph that depends on a trained parameter.
   *
   * @param graph forward steps; takes the backward ones
   * @param output the tensor whose gradient is known
   * @param gradient its gradient
   * @param frozen parameters that are not trained
   */
  public static void run(GraphBuilder graph, Tensor output, Tensor gradient, Set<Tensor> frozen) {
    List<Step> forward = graph.steps();
    Backpropagation back = new Backpropagation(graph, dependents(forward, frozen));
    back.gradients.put(output, gradient);
    for (int i = forward.size() - 1; i >= 0; i--) {
      Step step = forward.get(i);
      if (step.writes().stream().anyMatch(back::reaches)) {
        graph.enter(step.layer());
        step.operation().backward(step, back);
      }
    }
  }

  /** Trained parameters and every tensor that is computed from one. */
  private static Set<Tensor> dependents(List<Step> forward, Set<Tensor> frozen) {
    Set<Tensor> dependents = new HashSet<>();
    for (Step step : forward) {
      for (Tensor read : step.reads()) {
        if (read.storage() instanceof Storage.Parameter && !frozen.contains(read)) {
          dependents.add(read);
        }
      }
      if (step.reads().stream().anyMatch(dependents::contains)) {
        dependents.addAll(step.writes());
      }
    }
    return dependents;
  }

  private boolean reaches(Tensor written) {
    return gradients.containsKey(written) && wanted(written);
  }

  /** Whether anything is to be learned from this tensor's gradient. */
  public boolean wanted(Tensor tensor) {
    return wanted.contains(tensor);
  }

  /** The gradient of an output, as the steps after it left it. */
  public Tensor gradientOf(Tensor output) {
    Tensor gradient = gradients.get(output);
    if (gradient == null) {
      throw new IllegalStateException("no step computes the gradient of " + output);
    }
    return gradient;
  }

  /**
   * The tensor that takes the gradient of an input or of a parameter; that of a parameter that is
   * not trained goes nowhere.
   */
  public Tensor newGradient(Tensor of) {
    String role = "d" + of.name().substring(of.name().lastIndexOf('.') + 1);
    Tensor gradient =
        of.storage() instanceof Storage.Parameter parameter && wanted(of)
            ? graph.gradient(role, of.shape(), parameter.offset())
            : graph.tensor(role, of.shape());
    if (gradients.put(of, gradient) != null) {
      throw new IllegalStateException(
          of + " is read twice: a rule that sums its gradients is needed");
    }
    return gradient;
  }

  /** Adds a backward step of a forward one. */
  public void add(Step forward, Pass pass, List<Tensor> reads, List<Tensor> writes) {
    graph.add(new Step(forward.layer(), forward.operation(), pass, reads, writes));
  }

  /** Adds a step in Java that takes part in the backward pass. */
  public void add(String layer, HostOperation operation, List<Tensor> reads, List<Tensor> writes) {
    graph.add(new Step(layer, operation, Pass.BACKWARD_DATA, reads, writes));
  }
}
