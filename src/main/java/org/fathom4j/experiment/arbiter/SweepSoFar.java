package org.fathom4j.experiment.arbiter;

import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;

/** A running sweep as termination conditions see it: counts and the best score. */
final class SweepSoFar implements IOptimizationRunner {
  private final OptimizationConfiguration configuration;
  private final int total;
  private int completed;
  private int failed;
  private double best = Double.NaN;
  private int bestIndex = -1;
  private long bestMillis;

  SweepSoFar(OptimizationConfiguration configuration, int total) {
    this.configuration = configuration;
    this.total = total;
  }

  /** A candidate has its score; one that is not a number is never the best. */
  void completed(int index, double score) {
    completed++;
    boolean better = configuration.getScoreFunction().minimize() ? score < best : score > best;
    if (better || (Double.isNaN(best) && !Double.isNaN(score))) {
      best = score;
      bestIndex = index;
      bestMillis = System.currentTimeMillis();
    }
  }

  void failed() {
    failed++;
  }

  /** Whether a condition ends the sweep. */
  boolean over() {
    return configuration.getTerminationConditions().stream().anyMatch(c -> c.terminate(this));
  }

  @Override
  public void execute() {
    throw new UnsupportedOperationException("the sweep runs already");
  }

  @Override
  public int numCandidatesTotal() {
    return total;
  }

  @Override
  public int numCandidatesCompleted() {
    return completed;
  }

  @Override
  public int numCandidatesFailed() {
    return failed;
  }

  @Override
  public int numCandidatesQueued() {
    return total - completed - failed;
  }

  @Override
  public Double bestScore() {
    return best;
  }

  @Override
  public Long bestScoreTime() {
    return bestMillis;
  }

  @Override
  public int bestScoreCandidateIndex() {
    return bestIndex;
  }

  @Override
  public List<ResultReference> getResults() {
    return List.of();
  }

  @Override
  public OptimizationConfiguration getConfiguration() {
    return configuration;
  }

  @Override
  public void addListeners(StatusListener... listeners) {
    throw new UnsupportedOperationException("subscribe to the sweep's events");
  }

  @Override
  public void removeListeners(StatusListener... listeners) {
    // None can be added.
  }

  @Override
  public void removeAllListeners() {
    // None can be added.
  }

  @Override
  public List<CandidateInfo> getCandidateStatus() {
    return List.of();
  }

  @Override
  public void shutdown(boolean awaitTermination) {
    throw new UnsupportedOperationException("termination conditions end the sweep");
  }
}
