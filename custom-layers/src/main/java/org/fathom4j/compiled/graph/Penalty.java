package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Arithmetic.Factor;

/**
 * What the size of parameters adds to the score: {@code signs sum |p| + squares/2 sum p^2}.
 *
 * <p>Reads p and writes a score. Its gradient is a matter of the {@link Update}.
 *
 * @param signs strength of the L1 penalty, if there is one
 * @param squares strength of the L2 penalty, if there is one
 */
public record Penalty(Optional<Factor> signs, Optional<Factor> squares) implements Operation {
  /**
   * Adds the step; the result is p.
   *
   * @param from index of the first parameter in the network's vectors
   * @param count how many there are
   */
  public Tensor add(GraphBuilder graph, long from, long count) {
    Tensor p = graph.parameter("p", Shape.of(count), from);
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, List.of(p), List.of(graph.score())));
    return p;
  }

  @Override
  public List<Factor> variables() {
    return Stream.of(signs, squares).flatMap(Optional::stream).toList();
  }

  @Override
  public String describe() {
    return "penalty" + (signs.isPresent() ? " l1" : "") + (squares.isPresent() ? " l2" : "");
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
