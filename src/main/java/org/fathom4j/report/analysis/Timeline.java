package org.fathom4j.report.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.TrialRecord;

/**
 * When each trial trained, by the ends and lengths of its epochs. Time in which nothing trained,
 * such as between an interruption and its resumption, is left out.
 *
 * @param stretches in order of their start
 * @param lanes how many trials trained side by side at most
 */
public record Timeline(List<Stretch> stretches, int lanes) {
  /** A pause shorter than this belongs to the training: scoring, writing a checkpoint. */
  private static final double BREATH = 2;

  /** Copies the list. */
  public Timeline {
    stretches = List.copyOf(stretches);
  }

  /**
   * A trial that trained without a pause.
   *
   * @param lane from 1: the first that was free
   * @param from seconds of the sweep's running time
   * @param to seconds
   */
  public record Stretch(TrialRecord trial, int lane, double from, double to) {}

  /** Of trials whose epochs tell their time; others are left out. */
  public static Timeline of(List<TrialRecord> trials) {
    List<Stretch> found = new ArrayList<>();
    trials.forEach(trial -> found.addAll(stretches(trial)));
    found.sort(Comparator.comparingDouble(Stretch::from));
    return laid(found);
  }

  private static List<Stretch> stretches(TrialRecord trial) {
    List<Stretch> stretches = new ArrayList<>();
    double from = Double.NaN;
    double to = Double.NaN;
    for (EpochRecord epoch : trial.epochs()) {
      double end = epoch.timeMillis() / 1000.0;
      double begin = end - epoch.metrics().getOrDefault(Metric.EPOCH_SECONDS, 0.0);
      if (Double.isNaN(from)) {
        from = begin;
      } else if (begin - to > BREATH) {
        stretches.add(new Stretch(trial, 0, from, to));
        from = begin;
      }
      to = end;
    }
    if (to > from) {
      stretches.add(new Stretch(trial, 0, from, to));
    }
    return stretches;
  }

  private static Timeline laid(List<Stretch> found) {
    List<Stretch> laid = new ArrayList<>();
    List<Double> ends = new ArrayList<>();
    double covered = Double.NEGATIVE_INFINITY;
    double idle = found.isEmpty() ? 0 : found.get(0).from();
    for (Stretch each : found) {
      if (each.from() - covered > BREATH && covered > 0) {
        idle += each.from() - covered;
      }
      covered = Math.max(covered, each.to());
      int lane = 0;
      while (lane < ends.size() && ends.get(lane) > each.from() + 0.1) {
        lane++;
      }
      if (lane == ends.size()) {
        ends.add(each.to());
      } else {
        ends.set(lane, each.to());
      }
      laid.add(new Stretch(each.trial(), lane + 1, each.from() - idle, each.to() - idle));
    }
    return new Timeline(laid, ends.size());
  }

  /** Seconds from the first to the last, without those in which nothing trained. */
  public double seconds() {
    return stretches.stream().mapToDouble(Stretch::to).max().orElse(0);
  }

  /** Share of the lanes' time in which a trial trained, from 0 to 1. */
  public double busy() {
    double trained = stretches.stream().mapToDouble(each -> each.to() - each.from()).sum();
    return stretches.isEmpty() ? 0 : trained / (lanes * seconds());
  }
}
