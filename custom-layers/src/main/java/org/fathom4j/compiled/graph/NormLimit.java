package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fathom4j.compiled.graph.Arithmetic.Factor;

/**
 * Holds the norms of groups of parameters to limits, in place. Elements that differ in the summed
 * dimensions alone are a group: it is multiplied by a factor of its norm n, and then by that of the
 * norm that it has by now.
 *
 * <p>Reads and writes p. It has no gradient.
 *
 * @param kind what the factor is
 * @param summed dimensions of p that norms are taken over
 * @param least least norm
 * @param most largest norm
 * @param rate how far norms are moved, 1 for all the way
 * @param epsilon added to what is divided by
 */
public record NormLimit(
    Kind kind, Set<Integer> summed, Factor least, Factor most, Factor rate, double epsilon)
    implements Operation {

  /** What groups are multiplied by. */
  public enum Kind {
    /** {@code min(n, most) / (n + epsilon)}. */
    MOST,
    /**
     * With c = n held between least and most, {@code f = c / (n + epsilon)}; where the rate is not
     * 1, {@code rate f + (1 - rate) (n + epsilon)}.
     */
    BETWEEN,
    /** {@code 1 / n}. */
    UNIT
  }

  /** Copies the set. */
  public NormLimit {
    summed = Set.copyOf(summed);
  }

  /** Adds the step. */
  public void add(GraphBuilder graph, Tensor p) {
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, List.of(p), List.of(p)));
  }

  @Override
  public List<Factor> variables() {
    return List.of(least, most, rate);
  }

  @Override
  public String describe() {
    return "norms held, " + kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
