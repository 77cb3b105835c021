package org.fathom4j.experiment.arbiter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.engine.Order;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.tracking.local.RunFiles;

/**
 * Candidates as trials.
 *
 * @param files take the networks
 */
record CandidateRun(
    OptimizationConfiguration configuration, Candidates candidates, RunFiles files) {
  TrialRecord started(Order order) {
    return new TrialRecord(
        order.number(),
        candidates.values(order.point()),
        seed(order.number()),
        0,
        TrialState.RUNNING,
        "",
        0,
        "dl4j",
        List.of(),
        Map.of(),
        0);
  }

  /** The space's own seed, or the trial's number. */
  private long seed(int number) {
    Long own = candidates.parameters() instanceof BaseNetworkSpace<?> n ? n.getSeed() : null;
    return own == null ? number : own;
  }

  /** Trains and scores a candidate; whatever goes wrong is its end, not the sweep's. */
  TrialRecord ended(TrialRecord trial, Point point) {
    long from = System.nanoTime();
    try {
      DL4JConfiguration candidate = candidates.configuration(point);
      candidate.getMultiLayerConfiguration().getConfs().forEach(c -> c.setSeed(trial.seed()));
      Contender.Trained trained =
          new Contender(configuration, candidate, candidates.dataParameters()).train();
      Path model = files.model(trial.number());
      Files.createDirectories(Objects.requireNonNull(model.getParent()));
      trained.network().save(model.toFile());
      return scored(trial, trained, seconds(from));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    } catch (RuntimeException | OutOfMemoryError failure) { // the trial boundary
      return trial.in(TrialState.FAILED, String.valueOf(failure), seconds(from));
    }
  }

  private static TrialRecord scored(TrialRecord trial, Contender.Trained trained, double seconds) {
    boolean number = Double.isFinite(trained.score());
    List<EpochRecord> epochs = trained.epochs();
    return new TrialRecord(
        trial.number(),
        trial.parameters(),
        trial.seed(),
        0,
        number ? TrialState.COMPLETE : TrialState.DIVERGED,
        number ? "" : "its score is " + trained.score(),
        trained.network().numParams(),
        trial.engine(),
        Stream.concat(
                epochs.stream().limit(epochs.size() - 1L),
                epochs.stream().skip(epochs.size() - 1L).map(e -> scored(e, trained.score())))
            .toList(),
        number
            ? Map.of(SweepNotes.BEST, trained.score(), Metric.BEST_EPOCH, (double) epochs.size())
            : Map.of(),
        seconds);
  }

  private static EpochRecord scored(EpochRecord epoch, double score) {
    double loss = epoch.metrics().getOrDefault(Metric.TRAIN_LOSS, Double.NaN);
    return new EpochRecord(
        epoch.epoch(),
        epoch.timeMillis(),
        Map.of(Metric.TRAIN_LOSS, loss, SweepNotes.SCORE, score));
  }

  private static double seconds(long from) {
    return (System.nanoTime() - from) / 1e9;
  }
}
