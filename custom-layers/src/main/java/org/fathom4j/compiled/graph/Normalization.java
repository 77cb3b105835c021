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
 */
public record Normalization(double epsilon) implements Operation {

  /** What a batch is normalized with. */
  public record Statistics(Tensor mean, Tensor variance) {}

  /** What the normalized values are scaled and shifted by. */
  public record Scale(Tensor gamma, Tensor beta) {}

  /** Adds the step of training; it writes the batch's statistics. */
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

  /** Backward reads {@code x, mean, variance, gamma, dy} and writes {@code dx, dgamma, dbeta}. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor dy = back.gradientOf(forward.write(0));
    back.add(
        forward,
        Pass.BACKWARD_DATA,
        List.of(forward.read(0), forward.write(1), forward.write(2), forward.read(1), dy),
        List.of(
            back.newGradient(forward.read(0)),
            back.newGradient(forward.read(1)),
            back.newGradient(forward.read(2))));
  }
}
