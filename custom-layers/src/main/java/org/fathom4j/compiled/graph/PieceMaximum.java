package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;

/**
 * Maxout: {@code y[n,u,...] = max over j of z[n, j*units+u, ...]}. The gradient goes to the largest
 * piece, to the first among equals.
 *
 * <p>Forward reads {@code z [n, pieces*units, ...]} and writes {@code y [n, units, ...]} and, in
 * training, which piece was largest.
 *
 * @param pieces pieces of each unit, at least 2
 */
public record PieceMaximum(int pieces) implements Operation {

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor z) {
    long[] sizes = z.shape().toArray();
    sizes[1] /= pieces;
    Tensor y = graph.tensor("y", Shape.of(sizes));
    Tensor chosen = graph.kept("chosen", z.shape());
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, List.of(z), List.of(y, chosen)));
    return y;
  }

  @Override
  public String describe() {
    return String.format(Locale.ROOT, "maximum of %d pieces", pieces);
  }

  /** Backward reads {@code dy, chosen} and writes dz. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor z = forward.read(0);
    if (back.wanted(z)) {
      Tensor dy = back.gradientOf(forward.write(0));
      back.add(
          forward, Pass.BACKWARD_DATA, List.of(dy, forward.write(1)), List.of(back.newGradient(z)));
    }
  }
}
