package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Arithmetic.Factor;

/**
 * Moves a run of parameters by their gradients, in place: {@code g' = share g + signs sign(p) +
 * pull p}, a step from g' by the rule, and {@code p' = p - (step + decay p)}. Where the gradient
 * was the whole step is left.
 *
 * <p>Reads p, g and as many vectors of state as the rule keeps, all of one length. Writes the same,
 * and a number: 0, or NaN where a parameter is none or infinite afterwards. It has no gradient.
 *
 * @param rule how a gradient becomes a step
 * @param share what gradients are multiplied by: the inverse of the number of examples they are
 *     summed over
 * @param signs strength of an L1 penalty, if there is one
 * @param pull strength of an L2 penalty, if there is one
 * @param decay share of the parameters that is taken with each step, if any
 */
public record Update(
    UpdateRule rule,
    Factor share,
    Optional<Factor> signs,
    Optional<Factor> pull,
    Optional<Factor> decay)
    implements Operation {

  /**
   * Adds the step; the result is p.
   *
   * @param from index of the first parameter in the network's vectors
   * @param count how many there are
   * @param states where in the updater's state each vector of theirs begins
   */
  public Tensor add(GraphBuilder graph, long from, long count, List<Integer> states) {
    return add(graph, from, count, states, graph.score());
  }

  /**
   * As {@link #add(GraphBuilder, long, long, List)}.
   *
   * @param doubt takes the 0 or NaN
   */
  public Tensor add(GraphBuilder graph, long from, long count, List<Integer> states, Tensor doubt) {
    if (states.size() != rule.states()) {
      throw new IllegalArgumentException(
          "%d vectors of state for %s".formatted(states.size(), describe()));
    }
    Shape shape = Shape.of(count);
    Tensor p = graph.parameter("p", shape, from);
    List<Tensor> moved = new ArrayList<>(List.of(p, graph.gradient("g", shape, from)));
    states.forEach(offset -> moved.add(graph.state("state", shape, offset)));
    List<Tensor> writes = new ArrayList<>(moved);
    writes.add(doubt);
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, moved, writes));
    return p;
  }

  @Override
  public List<Factor> variables() {
    Stream<Factor> own =
        Stream.of(Optional.of(share), signs, pull, decay).flatMap(Optional::stream);
    return Stream.concat(own, rule.variables().stream()).toList();
  }

  @Override
  public String describe() {
    return "update by " + rule.getClass().getSimpleName();
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
