package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;

/**
 * The largest or the mean value in a sliding window, channel by channel.
 *
 * <p>Forward reads {@code x [n,c,h,w]} and writes {@code y [n,c,h',w']} and, in training, which
 * element of each window was largest.
 *
 * @param kind what is taken of a window
 * @param window the window and how it slides
 */
public record Pooling(Kind kind, Window window) implements Operation {

  /** What is taken of a window. */
  public enum Kind {
    /** The largest element. */
    MAX,
    /** The sum over the size of the window. */
    MEAN_WITH_PADDING,
    /** The sum over the number of elements that are not padding. */
    MEAN
  }

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x) {
    Shape in = x.shape();
    Tensor y =
        graph.tensor(
            "y",
            Shape.of(
                in.size(0),
                in.size(1),
                window.outputHeight(in.size(2)),
                window.outputWidth(in.size(3))));
    graph.add(
        new Step(
            graph.layer(), this, Pass.FORWARD, List.of(x), List.of(y, graph.kept("chosen", in))));
    return y;
  }

  @Override
  public String describe() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " pooling " + window;
  }

  /**
   * Backward reads {@code dy, chosen} and writes dx; of {@code x, y} it needs the shapes and
   * layouts alone.
   */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor dy = back.gradientOf(forward.write(0));
      back.add(
          forward,
          Pass.BACKWARD_DATA,
          List.of(dy, forward.write(1), x, forward.write(0)),
          List.of(back.newGradient(x)));
    }
  }
}
