package org.fathom4j.tracking.mlflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.mlflow.client.Batch.Point;
import org.fathom4j.mlflow.client.Keys;
import org.fathom4j.mlflow.client.RunStatus;
import org.fathom4j.mlflow.client.StoredRun;
import org.fathom4j.mlflow.client.Tags;

/** What the run of a trial says. */
final class TrialContent {
  /** The trial's number, which finds its run again. */
  static final String NUMBER = "fathom.trial";

  private TrialContent() {}

  static Map<String, String> identity(SweepRecord sweep, TrialRecord trial) {
    return Map.of(SweepContent.SWEEP_ID, sweep.id(), NUMBER, Integer.toString(trial.number()));
  }

  static Map<String, String> tags(SweepRecord sweep, TrialRecord trial, String parentRun) {
    Map<String, String> tags = new LinkedHashMap<>(SweepContent.sharedTags(sweep));
    tags.putAll(identity(sweep, trial));
    tags.put(SweepContent.KIND, "trial");
    tags.put("mlflow.parentRunId", parentRun);
    tags.put(
        "mlflow.runName", "%d %s seed=%d".formatted(trial.number(), summary(trial), trial.seed()));
    tags.put("seed", Long.toString(trial.seed()));
    if (trial.fold() > 0) {
      tags.put("fold", Integer.toString(trial.fold()));
    }
    tags.putAll(state(trial));
    return Tags.clean(tags);
  }

  /** Tags that change as the trial goes on. */
  static Map<String, String> state(TrialRecord trial) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("fathom.state", trial.state().name());
    tags.put("fathom.cause", trial.cause());
    tags.put("engine", trial.engine());
    return Tags.clean(tags);
  }

  /** As {@link #state}, for a trial that nobody trains any more. */
  static Map<String, String> endState(TrialRecord trial) {
    Map<String, String> tags = new LinkedHashMap<>(state(trial));
    if (trial.state() == TrialState.RUNNING) {
      tags.put("fathom.state", Outcome.INTERRUPTED.name());
    }
    return tags;
  }

  /** Swept parameters first, then what all trials share. */
  static Map<String, String> parameters(SweepRecord sweep, TrialRecord trial) {
    Map<String, String> all = new LinkedHashMap<>();
    trial.parameters().forEach((name, value) -> all.put(name, String.valueOf(value)));
    all.putIfAbsent("seed", Long.toString(trial.seed()));
    if (trial.fold() > 0) {
      all.putIfAbsent("fold", Integer.toString(trial.fold()));
    }
    all.putIfAbsent("network-parameters", Long.toString(trial.networkParameters()));
    SpecParameters.ofTrials(sweep.spec()).forEach(all::putIfAbsent);
    return Tags.parameters(all);
  }

  /** {@code depth=4 width=36}, and {@code fold=2} where the data has folds. */
  static String summary(TrialRecord trial) {
    Stream<String> fold = trial.fold() > 0 ? Stream.of("fold=" + trial.fold()) : Stream.of();
    return Stream.concat(
            trial.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue()),
            fold)
        .collect(Collectors.joining(" "));
  }

  static List<Point> points(EpochRecord epoch) {
    List<Point> points = new ArrayList<>();
    epoch
        .metrics()
        .forEach(
            (name, value) ->
                points.add(new Point(Keys.key(name), value, epoch.timeMillis(), epoch.epoch())));
    return points;
  }

  /** The results stand at the epoch that was chosen. */
  static List<Point> results(TrialRecord trial, long otherwiseMillis) {
    long at = lastMillis(trial).orElse(otherwiseMillis);
    double best = trial.result(Metric.BEST_EPOCH);
    long step = Double.isNaN(best) ? trial.epochs().size() : (long) best;
    List<Point> points = new ArrayList<>();
    trial.results().forEach((name, v) -> points.add(new Point(Keys.key(name), v, at, step)));
    return points;
  }

  /**
   * Whether a run on the server stems from an earlier try of this trial: it has a point that the
   * trial has not. Servers cannot take a point back, so such a run cannot be gone on with.
   */
  static boolean isOfAnEarlierTry(StoredRun run, TrialRecord trial) {
    Map<Long, Long> times =
        trial.epochs().stream()
            .collect(Collectors.toMap(e -> (long) e.epoch(), EpochRecord::timeMillis, (a, b) -> b));
    return run.latest().stream()
        .filter(point -> !isResult(point))
        .anyMatch(point -> !Long.valueOf(point.timeMillis()).equals(times.get(point.step())));
  }

  private static boolean isResult(Point point) {
    return point.key().startsWith("best/") || point.key().startsWith("test/");
  }

  /**
   * FINISHED means that the trial has its test score. A diverged trial is FAILED and a pruned one
   * KILLED, since filters ask for the status; the tag {@code fathom.state} says which it was.
   */
  static RunStatus status(TrialRecord trial) {
    return switch (trial.state()) {
      case COMPLETE -> RunStatus.FINISHED;
      case DIVERGED, FAILED -> RunStatus.FAILED;
      case PRUNED, PAUSED, RUNNING -> RunStatus.KILLED;
    };
  }

  /** When its first epoch began. */
  static OptionalLong startMillis(TrialRecord trial) {
    return trial.epochs().stream()
        .mapToLong(
            e -> {
              double seconds = e.metrics().getOrDefault(Metric.EPOCH_SECONDS, 0.0);
              return e.timeMillis() - (Double.isFinite(seconds) ? Math.round(1000 * seconds) : 0);
            })
        .min();
  }

  static OptionalLong endMillis(TrialRecord trial) {
    OptionalLong start = startMillis(trial);
    return start.isEmpty()
        ? start
        : OptionalLong.of(
            Math.max(
                lastMillis(trial).orElse(0),
                start.getAsLong() + Math.round(1000 * trial.seconds())));
  }

  private static OptionalLong lastMillis(TrialRecord trial) {
    return trial.epochs().stream().mapToLong(EpochRecord::timeMillis).max();
  }
}
