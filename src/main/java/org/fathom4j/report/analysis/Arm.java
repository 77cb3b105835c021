package org.fathom4j.report.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.statistics.Samples;

/**
 * One point of the space, with the trials of all its seeds.
 *
 * @param parameters its parameters, in the order of the file
 * @param label those that tell arms apart: "depth 6", or "depth 6, width 23" where both are free
 * @param trials in order of number
 */
public record Arm(Map<String, Object> parameters, String label, List<TrialRecord> trials) {
  /** Copies the collections. */
  public Arm {
    parameters = new LinkedHashMap<>(parameters);
    trials = List.copyOf(trials);
  }

  /** The trials that trained to their end. */
  public List<TrialRecord> complete() {
    return trials.stream().filter(t -> t.state() == TrialState.COMPLETE).toList();
  }

  /** The complete trials' results of that name, those that are numbers. */
  public double[] results(String name) {
    return complete().stream().mapToDouble(t -> t.result(name)).filter(Double::isFinite).toArray();
  }

  /** Their mean, or NaN. */
  public double mean(String name) {
    return Samples.mean(results(name));
  }

  /** Size of the network: the median over its trials. */
  public long networkParameters() {
    double[] sizes =
        trials.stream()
            .mapToDouble(TrialRecord::networkParameters)
            .filter(size -> size > 0)
            .toArray();
    return sizes.length == 0 ? 0 : Math.round(Samples.median(sizes));
  }

  /** Mean seconds of a complete trial, or NaN. */
  public double seconds() {
    return Samples.mean(complete().stream().mapToDouble(TrialRecord::seconds).toArray());
  }

  /** How its trials ended: "3 complete", "2 complete, 1 diverged". */
  public String states() {
    return states(trials);
  }

  /** How trials ended, in words. */
  static String states(List<TrialRecord> trials) {
    Map<TrialState, Long> counts =
        trials.stream()
            .collect(
                Collectors.groupingBy(
                    TrialRecord::state,
                    () -> new java.util.EnumMap<>(TrialState.class),
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + word(e.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** A state as a word in a sentence. */
  public static String word(TrialState state) {
    return switch (state) {
      case RUNNING -> "unfinished";
      case PAUSED -> "paused";
      case COMPLETE -> "complete";
      case PRUNED -> "pruned";
      case DIVERGED -> "diverged";
      case FAILED -> "failed";
    };
  }
}
