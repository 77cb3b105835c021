package org.fathom4j.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;

/** How much of the training time passed in waiting for examples. */
final class DataShare {
  private DataShare() {}

  /** The trial that waited longest, its epochs averaged. */
  static OptionalDouble longest(SweepRecord record) {
    return record.trials().stream()
        .map(DataShare::mean)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .max();
  }

  /** The same for the terminal; empty where nothing was measured. */
  static Optional<String> sentence(SweepRecord record) {
    OptionalDouble share = longest(record);
    return share.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Waiting for examples: %.1f%% of the training time.",
                100 * share.getAsDouble()));
  }

  private static OptionalDouble mean(TrialRecord trial) {
    return trial.epochs().stream()
        .filter(epoch -> epoch.metrics().containsKey(Metric.DATA_SHARE))
        .mapToDouble(epoch -> epoch.metrics().get(Metric.DATA_SHARE))
        .average();
  }
}
