package org.fathom4j.cli.progress;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;

/**
 * The running trials, the best one so far, how many ended and how: as many lines as there are
 * running trials, and two.
 */
public final class ProgressTable {
  private static final int MOST_RUNNING = 8;

  private final int total;
  private final Objective objective;
  private final Map<Integer, TrialRecord> known = new HashMap<>();
  private final Map<Integer, Optional<Progress>> running = new TreeMap<>();
  private final Map<Integer, Integer> budgets = new HashMap<>();
  private final EnumMap<TrialState, Integer> ended = new EnumMap<>(TrialState.class);
  private String best = "";
  private double bestValue = Double.NaN;

  /**
   * A table.
   *
   * @param total trials of the sweep, at most
   */
  public ProgressTable(int total, Objective objective) {
    this.total = total;
    this.objective = objective;
  }

  /** Takes an event in. */
  public void on(SweepEvent event) {
    if (event instanceof SweepStarted started) {
      started.sweep().trials().forEach(this::before);
    } else if (event instanceof TrialStarted started) {
      known.put(started.number(), started.trial());
      budgets.remove(started.number());
      running.put(started.number(), Optional.empty());
    } else if (event instanceof Continued on) {
      budgets.put(on.number(), on.to());
      running.put(on.number(), Optional.empty());
    } else if (event instanceof Progress progress) {
      running.put(progress.number(), Optional.of(progress));
    } else if (event instanceof EpochEnded epoch) {
      judge(epoch.number(), epoch.epoch());
    } else if (event instanceof TrialEnded end) {
      ended.merge(end.trial().state(), 1, Integer::sum);
    }
    if (event instanceof TrialEvent told && told.last()) {
      running.remove(told.number());
    }
  }

  private void before(TrialRecord trial) {
    known.put(trial.number(), trial.withEpochs(List.of()));
    trial.epochs().forEach(epoch -> judge(trial.number(), epoch));
    if (trial.state().ended()) {
      ended.merge(trial.state(), 1, Integer::sum);
    }
  }

  private void judge(int number, EpochRecord epoch) {
    double value = epoch.metrics().getOrDefault(objective.metric(), Double.NaN);
    TrialRecord trial = known.get(number);
    if (trial != null && objective.better(value, bestValue)) {
      bestValue = value;
      best =
          String.format(
              Locale.ROOT,
              "%s  %s %.4g in epoch %d",
              head(trial),
              objective.metric(),
              value,
              epoch.epoch());
    }
  }

  private String text(Progress progress) {
    int to = budgets.getOrDefault(progress.number(), progress.epochs());
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  %3.0f%%  loss %.3f",
        progress.epoch(),
        to,
        100.0 * progress.examples() / progress.examplesPerEpoch(),
        progress.loss());
  }

  /**
   * The lines.
   *
   * @param left time left in words, or empty
   */
  public List<String> lines(String left) {
    List<String> lines = new ArrayList<>();
    int digits = Integer.toString(total).length();
    String label = "running  ";
    for (Map.Entry<Integer, Optional<Progress>> trial : running.entrySet()) {
      if (lines.size() == MOST_RUNNING) {
        lines.add("         and " + (running.size() - MOST_RUNNING) + " more");
        break;
      }
      String number = " ".repeat(Math.max(0, digits - trial.getKey().toString().length()));
      String head = head(Objects.requireNonNull(known.get(trial.getKey())));
      lines.add(label + number + head + "  " + trial.getValue().map(this::text).orElse(""));
      label = "         ";
    }
    if (!best.isEmpty()) {
      lines.add("best     " + best);
    }
    lines.add(counts() + (left.isEmpty() ? "" : "; " + left + " left"));
    return lines;
  }

  private String counts() {
    int sum = ended.values().stream().mapToInt(Integer::intValue).sum();
    String states =
        ended.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey().toString().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return sum + " of " + total + " trials ended" + (states.isEmpty() ? "" : ": " + states);
  }

  private static String head(TrialRecord trial) {
    String parameters = TrialText.parameters(trial.parameters());
    return trial.number()
        + "  "
        + parameters
        + (parameters.isEmpty() ? "" : "  ")
        + TrialText.run(trial.fold(), trial.seed());
  }
}
