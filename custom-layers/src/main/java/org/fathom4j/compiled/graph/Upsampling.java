package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;

/**
 * Every pixel repeated: {@code y[n,c,i,j] = x[n,c,i/height,j/width]}.
 *
 * <p>Forward reads {@code x [n,c,h,w]} and writes {@code y}; backward reads dy and writes dx, the
 * sum over each pixel's copies.
 *
 * @param height how often rows are repeated
 * @param width how often columns are repeated
 */
public record Upsampling(int height, int width) implements Operation {
  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x) {
    Shape in = x.shape();
    Shape out = Shape.of(in.size(0), in.size(1), in.size(2) * height, in.size(3) * width);
    return graph.add(this, List.of(x), out);
  }

  @Override
  public String describe() {
    return String.format(Locale.ROOT, "upsampling %dx%d", height, width);
  }

  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor dy = back.gradientOf(forward.write(0));
      back.add(forward, Pass.BACKWARD_DATA, List.of(dy), List.of(back.newGradient(x)));
    }
  }
}
