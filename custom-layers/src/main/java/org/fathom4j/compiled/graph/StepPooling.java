package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;

/**
 * What is taken of the steps of sequences that count, channel by channel.
 *
 * <p>Forward reads {@code x [t,n,c], mask [n,t]} and writes {@code y [n,c]}. The mask, 1 for each
 * step that counts and else 0, has no gradient.
 *
 * @param kind what is taken
 */
public record StepPooling(Kind kind) implements Operation {

  /** What is taken of steps. */
  public enum Kind {
    /** The largest. */
    MAX,
    /** The sum over their number. */
    MEAN,
    /** The sum. */
    SUM,
    /** The last. */
    LAST,
    /** The end of what {@link LastRun} moved to the front. */
    END_OF_RUN
  }

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x, Tensor mask) {
    StepRun.require(x, mask);
    Shape in = x.shape();
    return graph.add(this, List.of(x, mask), Shape.of(in.size(1), in.size(2)));
  }

  /** What each step of an example is multiplied by; of the largest, whether it is looked at. */
  public float[] weights(HostTensor mask, int example) {
    float[] weights = new float[(int) mask.shape().size(1)];
    if (kind == Kind.LAST || kind == Kind.END_OF_RUN) {
      StepRun last = StepRun.last(mask, example);
      weights[(kind == Kind.LAST ? last.end() : last.length()) - 1] = 1;
      return weights;
    }
    mask.buffer().get(example * weights.length, weights);
    if (kind == Kind.MEAN) {
      float sum = 0;
      for (float weight : weights) {
        sum += weight;
      }
      for (int t = 0; t < weights.length; t++) {
        weights[t] /= sum;
      }
    }
    return weights;
  }

  @Override
  public String describe() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " of steps";
  }

  /** Backward reads {@code dy, mask} and, for the first of the largest, {@code x}; it writes dx. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor dy = back.gradientOf(forward.write(0));
      Tensor mask = forward.read(1);
      back.add(
          forward,
          Pass.BACKWARD_DATA,
          kind == Kind.MAX ? List.of(dy, mask, x) : List.of(dy, mask),
          List.of(back.newGradient(x)));
    }
  }
}
