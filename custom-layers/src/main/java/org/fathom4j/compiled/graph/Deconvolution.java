package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Transposed convolution: every element of x stamps the kernel, times itself, into y where a {@link
 * Convolution} of y would have read it: {@code y[n,o,i*s+u*d-p,j*s+v*d-p]} is the sum over c of
 * {@code w[o,c,u,v] x[n,c,i,j]}, and {@code b[o]}.
 *
 * <p>Forward reads {@code x [n,c,h,w], w [o,c,kh,kw], b [o]} (the bias may be left out) and writes
 * {@code y [n,o,h',w']}.
 *
 * @param window the kernel and how it slides over y
 */
public record Deconvolution(Window window) implements Operation {

  /** Adds the forward step; the result is y, over which the window has as many places as x. */
  public Tensor of(GraphBuilder graph, Tensor x, Tensor weights, Optional<Tensor> bias) {
    Shape in = x.shape();
    Shape out =
        Shape.of(
            in.size(0),
            weights.shape().size(0),
            window.inputHeight(in.size(2)),
            window.inputWidth(in.size(3)));
    List<Tensor> reads = new ArrayList<>(List.of(x, weights));
    bias.ifPresent(reads::add);
    return graph.add(this, reads, out);
  }

  @Override
  public String describe() {
    return "deconvolution " + window;
  }

  @Override
  public void backward(Step forward, Backpropagation back) {
    Affine.backward(forward, back);
  }
}
