package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;

/**
 * Batch normalization: {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta} per channel.
 *
 * <p>In training, forward reads {@code x, gamma, beta} and writes {@code y, mean, variance}, the
 * statistics of the batch; otherwise it reads {@code x, gamma, beta, mean, variance} and writes y.
 *
 * @param epsilon added to the variance
 * @param fixed whether the statistics are given, as in inference and in frozen layers
 */
public record Normalization(double epsilon, boolean fixed) implements Operation {

  /** What a batch is normalized with. */
  public record Statistics(Tensor mean, Tensor variance) {}

  /** What the normalized values are scaled and shifted by. */
  public record Scale(Tensor gamma, Tensor beta) {}

  /** Adds the step of training, not fixed; it writes the batch's statistics. */
  public Tensor of(GraphBuilder graph, Tensor x, Scale scale, Statistics statistics) {
    Tensor y = graph.tensor("y", x.shape());
    graph.add(
        new Step(
            graph.layer(),
            this,
            Pass.FORWARD,
            List.of(x, scale.gamma, scale.beta),
            List.of(y, statistics.mean, statistics.variance)));
    return y;
  }

  /** Adds the step of inference; it reads the statistics. */
  public Tensor fixed(GraphBuilder graph, Tensor x, Scale scale, Statistics statistics) {
    return graph.add(
        this, List.of(x, scale.gamma, scale.beta, statistics.mean, statistics.variance), x.shape());
  }

  @Override
  public String describe() {
    return String.format(Locale.ROOT, "batch normalization epsilon %s", epsilon);
  }

  /**
   * Backward reads {@code x, mean, variance, gamma, dy} and writes {@code dx, dgamma, dbeta}; fixed
   * statistics do not depend on x.
   */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    Tensor gamma = forward.read(1);
    Tensor mean = fixed ? forward.read(3) : forward.write(1);
    Tensor variance = fixed ? forward.read(4) : forward.write(2);
    Tensor dy = back.gradientOf(forward.write(0));
    back.add(
        forward,
        Pass.BACKWARD_DATA,
        List.of(x, mean, variance, gamma, dy),
        List.of(back.newGradient(x), back.newGradient(gamma), back.newGradient(forward.read(2))));
  }
}
