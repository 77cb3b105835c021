package org.fathom4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.experiment.Kernels;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.difference.ArmDifference;
import org.fathom4j.report.difference.RunDifference;
import org.fathom4j.report.difference.Verdict;

/** A comparison of two runs, for people. */
final class DifferenceOutput {
  private DifferenceOutput() {}

  /** What computed the figures of two runs, where it was not the same. */
  static Optional<String> kernels(SweepRecord first, SweepRecord second) {
    Kernels before = Kernels.of(first.provenance());
    Kernels after = Kernels.of(second.provenance());
    return before.agree(after)
        ? Optional.empty()
        : Optional.of(
            "A was trained with %s, B with %s: figures may differ in their last digits."
                .formatted(before, after));
  }

  static void print(RunDifference difference, PrintWriter out) {
    Measure measure = difference.measure();
    int width =
        Math.max(3, difference.arms().stream().mapToInt(a -> a.label().length()).max().orElse(0));
    String row = "%-" + width + "s  %8s  %8s  %12s  %-18s  %5s  %s%n";
    out.println(measure.title() + ", " + noise(difference));
    out.printf(row, "arm", "A", "B", "B - A", "95% interval", "pairs", "");
    for (ArmDifference arm : difference.arms()) {
      String interval =
          arm.interval()
              .filter(i -> arm.verdict() != Verdict.IDENTICAL)
              .map(i -> measure.signed(i.low()) + " to " + measure.signed(i.high()))
              .orElse("");
      out.printf(
          row,
          arm.label(),
          measure.show(arm.first()),
          measure.show(arm.second()),
          arm.pairs() == 0 ? "" : measure.showDifference(arm.difference()),
          interval,
          arm.pairs(),
          words(arm));
    }
    out.println();
    out.println(summary(difference));
  }

  private static String noise(RunDifference difference) {
    String points = difference.measure().percent() ? " points" : "";
    return difference
        .noise()
        .map(n -> "noise of one pair " + difference.measure().showSpread(n.deviation()) + points)
        .orElse("noise unknown: give both runs several seeds");
  }

  private static String words(ArmDifference arm) {
    String lost =
        arm.lost() == 0 ? "" : String.format(Locale.ROOT, ": %d trials failed", arm.lost());
    return arm.verdict().words() + lost;
  }

  private static String summary(RunDifference difference) {
    List<ArmDifference> worse = difference.worse();
    if (!worse.isEmpty()) {
      return "Worse: " + worse.stream().map(ArmDifference::label).collect(Collectors.joining("; "));
    }
    List<ArmDifference> better = difference.moved();
    if (!better.isEmpty()) {
      return "Better: "
          + better.stream().map(ArmDifference::label).collect(Collectors.joining("; "));
    }
    List<ArmDifference> compared =
        difference.arms().stream().filter(arm -> arm.pairs() > 0).toList();
    if (compared.isEmpty()) {
      return "Nothing was compared: no arm has a seed in both runs.";
    }
    return compared.stream().allMatch(arm -> arm.verdict() == Verdict.IDENTICAL)
        ? "The two runs are identical where both have results."
        : "No arm moved beyond noise.";
  }
}
