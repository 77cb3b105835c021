package org.fathom4j.report.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;

/**
 * A sweep as a folder for TensorBoard: for each trial a folder of its own with its metrics by
 * epoch, and its parameters and results on the tab HPARAMS. TensorBoard keeps 7 digits of a number.
 */
public final class TensorBoardLog {
  private static final String PLUGIN = "hparams";
  private static final int EXPERIMENT = 2;
  private static final int START = 3;
  private static final int END = 4;
  private static final double MILLIS = 1000.0;

  private final SweepRecord sweep;

  private TensorBoardLog(SweepRecord sweep) {
    this.sweep = sweep;
  }

  /**
   * Writes it.
   *
   * @param folder is made where absent; files of an earlier export there are replaced
   */
  public static void write(SweepRecord sweep, Path folder) throws IOException {
    TensorBoardLog log = new TensorBoardLog(sweep);
    double began = sweep.provenance().startedMillis() / MILLIS;
    try (EventFile file = log.open(folder, began)) {
      file.plugin(
          "_hparams_/experiment",
          PLUGIN,
          new Message().message(EXPERIMENT, log.experiment()),
          began);
    }
    for (TrialRecord trial : sweep.trials()) {
      log.write(trial, folder.resolve("trial-%04d".formatted(trial.number())), began);
    }
  }

  private EventFile open(Path folder, double seconds) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("events.out.tfevents.%010d.fathom4j".formatted((long) seconds));
    return new EventFile(new BufferedOutputStream(Files.newOutputStream(file)), seconds);
  }

  private void write(TrialRecord trial, Path folder, double began) throws IOException {
    double ended =
        trial.epochs().stream().mapToLong(EpochRecord::timeMillis).max().orElse(0) / MILLIS;
    try (EventFile file = open(folder, began)) {
      file.plugin(
          "_hparams_/session_start_info",
          PLUGIN,
          new Message().message(START, start(trial, began)),
          began);
      for (EpochRecord epoch : trial.epochs()) {
        for (Map.Entry<String, Double> point : epoch.metrics().entrySet()) {
          file.scalar(point.getKey(), point.getValue(), epoch.timeMillis() / MILLIS, epoch.epoch());
        }
      }
      double best = trial.result(Metric.BEST_EPOCH);
      long step = Double.isNaN(best) ? trial.epochs().size() : (long) best;
      for (Map.Entry<String, Double> result : trial.results().entrySet()) {
        file.scalar(result.getKey(), result.getValue(), Math.max(began, ended), step);
      }
      file.plugin(
          "_hparams_/session_end_info",
          PLUGIN,
          new Message()
              .message(
                  END,
                  new Message()
                      .integer(1, status(trial.state()))
                      .number(2, Math.max(began, ended))),
          began);
    }
  }

  private static long status(TrialState state) {
    return switch (state) {
      case COMPLETE, PRUNED -> 1;
      case FAILED, DIVERGED -> 2;
      case RUNNING, PAUSED -> 3;
    };
  }

  private Message start(TrialRecord trial, double began) {
    Message start = new Message();
    parameters(trial)
        .forEach(
            (name, value) ->
                start.message(1, new Message().text(1, name).message(2, value(value))));
    return start.text(4, "trial %d".formatted(trial.number())).number(5, began);
  }

  /** As {@code google.protobuf.Value}. */
  private static Message value(Object value) {
    if (value instanceof Number number) {
      return new Message().number(2, number.doubleValue());
    }
    return value instanceof Boolean flag
        ? new Message().integer(4, flag ? 1 : 0)
        : new Message().text(3, String.valueOf(value));
  }

  private static Map<String, Object> parameters(TrialRecord trial) {
    Map<String, Object> all = new LinkedHashMap<>(trial.parameters());
    all.putIfAbsent("seed", trial.seed());
    if (trial.fold() > 0) {
      all.putIfAbsent("fold", trial.fold());
    }
    return all;
  }

  /** What the columns of the tab are. */
  private Message experiment() {
    Message experiment = new Message().text(1, sweep.question()).text(6, sweep.name());
    Map<String, Integer> types = new LinkedHashMap<>();
    sweep.trials().forEach(t -> parameters(t).forEach((name, v) -> types.put(name, type(v))));
    types.forEach(
        (name, type) -> experiment.message(4, new Message().text(1, name).integer(4, type)));
    for (String metric : metrics()) {
      experiment.message(5, new Message().message(1, new Message().text(2, metric)));
    }
    return experiment;
  }

  private List<String> metrics() {
    TreeSet<String> names = new TreeSet<>();
    sweep.trials().forEach(trial -> names.addAll(trial.results().keySet()));
    return names.stream().filter(n -> !n.toLowerCase(Locale.ROOT).endsWith("seconds")).toList();
  }

  private static int type(Object value) {
    return value instanceof Number ? 3 : value instanceof Boolean ? 2 : 1;
  }
}
