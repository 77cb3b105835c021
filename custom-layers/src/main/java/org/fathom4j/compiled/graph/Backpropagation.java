package org.fathom4j.compiled.graph;

import java.util.ArrayList;
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
  /**
   * Where the backward steps begin.
   *
   * @param output a tensor
   * @param gradient its gradient, or a part of it
   */
  public record Start(Tensor output, Tensor gradient) {}

  private final GraphBuilder graph;
  private final Set<Tensor> wanted;
  private final Map<Tensor, List<Tensor>> gradients = new HashMap<>();

  private Backpropagation(GraphBuilder graph, Set<Tensor> wanted) {
    this.graph = graph;
    this.wanted = wanted;
  }

  /**
   * Adds the backward steps of everything in the graph that depends on a trained parameter.
   *
   * @param graph forward steps; takes the backward ones
   * @param starts the tensors whose gradients are known
   * @param frozen parameters that are not trained
   */
  public static void run(GraphBuilder graph, List<Start> starts, Set<Tensor> frozen) {
    List<Step> forward = graph.steps();
    Backpropagation back = new Backpropagation(graph, dependents(forward, frozen));
    starts.stream()
        .filter(start -> back.wanted(start.output()))
        .forEach(start -> back.passOn(start.output(), start.gradient()));
    for (int i = forward.size() - 1; i >= 0; i--) {
      Step step = forward.get(i);
      if (step.writes().stream().anyMatch(back.gradients::containsKey)) {
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

  /** Whether anything is to be learned from this tensor's gradient. */
  public boolean wanted(Tensor tensor) {
    return wanted.contains(tensor);
  }

  /** The gradient of an output, summed over the steps after it that read it. */
  public Tensor gradientOf(Tensor output) {
    List<Tensor> parts = gradients.get(output);
    if (parts == null) {
      throw new IllegalStateException("no step computes the gradient of " + output);
    }
    if (parts.size() > 1) {
      Tensor sum = Sum.plain(parts.size()).of(graph, parts);
      parts.clear();
      parts.add(sum);
    }
    return parts.get(0);
  }

  /**
   * The tensor that takes the gradient of an input or of a parameter. A gradient that nobody wants
   * never reaches the network's gradient vector: an update would move the parameter by it.
   */
  public Tensor newGradient(Tensor of) {
    String role = "d" + of.name().substring(of.name().lastIndexOf('.') + 1);
    boolean parameter = of.storage() instanceof Storage.Parameter && wanted(of);
    if (parameter && gradients.containsKey(of)) {
      throw new IllegalStateException(
          of + " is read twice: a rule that sums the gradients of a parameter is needed");
    }
    Tensor gradient =
        of.storage() instanceof Storage.Parameter place && parameter
            ? graph.gradient(role, of.shape(), place.offset())
            : graph.tensor(role, of.shape());
    passOn(of, gradient);
    return gradient;
  }

  /** Takes a gradient that there is already as that of an input. */
  public void passOn(Tensor of, Tensor gradient) {
    gradients.computeIfAbsent(of, tensor -> new ArrayList<>()).add(gradient);
  }

  /** Adds a step that computes a gradient as another operation's forward pass does. */
  public void set(Step forward, Tensor gradient, Operation operation, List<Tensor> reads) {
    graph.add(new Step(forward.layer(), operation, Pass.FORWARD, reads, List.of(gradient)));
  }

  /** Adds a backward step of a forward one. */
  public void add(Step forward, Pass pass, List<Tensor> reads, List<Tensor> writes) {
    graph.add(new Step(forward.layer(), forward.operation(), pass, reads, writes));
  }

  /** Adds a step in Java that takes part in the backward pass. */
  public void add(String layer, Operation operation, List<Tensor> reads, List<Tensor> writes) {
    graph.add(new Step(layer, operation, Pass.BACKWARD_DATA, reads, writes));
  }
}
