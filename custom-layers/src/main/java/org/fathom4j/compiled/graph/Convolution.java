package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two-dimensional cross-correlation: {@code y[n,o,i,j] = b[o] + sum over c,u,v of w[o,c,u,v]
 * x[n,c,i*s+u*d-p,j*s+v*d-p]}.
 *
 * <p>Forward reads {@code x [n,c,h,w], w [o,c,kh,kw], b [o]} (the bias may be left out) and writes
 * {@code y [n,o,h',w']}. With weights {@code [g,o/g,c/g,kh,kw]} the channels are in g groups, each
 * a convolution of its own.
 *
 * @param window the kernel and how it slides
 */
public record Convolution(Window window) implements Operation {
  private static final int GROUPED = 5;

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x, Tensor weights, Optional<Tensor> bias) {
    Shape in = x.shape();
    Shape out =
        Shape.of(
            in.size(0),
            outputs(weights.shape()),
            window.outputHeight(in.size(2)),
            window.outputWidth(in.size(3)));
    List<Tensor> reads = new ArrayList<>(List.of(x, weights));
    bias.ifPresent(reads::add);
    return graph.add(this, reads, out);
  }

  /** Channels of what these weights give. */
  public static long outputs(Shape weights) {
    return weights.rank() == GROUPED ? weights.size(0) * weights.size(1) : weights.size(0);
  }

  /** Number of groups that these weights have, 1 where they have none. */
  public static long groups(Shape weights) {
    return weights.rank() == GROUPED ? weights.size(0) : 1;
  }

  @Override
  public String describe() {
    return "convolution " + window;
  }

  @Override
  public void backward(Step forward, Backpropagation back) {
    Affine.backward(forward, back);
  }
}
