package org.fathom4j.compiled.graph;

/**
 * Inner products of several networks, side by side: with n rows and o outputs each, {@code
 * y[gn+r,p] = b[go+p] + sum over i of w[go+p,i] x[gn+r,i]} for network g.
 *
 * <p>Forward reads {@code x [groups n, i]}, or {@code x [n,i]} that all of them share, {@code w
 * [groups o, i]} and {@code b [groups o]}, which may be left out, and writes {@code y [groups n,
 * o]}. No gradient goes back to what is shared.
 *
 * @param groups how many networks
 */
public record GroupedProduct(int groups) implements Operation {
  @Override
  public String describe() {
    return "inner products of %d networks".formatted(groups);
  }

  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x) && x.shape().size(0) != forward.write(0).shape().size(0)) {
      throw new IllegalStateException("no gradient goes back to " + x + ", which networks share");
    }
    Affine.backward(forward, back);
  }
}
