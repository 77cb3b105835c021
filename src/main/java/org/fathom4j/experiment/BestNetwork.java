package org.fathom4j.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.data.DataSplit;
import org.fathom4j.evaluation.Inspector;
import org.fathom4j.evaluation.StoredNetwork;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.Problems;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.tracking.local.RunFiles;

/**
 * The network that validation chose, looked into once its sweep has ended. Nothing is tested again:
 * its own test left word of what it said.
 */
final class BestNetwork {
  private BestNetwork() {}

  /** Looks into it; empty where no trial is complete or its network was not kept. */
  static Optional<Inspection> inspect(PreparedSweep sweep, SweepRecord record, RunFiles files) {
    return record
        .best()
        .filter(best -> Files.exists(files.model(best.number())))
        .flatMap(best -> data(sweep, best).map(data -> inspect(best.number(), data, files)));
  }

  private static Inspection inspect(int trial, DataSplit data, RunFiles files) {
    Path model = files.model(trial);
    try {
      return Inspector.of(
          trial,
          StoredNetwork.read(model).network(),
          files.test(trial),
          data.test(),
          data.validation());
    } catch (IOException e) {
      throw new ExperimentException(
          "What the test of trial %d said cannot be read: %s"
              .formatted(trial, ExperimentException.reason(e)),
          e);
    }
  }

  private static Optional<DataSplit> data(PreparedSweep sweep, TrialRecord best) {
    PlannedTrial planned =
        new PlannedTrial(best.number(), best.parameters(), best.seed(), best.fold());
    return sweep
        .binding()
        .bind(sweep.file(), sweep.header().sweep(), planned, new Problems())
        .map(trial -> sweep.binding().examples(trial.data()));
  }
}
