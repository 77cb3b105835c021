package org.fathom4j.sweep.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Decision;
import org.fathom4j.sweep.pruner.Promotion;
import org.fathom4j.sweep.sampler.Conversation;
import org.fathom4j.sweep.sampler.History;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;

/**
 * Decides what is trained, as if {@link SweepRules#workers} logical workers trained side by side in
 * a virtual time, in which every epoch takes as long as its operations say. A logical worker that
 * is free decides, from exactly the results that have ended by then, for a due promotion or else a
 * new trial. Results may really come in any order: they are looked at in the virtual one. So
 * decisions, points, scores and winner depend on the search and the results alone, not on how many
 * real workers there are or when one was killed; a new engine that is given the results so far
 * stands where the old one stood.
 *
 * <p>Not thread-safe.
 */
public final class SweepEngine {
  private final Search search;
  private final SweepRules rules;
  private final Conversation conversation;
  private final Arms arms;
  private final List<Curve> curves = new ArrayList<>();
  private final List<Curve> shown = Collections.unmodifiableList(curves);
  private final PriorityQueue<Segment> running = new PriorityQueue<>(Segment.BY_END);
  private final Map<Integer, Order> due = new HashMap<>();
  private final Map<Integer, Trained> arrived = new HashMap<>();
  private final List<Ending> endings = new ArrayList<>();
  private double now;
  private long orders;

  /**
   * A sweep that has not begun.
   *
   * @param search the space, the number of configurations and the seed of the draws
   * @param sampler made for this search
   * @param rules what else decides
   */
  public SweepEngine(Search search, Sampler sampler, SweepRules rules) {
    this.search = search;
    this.rules = rules;
    this.conversation = new Conversation(search, sampler);
    this.arms = new Arms(conversation, rules.replicates(), sampler.learns());
    fill();
  }

  /**
   * What may be trained now, all of it at once. Fewer real workers take the first ones: the sweep
   * waits for them first.
   */
  public List<Order> due() {
    return running.stream()
        .filter(segment -> due.containsKey(segment.order().number()))
        .sorted(Segment.BY_END)
        .map(Segment::order)
        .toList();
  }

  /**
   * The result of an order that was due.
   *
   * @param number the trial
   * @throws IllegalArgumentException where it was not due, or paused before its order's end
   */
  public void ended(int number, Trained result) {
    Order order = due.get(number);
    if (order == null) {
      throw new IllegalArgumentException("trial " + number + " is not due");
    }
    int epochs = result.losses().size();
    int ordered = order.to() - order.from() + 1;
    boolean paused = result.state() == TrialState.RUNNING;
    if (epochs > ordered || (paused && epochs < ordered)) {
      throw new IllegalArgumentException(
          "trial %d was to train epochs %d to %d and came with %d losses, %s"
              .formatted(number, order.from(), order.to(), epochs, result.state()));
    }
    due.remove(number);
    arrived.put(number, result);
    advance();
  }

  /** Whether every trial has ended. */
  public boolean done() {
    return running.isEmpty();
  }

  /** Every trial started so far, by number. */
  public List<Curve> trials() {
    return List.copyOf(curves);
  }

  /** How many trials the sweep has in all, as far as is known: fewer where the space ends. */
  public int planned() {
    return arms.trials(search.trials());
  }

  /** What the sampler was asked and told. */
  public History history() {
    return conversation.history();
  }

  /** The trials that ended since this was asked last, in virtual order. */
  public List<Ending> endings() {
    List<Ending> since = List.copyOf(endings);
    endings.clear();
    return since;
  }

  /** Looks at results in virtual order, as far as they are there. */
  private void advance() {
    while (!running.isEmpty()) {
      int number = running.element().order().number();
      Trained result = arrived.remove(number);
      if (result == null) {
        return;
      }
      now = running.remove().end();
      curves.set(number - 1, with(curves.get(number - 1), result));
      decide(number, result.cause());
      fill();
    }
  }

  private static Curve with(Curve curve, Trained result) {
    Curve longer = curve.epochs(result.losses());
    return result.state() == TrialState.RUNNING ? longer : longer.ended(result.state());
  }

  /** What becomes of a trial that was looked at, and of those that wait. */
  private void decide(int number, String cause) {
    Curve curve = curves.get(number - 1);
    if (curve.state() != TrialState.RUNNING) {
      endings.add(new Ending(number, curve.state(), cause));
      arms.heard(shown, number);
    } else {
      Decision decision = rules.pruner().after(shown, number);
      if (decision instanceof Decision.GoOn on) {
        order(curve.to(on.epoch()));
      } else if (decision instanceof Decision.Stop stop) {
        prune(number, stop.reason());
      } else {
        arms.heard(shown, number);
      }
    }
    for (int waiting : rules.pruner().hopeless(shown, planned())) {
      prune(waiting, "others did better by epoch " + curves.get(waiting - 1).epochs());
    }
  }

  private void prune(int number, String reason) {
    curves.set(number - 1, curves.get(number - 1).ended(TrialState.PRUNED));
    endings.add(new Ending(number, TrialState.PRUNED, reason));
    arms.heard(shown, number);
  }

  /** Every free logical worker takes what there is to do; without any the sweep ends. */
  private void fill() {
    while (running.size() < rules.workers() && (promote() || start() || promote())) {
      // The last question is asked anew where the space has just ended: fewer trials are to come.
    }
    if (running.isEmpty()) {
      for (Curve curve : trials()) {
        if (curve.waiting()) {
          prune(curve.number(), "others did better by epoch " + curve.epochs());
        }
      }
    }
  }

  private boolean promote() {
    Optional<Promotion> promotion = rules.pruner().promotion(shown, planned());
    promotion.ifPresent(due -> order(curves.get(due.number() - 1).to(due.epoch())));
    return promotion.isPresent();
  }

  private boolean start() {
    while (true) {
      int number = curves.size() + 1;
      Optional<Arms.Start> next = arms.start(number);
      if (next.isEmpty()) {
        return false;
      }
      Arms.Start start = next.get();
      Optional<String> dropped = rules.pruner().drops(shown, start.point());
      curves.add(Curve.started(number, start.point(), start.replicate(), 0));
      if (dropped.isEmpty()) {
        order(curves.get(number - 1).to(rules.pruner().firstStop(number)));
        return true;
      }
      prune(number, dropped.get());
    }
  }

  /** A trial's next part, up to its budget or the end of its training. */
  private void order(Curve curve) {
    int to = Math.min(curve.budget(), rules.effort().epochs(curve.point()));
    if (to <= curve.epochs()) {
      throw new IllegalStateException(
          "trial %d has trained %d epochs and is to train up to %d"
              .formatted(curve.number(), curve.epochs(), to));
    }
    Order order =
        new Order(curve.number(), curve.point(), curve.replicate(), curve.epochs() + 1, to);
    curves.set(curve.number() - 1, curve);
    due.put(curve.number(), order);
    double operations = Math.max(0, rules.effort().operations(curve.point()));
    running.add(new Segment(order, now + operations * (to - curve.epochs()), orders++));
  }
}
