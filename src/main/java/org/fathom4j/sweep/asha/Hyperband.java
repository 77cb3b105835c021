package org.fathom4j.sweep.asha;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.config.InvalidSpecException;
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
  private final int trials;
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
   * All brackets for whole trainings of {@code last} epochs.
   *
   * @param last epochs of a whole training, R
   * @param eta one in so many goes on
   * @param trials of the sweep in all; the last bracket may stay smaller
   */
  public Hyperband(int last, int eta, int trials) {
    if (trials < 1) {
      throw new InvalidSpecException("Hyperband needs at least 1 trial, got " + trials);
    }
    this.eta = eta;
    this.trials = trials;
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
    return groups().stream()
        .filter(group -> number < group.end())
        .findFirst()
        .map(group -> group.bracket().epochs().get(0))
        .orElseThrow(() -> new IllegalArgumentException("trial " + number + " of " + trials));
  }

  @Override
  public Decision after(List<Curve> curves, int number) {
    return new Decision.Wait();
  }

  @Override
  public Optional<Promotion> promotion(List<Curve> curves) {
    return groups().stream().flatMap(group -> promotion(group, curves).stream()).findFirst();
  }

  private Optional<Promotion> promotion(Group group, List<Curve> all) {
    List<Integer> epochs = group.bracket().epochs();
    int size = group.end() - group.from();
    List<Curve> round =
        all.stream()
            .filter(curve -> curve.number() >= group.from() && curve.number() < group.end())
            .toList();
    for (int k = 0; k + 1 < epochs.size(); k++) {
      int epoch = epochs.get(k);
      List<Curve> ranked = Rungs.ranked(round, epoch);
      if (ranked.size() < size) {
        return Optional.empty();
      }
      int above = epochs.get(k + 1);
      size /= eta;
      List<Curve> best = ranked.subList(0, size);
      for (Curve curve : best) {
        if (Rungs.promotable(curve, epoch)) {
          return Optional.of(new Promotion(curve.number(), above));
        }
      }
      round = best;
    }
    return Optional.empty();
  }

  /** The brackets as the trials fill them. */
  private List<Group> groups() {
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
}
