package org.fathom4j.report.analysis;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.statistics.Trend;

/**
 * Everything that a report says, computed once.
 *
 * @param sweep what was measured
 * @param measure what networks are judged by
 * @param tested everything that was measured on the test data
 * @param objective what chose epoch and network
 * @param design what kind of sweep it was
 * @param repeats how each network was trained again
 * @param axis the parameter on the horizontal axis; empty where there is none
 * @param secondAxis the other axis of a grid, else empty
 * @param numericAxis whether the axis' values are numbers, in ascending order
 * @param varying parameters that differ between arms
 * @param arms every point of the space, in order of its first trial
 * @param levels the axis' values, in order; empty where there is no axis
 * @param contrasts each level against the first, the headline last; for categories the two best
 * @param trend along a numeric axis of three levels or more
 * @param correlations rank correlation of the objective with each numeric parameter of a search
 * @param importances how much of what tells a search's best networks from the others lies in each
 *     parameter, the most important first; none of fewer than ten networks
 * @param fronts networks that no other beats in the objective and in a cost
 * @param stability how stable the ranking is over the seeds; empty where these are few
 * @param replays what pruners would have saved and lost, where every trial trained to its end
 * @param answer to the question, in one sentence
 */
public record Findings(
    SweepRecord sweep,
    Measure measure,
    List<Measure> tested,
    Measure objective,
    Design design,
    Repeats repeats,
    String axis,
    String secondAxis,
    boolean numericAxis,
    List<String> varying,
    List<Arm> arms,
    List<Level> levels,
    List<Contrast> contrasts,
    Optional<Trend> trend,
    List<Correlation> correlations,
    List<Importance> importances,
    List<Front> fronts,
    Optional<Stability> stability,
    List<Replay> replays,
    String answer) {
  /** Copies the lists. */
  public Findings {
    tested = List.copyOf(tested);
    varying = List.copyOf(varying);
    arms = List.copyOf(arms);
    levels = List.copyOf(levels);
    contrasts = List.copyOf(contrasts);
    correlations = List.copyOf(correlations);
    importances = List.copyOf(importances);
    fronts = List.copyOf(fronts);
    replays = List.copyOf(replays);
  }

  Findings with(String sentence) {
    return new Findings(
        sweep,
        measure,
        tested,
        objective,
        design,
        repeats,
        axis,
        secondAxis,
        numericAxis,
        varying,
        arms,
        levels,
        contrasts,
        trend,
        correlations,
        importances,
        fronts,
        stability,
        replays,
        sentence);
  }

  /** How a parameter goes along with the objective over complete trials. */
  public record Correlation(String parameter, int trials, double spearman) {}

  /** A parameter's share, by PED-ANOVA over so many networks; all shares sum to 1, or are 0. */
  public record Importance(String parameter, int networks, double share) {}

  /** The contrast that answers the question: the last. */
  public Optional<Contrast> headline() {
    return contrasts.isEmpty()
        ? Optional.empty()
        : Optional.of(contrasts.get(contrasts.size() - 1));
  }

  /** What stands beside the measure wherever it is told: of numbers, their other errors. */
  public List<Measure> companions() {
    return measure.isOfNumbers()
        ? tested.stream().filter(m -> m.isOfNumbers() && !m.equals(measure)).toList()
        : List.of();
  }

  /** Of each trial, by number, what its network is called. */
  public Map<Integer, String> labels() {
    Map<Integer, String> labels = new HashMap<>();
    for (Arm arm : arms) {
      arm.trials().forEach(trial -> labels.put(trial.number(), arm.label()));
    }
    return labels;
  }

  /** Arms, best first by the objective's mean; those without any last. */
  public List<Arm> ranking() {
    return ranking(arms, objective, sweep.maximize());
  }

  static List<Arm> ranking(List<Arm> arms, Measure objective, boolean maximize) {
    Comparator<Arm> byObjective =
        Comparator.comparingDouble(
            arm -> {
              double mean = arm.mean(objective.result());
              return Double.isFinite(mean) ? (maximize ? -mean : mean) : Double.POSITIVE_INFINITY;
            });
    return arms.stream().sorted(byObjective).toList();
  }

  /** Trials that have no result: failed, diverged, pruned or unfinished. */
  public List<TrialRecord> incomplete() {
    return sweep.trials().stream().filter(t -> t.state() != TrialState.COMPLETE).toList();
  }

  /** How many trials are complete. */
  public long completeTrials() {
    return sweep.trials().stream().filter(t -> t.state() == TrialState.COMPLETE).count();
  }
}
