package org.fathom4j.dashboard.run;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.local.Ending;
import org.fathom4j.tracking.local.FollowedRun;
import org.fathom4j.tracking.local.JournalEntry;
import org.fathom4j.tracking.local.RunningTime;

/**
 * A run at one moment.
 *
 * @param key its name in addresses
 * @param folder where it lies
 * @param state where it stands
 * @param sweep without trials
 * @param trials in order of number
 * @param journal what happened, in order; empty where an earlier version wrote the run
 * @param unread trials that are still to be read
 * @param problems files that cannot be read, each in a sentence
 * @param answer to its question; empty where there is none yet
 * @param version another one for each content
 */
public record RunView(
    String key,
    Path folder,
    RunState state,
    SweepRecord sweep,
    List<TrialRow> trials,
    List<JournalEntry> journal,
    int unread,
    List<String> problems,
    String answer,
    long version) {
  /** Copies the lists. */
  public RunView {
    trials = List.copyOf(trials);
    journal = List.copyOf(journal);
    problems = List.copyOf(problems);
  }

  static RunView of(String key, Path folder, FollowedRun run, List<TrialRow> trials, long version) {
    return new RunView(
        key,
        folder,
        RunState.of(run),
        run.sweep(),
        trials,
        run.journal(),
        run.unread(),
        run.problems(),
        run.ending().map(Ending::answer).orElse(""),
        version);
  }

  /** Whether its process can do that now: a study and the end of a sweep have no epochs. */
  public boolean can(Wish wish) {
    return state.isUnderWay() && (wish == Wish.STOP || ended() < planned());
  }

  /** The trial of that number. */
  public Optional<TrialRow> trial(int number) {
    int from = 0;
    int to = trials.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (trials.get(middle).number() < number) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from < trials.size() && trials.get(from).number() == number
        ? Optional.of(trials.get(from))
        : Optional.empty();
  }

  /** How many trials are in each state that occurs. */
  public Map<TrialState, Integer> counts() {
    Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
    trials.forEach(trial -> counts.merge(shown(trial), 1, Integer::sum));
    return counts;
  }

  /** A trial that nobody trains waits. */
  public TrialState shown(TrialRow trial) {
    boolean orphan = trial.state() == TrialState.RUNNING && !state.isUnderWay();
    return orphan ? TrialState.PAUSED : trial.state();
  }

  /** How many trials have their end. */
  public int ended() {
    return (int) trials.stream().filter(trial -> trial.state().ended()).count();
  }

  /** How many trials there are to be. */
  public int planned() {
    return Math.max(sweep.plannedTrials(), trials.size() + unread);
  }

  /** The best trial so far: of the complete ones, else of all. */
  public Optional<TrialRow> best() {
    Optional<TrialRow> complete = best(true);
    return complete.isPresent() ? complete : best(false);
  }

  private Optional<TrialRow> best(boolean complete) {
    return trials.stream()
        .filter(trial -> Double.isFinite(trial.best()))
        .filter(trial -> !complete || trial.state() == TrialState.COMPLETE)
        .max(byObjective());
  }

  /** The better the greater. */
  public Comparator<TrialRow> byObjective() {
    Comparator<TrialRow> ascending = Comparator.comparingDouble(TrialRow::best);
    return sweep.maximize() ? ascending : ascending.reversed();
  }

  /** Parameters of which trials have more than one value, in the order of the file. */
  public List<String> varying() {
    Map<String, Set<Object>> values = new LinkedHashMap<>();
    for (TrialRow trial : trials) {
      trial
          .parameters()
          .forEach((name, v) -> values.computeIfAbsent(name, n -> new HashSet<>()).add(v));
    }
    values.values().removeIf(found -> found.size() < 2);
    return List.copyOf(values.keySet());
  }

  /** Whether trials wait on their way until it is decided who goes on. */
  public boolean hasRungs() {
    return journal.stream().anyMatch(entry -> entry.event() == JournalEntry.Event.PAUSED);
  }

  /** When it was under way, as of that moment. */
  public RunningTime runningTime(long nowMillis) {
    return RunningTime.of(journal, sweep.provenance().startedMillis(), end(nowMillis));
  }

  /** What trained when, as of that moment; nothing where an earlier version wrote the run. */
  public Timeline timeline(long nowMillis) {
    return Timeline.of(journal, runningTime(nowMillis), end(nowMillis));
  }

  /** Now, or its last sign of life where no process is at it. */
  private long end(long nowMillis) {
    if (state.isUnderWay()) {
      return nowMillis;
    }
    long told = journal.isEmpty() ? 0 : journal.get(journal.size() - 1).millis();
    return trials.stream().mapToLong(t -> t.curves().lastMillis()).reduce(told, Math::max);
  }

  /** Its clock at that moment. */
  public RunClock clock(long nowMillis) {
    return RunClock.of(this, nowMillis);
  }
}
