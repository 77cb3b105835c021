package org.fathom4j.sweep.sampler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.space.Point;

/**
 * The trials of a sweep so far, in the order of asking, with the results that are known. Never
 * changes.
 */
public final class History {
  private static final History EMPTY = new History(List.of(), Set.of());

  private final List<Observation> trials;
  private final Set<Point> points;

  private History(List<Observation> trials, Set<Point> points) {
    this.trials = trials;
    this.points = points;
  }

  /** Before the first trial. */
  public static History empty() {
    return EMPTY;
  }

  /** This history and a trial more, of which nothing is known yet. */
  public History asked(Point point) {
    List<Observation> more = new ArrayList<>(trials);
    more.add(Observation.running(next(), point));
    Set<Point> known = new HashSet<>(points);
    known.add(point);
    return new History(List.copyOf(more), known);
  }

  /**
   * This history with the result of a trial.
   *
   * @param number the trial, which was asked for
   * @param state how it ended
   * @param loss what it reached, smaller is better
   * @param epoch where a pruned trial was stopped, else 0
   */
  public History told(int number, TrialState state, double loss, int epoch) {
    List<Observation> changed = new ArrayList<>(trials);
    Point point = trials.get(number - 1).point();
    changed.set(number - 1, new Observation(number, point, state, loss, epoch));
    return new History(List.copyOf(changed), points);
  }

  /** This history with the loss of a trial that ran to its end. */
  public History told(int number, double loss) {
    return told(number, TrialState.COMPLETE, loss, 0);
  }

  /** All trials, by number. */
  public List<Observation> trials() {
    return trials;
  }

  /** The number of the trial to be asked for next. */
  public int next() {
    return trials.size() + 1;
  }

  /** Whether a point was asked for before. */
  public boolean contains(Point point) {
    return points.contains(point);
  }

  /** The complete trial of smallest loss, the first of equals. */
  public Optional<Observation> best() {
    return trials.stream()
        .filter(Observation::complete)
        .min(Comparator.comparingDouble(Observation::loss));
  }
}
