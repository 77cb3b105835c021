package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;
import org.fathom4j.compiled.graph.Arithmetic.Factor;

/**
 * Bounds gradients before an update, in place, all of them together as one vector; each tensor is
 * multiplied by its share first. Reads and writes the gradients, and has none itself.
 *
 * @param kind of bound
 * @param limit what it is
 * @param shares one for each tensor: the inverse of the number of examples it is summed over
 */
public record GradientBound(Kind kind, double limit, List<Factor> shares) implements Operation {
  /** What is bounded. */
  public enum Kind {
    /** Each number: to the limit, or to its negative. */
    ELEMENTS,
    /** The length of the vector: a longer one is scaled to the limit. */
    LENGTH,
    /** The vector is divided by its length; one of length 0 by the limit. */
    UNIT
  }

  /** Copies the list. */
  public GradientBound {
    shares = List.copyOf(shares);
  }

  /** Adds the step. */
  public void add(GraphBuilder graph, List<Tensor> gradients) {
    if (gradients.size() != shares.size()) {
      throw new IllegalArgumentException(
          "%d gradients with %d shares".formatted(gradients.size(), shares.size()));
    }
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, gradients, gradients));
  }

  @Override
  public List<Factor> variables() {
    return shares;
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT, "gradients bound by %s %s", kind.name().toLowerCase(Locale.ROOT), limit);
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
