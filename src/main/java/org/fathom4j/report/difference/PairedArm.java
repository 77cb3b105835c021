package org.fathom4j.report.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Run;
import org.fathom4j.report.statistics.Samples;
import org.jspecify.annotations.Nullable;

/** An arm's trials in two runs, paired by seed and fold. */
record PairedArm(Arm first, Arm second, List<Pair> pairs, int lost, String measure) {
  private static final String CLOCKS = "time/";

  /** One seed, on one fold, in both runs, trained to the end and measured. */
  record Pair(TrialRecord first, TrialRecord second) {}

  static PairedArm of(Arm first, Arm second, String measure) {
    Map<Run, TrialRecord> others =
        second.trials().stream().collect(Collectors.toMap(Run::of, trial -> trial, (a, b) -> a));
    List<Pair> pairs = new ArrayList<>();
    int lost = 0;
    for (TrialRecord trial : first.complete()) {
      TrialRecord other = others.get(Run.of(trial));
      if (other == null || !Double.isFinite(trial.result(measure))) {
        continue;
      }
      if (Double.isFinite(other.result(measure))) {
        pairs.add(new Pair(trial, other));
      } else if (other.state() == TrialState.FAILED || other.state() == TrialState.DIVERGED) {
        lost++;
      }
    }
    return new PairedArm(first, second, pairs, lost, measure);
  }

  /** Second minus first, pair by pair. */
  double[] differences() {
    return pairs.stream()
        .mapToDouble(pair -> pair.second().result(measure) - pair.first().result(measure))
        .toArray();
  }

  double firstMean() {
    return pairs.isEmpty()
        ? first.mean(measure)
        : Samples.mean(pairs.stream().mapToDouble(p -> p.first().result(measure)).toArray());
  }

  double secondMean() {
    return pairs.isEmpty()
        ? second.mean(measure)
        : Samples.mean(pairs.stream().mapToDouble(p -> p.second().result(measure)).toArray());
  }

  boolean identical() {
    return lost == 0 && !pairs.isEmpty() && pairs.stream().allMatch(PairedArm::identical);
  }

  private static boolean identical(Pair pair) {
    return timeless(pair.first().results()).equals(timeless(pair.second().results()))
        && epochs(pair.first()).equals(epochs(pair.second()));
  }

  private static List<Map<String, Double>> epochs(TrialRecord trial) {
    return trial.epochs().stream().map(EpochRecord::metrics).map(PairedArm::timeless).toList();
  }

  private static Map<String, Double> timeless(Map<String, Double> metrics) {
    Map<String, Double> kept = new TreeMap<>(metrics);
    kept.keySet().removeIf(name -> name.startsWith(CLOCKS));
    return kept;
  }

  /** Whether two arms have equal values of these parameters; 3 and 3.0 are equal. */
  static boolean matches(Arm first, Arm second, List<String> parameters) {
    return parameters.stream()
        .allMatch(name -> same(first.parameters().get(name), second.parameters().get(name)));
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return (a instanceof Number left && b instanceof Number right)
        ? left.doubleValue() == right.doubleValue()
        : Objects.equals(a, b);
  }
}
