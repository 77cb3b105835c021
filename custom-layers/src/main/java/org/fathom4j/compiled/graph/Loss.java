package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one output adds to the score of a batch, summed over its rows, and the gradient of the sum.
 *
 * <p>Reads {@code z [n,out]}, labels t of the same shape and perhaps a {@code mask [n,1]}, which an
 * row's score and gradients are multiplied by. Writes {@code dz [n,out]} and the {@code score [1]},
 * the sum times its share. Nothing else has a gradient.
 *
 * @param kind of loss
 * @param weights w of the outputs; empty where all are 1
 * @param clip how far from 0 and 1 probabilities are kept
 * @param share what the score is multiplied by, and the gradient is not
 */
public record Loss(Kind kind, List<Double> weights, double clip, double share)
    implements Operation {
  /** The formulas. */
  public enum Kind {
    /**
     * With p the softmax of z: {@code -sum w t log p}; the gradient is {@code p - t}, or with
     * weights {@code p sum(w t) - w t}. Only the score's p is clipped.
     */
    SOFTMAX_CROSS_ENTROPY,
    /**
     * With s the sigmoid of z and p the same, clipped: {@code -sum w (t log p + (1-t) log(1-p))};
     * the gradient is {@code w s (1-s) (p-t) / (p (1-p))}.
     */
    SIGMOID_CROSS_ENTROPY,
    /** {@code sum w (z-t)^2}. */
    SQUARES,
    /** {@code sum w |z-t|}; the gradient where z is t is 0. */
    MAGNITUDES
  }

  /** Copies the list. */
  public Loss {
    weights = List.copyOf(weights);
  }

  /** Adds the step; the result is the gradient of z. */
  public Tensor of(GraphBuilder graph, Tensor z, Tensor labels, Optional<Tensor> mask) {
    Tensor gradient = graph.tensor("dz", z.shape());
    List<Tensor> reads = mask.map(shares -> List.of(z, labels, shares)).orElse(List.of(z, labels));
    List<Tensor> writes = List.of(gradient, graph.score());
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, reads, writes));
    return gradient;
  }

  @Override
  public String describe() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + (weights.isEmpty() ? "" : " weighted " + weights);
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
