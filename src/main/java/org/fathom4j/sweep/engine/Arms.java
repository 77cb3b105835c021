package org.fathom4j.sweep.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.sampler.Conversation;
import org.fathom4j.sweep.space.Point;

/**
 * The configurations of a sweep, each with its replicates. Where results do not change what is
 * tried, every configuration gets its first replicate before any gets its second, so that a sweep
 * cut short has tried all equally often. Where they do, a configuration's replicates follow each
 * other, and the sampler is told their mean once all are in.
 */
final class Arms {
  private final Conversation conversation;
  private final int replicates;
  private final boolean learns;
  private final List<Point> points = new ArrayList<>();
  private boolean exhausted;

  /** A trial that can be started. */
  record Start(Point point, int replicate) {}

  Arms(Conversation conversation, int replicates, boolean learns) {
    this.conversation = conversation;
    this.replicates = replicates;
    this.learns = learns;
    while (!learns && ask()) {
      // All are known from the start.
    }
  }

  /** The trial of a number, which follows those that were started; empty where there is none. */
  Optional<Start> start(int number) {
    int arm = arm(number);
    if (learns && arm == points.size() && !exhausted) {
      ask();
    }
    return arm < points.size() && replicate(number) < replicates
        ? Optional.of(new Start(points.get(arm), replicate(number)))
        : Optional.empty();
  }

  /** Trials of the whole sweep, as far as is known. */
  int trials(int pointsAtMost) {
    return (exhausted ? points.size() : pointsAtMost) * replicates;
  }

  /**
   * Tells the sampler what a trial's configuration has reached, where all of its replicates have
   * been looked at.
   */
  void heard(List<Curve> curves, int number) {
    int arm = arm(number);
    List<Curve> own = new ArrayList<>();
    for (int replicate = 0; replicate < replicates; replicate++) {
      int index = learns ? arm * replicates + replicate : replicate * points.size() + arm;
      if (index < curves.size()) {
        own.add(curves.get(index));
      }
    }
    if (own.size() < replicates) {
      return;
    }
    if (own.stream().noneMatch(curve -> curve.state() == TrialState.RUNNING)) {
      Summary summary = Summary.of(own);
      conversation.tell(arm + 1, summary.state(), summary.loss(), summary.epoch());
    } else if (own.stream().allMatch(curve -> curve.epochs() > 0)) {
      Summary summary = Summary.of(own);
      conversation.hint(arm + 1, summary.loss(), summary.epoch());
    }
  }

  private boolean ask() {
    Optional<Point> point = conversation.ask();
    point.ifPresent(points::add);
    exhausted = point.isEmpty();
    return !exhausted;
  }

  private int arm(int number) {
    return learns ? (number - 1) / replicates : (number - 1) % Math.max(1, points.size());
  }

  private int replicate(int number) {
    return learns ? (number - 1) % replicates : (number - 1) / Math.max(1, points.size());
  }
}
