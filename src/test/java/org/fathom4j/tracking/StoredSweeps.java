package org.fathom4j.tracking;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.local.LocalStore;

/** Stored sweeps of any size. */
public final class StoredSweeps {
  private StoredSweeps() {}

  /** Writes a sweep whose trials are all complete, with so many metrics of so many epochs each. */
  public static SweepRecord write(Path folder, String id, int trials, int metrics, int epochs) {
    List<TrialRecord> whole = new ArrayList<>();
    try (LocalStore store = LocalStore.open(folder)) {
      store.on(Records.start(id));
      for (int number = 1; number <= trials; number++) {
        TrialRecord started = Records.started(number);
        store.on(new TrialStarted(started));
        List<EpochRecord> all = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
          all.add(epoch(number, epoch, metrics));
          store.on(new EpochEnded(number, all.get(epoch - 1)));
        }
        TrialRecord ended =
            new TrialRecord(
                number,
                started.parameters(),
                7L,
                0,
                TrialState.COMPLETE,
                "",
                started.networkParameters(),
                "dl4j",
                all,
                Map.of(Metric.TEST_ACCURACY, 0.5, Metric.BEST_VALIDATION_ACCURACY, 1.0 / number),
                epochs);
        store.on(new TrialEnded(ended));
        whole.add(ended);
      }
      SweepRecord sweep = Records.sweep(id, whole);
      store.on(Records.end(sweep, Outcome.FINISHED));
      return sweep;
    }
  }

  private static EpochRecord epoch(int trial, int epoch, int metrics) {
    Map<String, Double> values = new TreeMap<>();
    values.put(Metric.TRAIN_LOSS, 1.0 / epoch);
    for (int i = 1; i < metrics; i++) {
      values.put("train/metric-" + i, Math.sin(i * trial + epoch));
    }
    return new EpochRecord(epoch, Records.STARTED + 10_000L * trial + 1_000L * epoch, values);
  }
}
