package org.fathom4j.tracking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent.Artifacts;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.Pruned;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.provenance.Provenance;
import org.fathom4j.verdict.KnownAnswer;
import org.fathom4j.verdict.Verdict;

/** Small sweeps for tests of trackers. */
public final class Records {
  /** When every sweep here began, in milliseconds since 1970. */
  public static final long STARTED = 1_790_000_000_000L;

  private Records() {}

  /** A sweep of these trials, with values in every field. */
  public static SweepRecord sweep(String id, List<TrialRecord> trials) {
    String spec = "name: depth\nnetwork:\n  - dense: {units: 8}\ntraining:\n  epochs: 3\n";
    return new SweepRecord(
        id,
        "depth",
        "Does depth help?",
        "quick",
        "depth",
        Metric.VALIDATION_ACCURACY,
        true,
        60_000,
        0,
        4,
        data(),
        spec,
        "c0ffee",
        "./fathom run depth.yaml",
        provenance(STARTED),
        trials,
        12.5);
  }

  private static SweepRecord.DataInfo data() {
    return new SweepRecord.DataInfo(
        "street-numbers",
        "street-numbers (generated)",
        "",
        800,
        100,
        200,
        List.of("0", "1"),
        "32x32x3",
        "d1935".repeat(12),
        "generated",
        Map.of("seed", "1"));
  }

  /** Provenance of a run that began then. */
  public static Provenance provenance(long startedMillis) {
    return new Provenance(
        "0123456789abcdef0123456789abcdef01234567",
        true,
        "ada",
        "engine",
        "Linux 6 amd64",
        "Debian 17",
        "Some CPU",
        2,
        1,
        "Some CPU",
        "CPU linux-x86_64-onednn-avx512",
        "avx512_core",
        Map.of("dl4j", "1.0.0-M2.1"),
        List.of(),
        startedMillis);
  }

  /** A trial as it starts. */
  public static TrialRecord started(int number) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("depth", 1 + number);
    parameters.put("rate", 0.02);
    parameters.put("activation", "relu");
    parameters.put("bias", true);
    return new TrialRecord(
        number, parameters, 7L, 0, TrialState.RUNNING, "", 60_012, "dl4j", List.of(), Map.of(), 0);
  }

  /** The trial after these epochs, with results if it is complete. */
  public static TrialRecord ended(int number, TrialState state, int epochs) {
    TrialRecord start = started(number);
    Map<String, Double> results =
        state == TrialState.COMPLETE
            ? Map.of(
                Metric.TEST_ACCURACY,
                0.5 + 0.1 * number,
                Metric.BEST_VALIDATION_ACCURACY,
                0.6,
                Metric.BEST_EPOCH,
                (double) epochs)
            : Map.of();
    String cause = state == TrialState.COMPLETE ? "" : "loss is NaN at epoch " + epochs;
    return new TrialRecord(
        number,
        start.parameters(),
        start.seed(),
        start.fold(),
        state,
        cause,
        start.networkParameters(),
        start.engine(),
        IntStream.rangeClosed(1, epochs).mapToObj(e -> epoch(number, e)).toList(),
        results,
        1.5 * epochs);
  }

  /** An epoch; the loss of trial 3 is not a number from its second epoch on. */
  public static EpochRecord epoch(int trial, int epoch) {
    double loss = trial == 3 && epoch > 1 ? Double.NaN : 2.0 / epoch;
    return new EpochRecord(
        epoch,
        STARTED + 10_000L * trial + 1_500L * epoch,
        Map.of(
            Metric.TRAIN_LOSS,
            loss,
            Metric.VALIDATION_ACCURACY,
            0.1 * epoch,
            Metric.EPOCH_SECONDS,
            1.5));
  }

  /** A sweep begins, or goes on with these trials. */
  public static SweepStarted start(String id, TrialRecord... before) {
    return new SweepStarted(sweep(id, List.of(before)));
  }

  /** A trial begins. */
  public static TrialStarted begin(int number) {
    return new TrialStarted(started(number));
  }

  /** An epoch ends. */
  public static EpochEnded epochEnd(int trial, int epoch) {
    return new EpochEnded(trial, epoch(trial, epoch));
  }

  /** A trial ends as {@link #ended} has it. */
  public static TrialEnded end(int number, TrialState state, int epochs) {
    return new TrialEnded(ended(number, state, epochs));
  }

  /** A sweep ends without any files. */
  public static SweepEnded end(SweepRecord sweep, Outcome outcome) {
    return new SweepEnded(
        sweep, verdict(outcome), new Artifacts(Optional.empty(), Optional.empty(), 1));
  }

  /** A verdict with an answer, and two known answers of which one holds. */
  public static Verdict verdict(Outcome outcome) {
    return new Verdict(
        outcome,
        "Yes: 4 layers beat 2.",
        List.of(
            KnownAnswer.atLeast("deep/accuracy", "deep is good", 0.5, 0.75, "a paper"),
            KnownAnswer.fact("order", "deeper is better", "yes", "no", false, "")));
  }

  /** Tells of a whole trial; one that is pruned is paused first. */
  public static TrialRecord play(Subscriber tracker, int number, TrialState state, int epochs) {
    tracker.on(begin(number));
    for (int e = 1; e <= epochs; e++) {
      tracker.on(epochEnd(number, e));
    }
    if (state == TrialState.PRUNED) {
      tracker.on(new Paused(number, epochs, 0.5));
      tracker.on(new Pruned(number, epochs, "loss is NaN at epoch " + epochs));
    }
    TrialEnded end = end(number, state, epochs);
    tracker.on(end);
    return end.trial();
  }

  /** A file that looks like a stored network, of tables with two features and three classes. */
  public static Path model(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(zip, "fathom4j-seen.txt", "0f3c");
      entry(zip, "fathom4j-example.json", "[0.1, -2.5]");
      entry(
          zip,
          "fathom4j-data.json",
          """
          {"kind": "table", "scales": [{}, {}], "target": {"kind": "classes", "names": ["a", "b", "c"]}}
          """);
    }
    return file;
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
