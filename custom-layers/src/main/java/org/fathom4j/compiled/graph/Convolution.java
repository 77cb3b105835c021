package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two-dimensional cross-correlation: {@code y[n,o,i,j] = b[o] + sum over c,u,v of w[o,c,u,v]
 * x[n,c,i*s+u*d-p,j*s+v*d-p]}.
 *
 * <p>Forward reads {@code x [n,c,h,w], w [o,c,kh,kw], b [o]} (the bias may be left out) and writes
 * {@code y [n,o,h',w']}.
 *
 * @param window the kernel and how it slides
 */
public record Convolution(Window window) implements Operation {

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x, Tensor weights, Optional<Tensor> bias) {
    Shape in = x.shape();
    Shape out =
        Shape.of(
            in.size(0),
            weights.shape().size(0),
            window.outputHeight(in.size(2)),
            window.outputWidth(in.size(3)));
    List<Tensor> reads = new ArrayList<>(List.of(x, weights));
    bias.ifPresent(reads::add);
    return graph.add(this, reads, out);
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
