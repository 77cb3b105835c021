package org.fathom4j.sweep.asha;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Decision;
import org.fathom4j.sweep.pruner.Promotion;
import org.fathom4j.sweep.pruner.Pruner;

/**
 * Hyperband (Li et al., JMLR 2018, arXiv 1603.06560): brackets of successive halving that begin
 * with many trials of few epochs and end with few of many. Trials fill the brackets in the order of
 * their numbers, then the brackets begin again. A round of a bracket ends when all of its trials
 * have; the best of them go on. Other brackets do not wait for it.
 */
public final class Hyperband implements Pruner {
  private final int eta;
  private final int last;
  private final List<Bracket> brackets;

  /**
   * A bracket.
   *
   * @param trials that begin it
   * @param epochs of its rounds, from the first to the last
   */
  public record Bracket(int trials, List<Integer> epochs) {
    /** Copies the list. */
    public Bracket {
      epochs = List.copyOf(epochs);
    }
  }

  /** A bracket's trials in a sweep: numbers from {@code from} to below {@code end}. */
  private record Group(Bracket bracket, int from, int end) {}

  /**
   * All brackets for whole trainings of {@code last} epochs. The last bracket of a sweep may stay
   * smaller.
   *
   * @param last epochs of a whole training, R
   * @param eta one in so many goes on
   */
  public Hyperband(int last, int eta) {
    this.eta = eta;
    this.last = last;
    this.brackets = brackets(last, eta);
  }

  /**
   * With s from floor(log_eta R) down to 0: ceil((s_max + 1) eta^s / (s + 1)) trials begin with R /
   * eta^s epochs.
   *
   * @param last epochs of a whole training, R
   * @param eta one in so many goes on
   */
  public static List<Bracket> brackets(int last, int eta) {
    int most = Rungs.of(1, eta, last).epochs().size() - 1;
    List<Bracket> brackets = new ArrayList<>();
    for (int s = most; s >= 0; s--) {
      long power = 1;
      for (int k = 0; k < s; k++) {
        power *= eta;
      }
      long wanted = ((most + 1) * power + s) / (s + 1);
      List<Integer> epochs = Rungs.of((int) (last / power), eta, last).epochs();
      brackets.add(new Bracket((int) wanted, epochs.subList(epochs.size() - s - 1, epochs.size())));
    }
    return List.copyOf(brackets);
  }

  @Override
  public int firstStop(int number) {
    List<Group> groups = groups(number);
    return groups.get(groups.size() - 1).bracket().epochs().get(0);
  }

  @Override
  public Decision after(List<Curve> curves, int number) {
    return new Decision.Wait();
  }

  @Override
  public Optional<Promotion> promotion(List<Curve> curves, int trials) {
    return rounds(curves, trials).stream()
        .flatMap(round -> round.promotion(eta).stream())
        .findFirst()
        .or(() -> Rungs.last(curves, trials, last));
  }

  @Override
  public Set<Integer> hopeless(List<Curve> curves, int trials) {
    Set<Integer> hopeless = new TreeSet<>();
    for (Round round : rounds(curves, trials)) {
      hopeless.addAll(Rungs.behind(round.ranked(), round.epoch(), round.places(eta)));
    }
    return hopeless;
  }

  /** The rounds that have begun, of every bracket. */
  private List<Round> rounds(List<Curve> curves, int trials) {
    List<Round> rounds = new ArrayList<>();
    for (Group group : groups(trials)) {
      List<Curve> in =
          curves.stream()
              .filter(curve -> curve.number() >= group.from() && curve.number() < group.end())
              .toList();
      List<Integer> epochs = group.bracket().epochs();
      int all = group.end() - group.from();
      int places = all;
      for (int k = 0; k + 1 < epochs.size(); k++) {
        List<Curve> ranked = Rungs.ranked(in, epochs.get(k));
        Round round = new Round(epochs.get(k), epochs.get(k + 1), all, places, ranked);
        rounds.add(round);
        if (!round.over()) {
          break;
        }
        in = round.best(eta);
        all = in.size();
        places = round.places(eta);
      }
    }
    return rounds;
  }

  /** The brackets as the first trials fill them. */
  private List<Group> groups(int trials) {
    List<Group> groups = new ArrayList<>();
    int from = 1;
    for (int k = 0; from <= trials; k = (k + 1) % brackets.size()) {
      Bracket bracket = brackets.get(k);
      int end = Math.min(from + bracket.trials(), trials + 1);
      groups.add(new Group(bracket, from, end));
      from = end;
    }
    return groups;
  }

  /**
   * A round of a bracket.
   *
   * @param epoch to which its trials train
   * @param next epoch of the round after it
   * @param trials that train in it
   * @param size of the round as the bracket has it; trials that failed before leave gaps
   * @param ranked those that are there, the best first
   */
  private record Round(int epoch, int next, int trials, int size, List<Curve> ranked) {
    boolean over() {
      return ranked.size() >= trials;
    }

    int places(int eta) {
      return size / eta;
    }

    /** The best that can go on, or did. */
    List<Curve> best(int eta) {
      return ranked.stream()
          .limit(places(eta))
          .filter(curve -> Rungs.promotable(curve, epoch) || curve.reached(next) || active(curve))
          .toList();
    }

    private boolean active(Curve curve) {
      return curve.state() == TrialState.RUNNING && curve.budget() > epoch;
    }

    Optional<Promotion> promotion(int eta) {
      return best(eta).stream()
          .filter(curve -> over() && Rungs.promotable(curve, epoch))
          .findFirst()
          .map(curve -> new Promotion(curve.number(), next));
    }
  }
}
