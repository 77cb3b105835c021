package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * The steps of running statistics towards those of a batch, to be subtracted: {@code (1-decay)
 * (mean - batch mean)}, and of the variance the same, or where s is the logarithm to base 10 of the
 * standard deviation with {@code v = 10^2s}: {@code log10(v / (decay v + (1-decay) batch variance))
 * / 2}.
 *
 * <p>Reads the running mean and variance (or s), the batch's mean and variance; writes the two
 * steps. All are vectors of one length.
 *
 * @param decay how much stays of the old
 * @param logarithmic whether the standard deviation's logarithm is kept
 */
public record RunningStatistics(double decay, boolean logarithmic) implements Operation {
  /** Adds the step of training. */
  public void set(
      GraphBuilder graph,
      Normalization.Statistics steps,
      Normalization.Statistics running,
      Normalization.Statistics batch) {
    graph.add(
        new Step(
            graph.layer(),
            this,
            Pass.FORWARD,
            List.of(running.mean(), running.variance(), batch.mean(), batch.variance()),
            List.of(steps.mean(), steps.variance())));
  }

  @Override
  public String describe() {
    return "running statistics, decay " + decay;
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
