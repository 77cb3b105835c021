package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dense layer's product: {@code y[n,o] = b[o] + sum over i of w[o,i] x[n,i]}, where i runs over
 * all the dimensions of an example.
 *
 * <p>Forward reads {@code x [n,...], w [o,...], b [o]} (the bias may be left out) and writes {@code
 * y [n,o]}.
 */
public record InnerProduct() implements Operation {

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x, Tensor weights, Optional<Tensor> bias) {
    List<Tensor> reads = new ArrayList<>(List.of(x, weights));
    bias.ifPresent(reads::add);
    return graph.add(this, reads, Shape.of(x.shape().size(0), weights.shape().size(0)));
  }

  @Override
  public String describe() {
    return "inner product";
  }

  @Override
  public void backward(Step forward, Backpropagation back) {
    Affine.backward(forward, back);
  }
}
