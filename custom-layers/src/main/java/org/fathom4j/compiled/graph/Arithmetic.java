package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;

/**
 * Elementwise {@code y = (a x1) op (b x2)} of two tensors of one shape; the numbers a and b may be
 * others for each batch.
 *
 * <p>Reads x1 and x2 and writes y, which may be either of them. It moves parameters and has no
 * gradient.
 *
 * @param operator what is done
 * @param left a
 * @param right b
 */
public record Arithmetic(Operator operator, Factor left, Factor right) implements Operation {

  /** What is done with two elements. */
  public enum Operator {
    /** Their sum. */
    PLUS,
    /** Their product. */
    TIMES,
    /** The first divided by the second. */
    OVER
  }

  /** A number that may depend on the iteration, the epoch and the number of examples. */
  @FunctionalInterface
  public interface Factor {
    /** Its value. */
    double at(Batch batch);
  }

  /** Adds the step that sets {@code y}. */
  public void set(Tensor y, GraphBuilder graph, Tensor left, Tensor right) {
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, List.of(left, right), List.of(y)));
  }

  @Override
  public List<Factor> variables() {
    return List.of(left, right);
  }

  @Override
  public String describe() {
    return "a x " + operator.name().toLowerCase(Locale.ROOT) + " b y";
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
