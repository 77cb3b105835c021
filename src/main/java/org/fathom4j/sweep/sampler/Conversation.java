package org.fathom4j.sweep.sampler;

import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.space.Point;

/**
 * A sweep's talk with its sampler: the points to try first, then the sampler's; numbers and history
 * are kept here. What is asked and told, in order, is all that a journal has to hold: the same
 * words said again to a new conversation give the same points.
 */
public final class Conversation {
  private final Search search;
  private final Sampler sampler;
  private final List<Point> first;
  private History history = History.empty();

  /**
   * A conversation that has not begun.
   *
   * @param search the space, the number of trials and the seed
   * @param sampler made for this search
   */
  public Conversation(Search search, Sampler sampler) {
    this.search = search;
    this.sampler = sampler;
    this.first = search.space().first().stream().distinct().toList();
  }

  /**
   * The next trial's point; its number is that of the last trial in {@link #history()} then.
   *
   * @return empty where all trials were asked for or the space has no more
   */
  public Optional<Point> ask() {
    int number = history.next();
    if (number > search.trials()) {
      return Optional.empty();
    }
    Optional<Point> point =
        number <= first.size() ? Optional.of(first.get(number - 1)) : sampler.ask(history);
    point.ifPresent(this::accept);
    return point;
  }

  /**
   * A trial's result.
   *
   * @param number the trial
   * @param state how it ended
   * @param loss what it reached, smaller is better
   * @param epoch where it was stopped if it was pruned, else 0
   */
  public void tell(int number, TrialState state, double loss, int epoch) {
    history = history.told(number, state, loss, epoch);
    sampler.tell(history.trials().get(number - 1));
  }

  /**
   * What a trial has reached that is not over: it waits and may go on. The history has it as pruned
   * there until more is known.
   *
   * @param number the trial
   * @param loss what it has reached, smaller is better
   * @param epoch by when
   */
  public void hint(int number, double loss, int epoch) {
    history = history.told(number, TrialState.PRUNED, loss, epoch);
  }

  /** What was asked and told so far. */
  public History history() {
    return history;
  }

  private void accept(Point point) {
    if (history.contains(point) || !search.space().admits(point)) {
      throw new IllegalStateException(
          sampler.getClass().getName()
              + " gave a point that is known or not of the space: "
              + point);
    }
    history = history.asked(point);
  }
}
