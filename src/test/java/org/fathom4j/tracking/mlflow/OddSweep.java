package org.fathom4j.tracking.mlflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.LocalStore;

/**
 * A sweep of all that is hard to keep: numbers that are none, long texts, many scripts, many
 * points.
 */
final class OddSweep {
  /** Of one metric. */
  static final int MOST_POINTS = 100_000;

  private static final List<Double> NUMBERS =
      List.of(
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.MAX_VALUE,
          Double.MIN_VALUE,
          -0.0,
          0.1 + 0.2,
          1e-300,
          123_456_789.125);

  private OddSweep() {}

  static void play(Subscriber tracker, Path store, String id, int points) throws Exception {
    tracker.on(Records.start(id));
    List<TrialRecord> trials =
        List.of(
            trial(tracker, 1, odd(), oddEpochs(), ""),
            trial(tracker, 2, Map.of("depth", 1), manyEpochs(points), ""),
            trial(
                tracker,
                3,
                Map.of("depth", 2),
                List.of(),
                "\u6DF1\u3055 \uD83D\uDD25 ".repeat(1000)));
    SweepRecord sweep = Records.sweep(id, trials);
    Records.model(LocalStore.modelFile(store, 1));
    tracker.on(Records.end(sweep, Outcome.FINISHED));
  }

  private static Map<String, Object> odd() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("long", "x".repeat(6000));
    parameters.put("long-fire", "\uD83D\uDD25".repeat(6000));
    parameters.put(
        "schl\u00FCssel", "gr\u00F6\u00DFe \u6DF1\u3055 \u0434\u0430 'quoted' \"twice\" \\\n");
    parameters.put("rate", 1e-7);
    parameters.put("bias", true);
    return parameters;
  }

  private static List<EpochRecord> oddEpochs() {
    List<EpochRecord> epochs = new ArrayList<>();
    for (int i = 0; i < NUMBERS.size(); i++) {
      epochs.add(
          new EpochRecord(
              i + 1,
              Records.STARTED + i,
              Map.of(Metric.TRAIN_LOSS, NUMBERS.get(i), "train/g\u00FCte", -NUMBERS.get(i))));
    }
    return epochs;
  }

  private static List<EpochRecord> manyEpochs(int points) {
    List<EpochRecord> epochs = new ArrayList<>();
    for (int i = 1; i <= points; i++) {
      epochs.add(
          new EpochRecord(i, Records.STARTED + i, Map.of(Metric.TRAIN_LOSS, i + Math.sin(i) / 3)));
    }
    return epochs;
  }

  private static TrialRecord trial(
      Subscriber tracker,
      int number,
      Map<String, Object> parameters,
      List<EpochRecord> epochs,
      String cause) {
    TrialRecord started =
        new TrialRecord(
            number,
            parameters,
            7L,
            0,
            TrialState.RUNNING,
            "",
            60_012,
            "dl4j",
            List.of(),
            Map.of(),
            0);
    tracker.on(new TrialStarted(started));
    for (EpochRecord epoch : epochs) {
      tracker.on(new EpochEnded(number, epoch));
    }
    boolean failed = !cause.isEmpty();
    TrialRecord ended =
        new TrialRecord(
            number,
            parameters,
            7L,
            0,
            failed ? TrialState.FAILED : TrialState.COMPLETE,
            cause.strip(),
            60_012,
            "dl4j",
            epochs,
            failed
                ? Map.of()
                : Map.of(
                    Metric.TEST_ACCURACY,
                    0.5,
                    Metric.BEST_VALIDATION_ACCURACY,
                    1.0 / number,
                    Metric.BEST_EPOCH,
                    3.0),
            1.5);
    tracker.on(new TrialEnded(ended));
    return ended;
  }
}
