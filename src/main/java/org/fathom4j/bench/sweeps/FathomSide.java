package org.fathom4j.bench.sweeps;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fathom4j.bench.JavaCommand;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.local.LocalStore;

/**
 * Fathom4j's own command line on a work.
 *
 * @param main class of the command line
 * @param work the sweep
 * @param folder takes the runs
 */
record FathomSide(String main, SweepWork work, Path folder) {
  /** One trial after the other, so that what lies between them can be told. */
  private static final List<String> ONE = List.of("--workers", "1");

  /** With as many workers and threads as it chooses. */
  SideRun run(String name) {
    Path out = folder.resolve(name);
    double seconds = seconds(out, List.of());
    double score =
        LocalStore.read(out).trials().stream()
            .mapToDouble(trial -> trial.result("best/" + Metric.VALIDATION_ACCURACY))
            .average()
            .orElse(Double.NaN);
    return new SideRun(seconds, score, "Fathom4j");
  }

  /** Seconds a trial beside its epochs, in one process and with a worker process. */
  Overhead overhead() {
    Path inside = folder.resolve("inside");
    Path worker = folder.resolve("worker");
    seconds(inside, List.of("--no-isolate"));
    seconds(worker, List.of("--isolate"));
    return new Overhead(overhead(inside), overhead(worker));
  }

  private static double overhead(Path out) {
    SweepRecord record = LocalStore.read(out);
    double training = 0;
    for (TrialRecord trial : record.trials()) {
      for (EpochRecord epoch : trial.epochs()) {
        training += epoch.metrics().getOrDefault(Metric.EPOCH_SECONDS, 0.0);
      }
    }
    return (record.seconds() - training) / record.trials().size();
  }

  private double seconds(Path out, List<String> isolation) {
    List<String> command = JavaCommand.of(main);
    command.addAll(List.of("run", work.file().toString()));
    command.addAll(work.overrides());
    work.preset().ifPresent(preset -> command.addAll(List.of("--preset", preset)));
    command.addAll(List.of("--out", out.toString()));
    if (!isolation.isEmpty()) {
      command.addAll(ONE);
      command.addAll(isolation);
    }
    return TimedProcess.run(command, Map.of(), folder, Double.POSITIVE_INFINITY)
        .orElseThrow(() -> new ExperimentException("an endless limit was passed"))
        .seconds();
  }
}
