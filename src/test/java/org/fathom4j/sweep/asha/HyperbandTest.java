package org.fathom4j.sweep.asha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Promotion;
import org.fathom4j.sweep.pruner.Pruner;
import org.fathom4j.sweep.pruner.PrunerContract;
import org.fathom4j.sweep.space.Point;
import org.junit.jupiter.api.Test;

final class HyperbandTest extends PrunerContract {
  @Override
  protected Pruner pruner(int last, int trials) {
    return new Hyperband(last, 3);
  }

  @Test
  void bracketsAreThoseOfThePaper() {
    assertThat(Hyperband.brackets(81, 3))
        .extracting(Hyperband.Bracket::trials, bracket -> bracket.epochs().get(0))
        .containsExactly(tuple(81, 1), tuple(34, 3), tuple(15, 9), tuple(8, 27), tuple(5, 81));
    assertThat(Hyperband.brackets(81, 3).get(0).epochs()).containsExactly(1, 3, 9, 27, 81);
  }

  @Test
  void aBracketHalvesAsInThePaper() {
    assertThat(trained(81, 3, 81))
        .containsExactly(entry(1, 54), entry(3, 18), entry(9, 6), entry(27, 2), entry(81, 1));
  }

  @Test
  void theNextBracketFollowsByNumber() {
    Hyperband hyperband = new Hyperband(81, 3);
    assertThat(hyperband.firstStop(81)).isEqualTo(1);
    assertThat(hyperband.firstStop(82)).isEqualTo(3);
    assertThat(hyperband.firstStop(143)).isEqualTo(81);
    assertThat(hyperband.firstStop(144)).as("from the beginning").isEqualTo(1);
  }

  @Test
  void aRoundWaitsForItsLastTrial() {
    Hyperband hyperband = new Hyperband(9, 3);
    List<Curve> curves = new ArrayList<>();
    for (int number = 1; number <= 9; number++) {
      assertThat(hyperband.promotion(curves, 9)).isEmpty();
      curves.add(Curve.started(number, Point.empty(), 0, 1).epoch(number));
    }
    assertThat(hyperband.promotion(curves, 9)).contains(new Promotion(1, 3));
  }

  @Test
  void aTrialThatFailsLeavesAGapInItsRoundThatNobodyWaitsFor() {
    Hyperband hyperband = new Hyperband(9, 3);
    List<Curve> curves = new ArrayList<>();
    for (int number = 1; number <= 9; number++) {
      Curve curve = Curve.started(number, Point.empty(), 0, 1);
      curves.add(number > 2 ? curve.ended(TrialState.FAILED) : curve.epoch(number));
    }
    for (int number = 1; number <= 2; number++) {
      assertThat(hyperband.promotion(curves, 9)).contains(new Promotion(number, 3));
      curves.set(number - 1, to(curves.get(number - 1), 3));
    }
    assertThat(hyperband.promotion(curves, 9)).contains(new Promotion(1, 9));
  }

  private static Map.Entry<Integer, Integer> entry(int epochs, int trials) {
    return Map.entry(epochs, trials);
  }

  /** How many trials of a bracket end after how many epochs. */
  private static Map<Integer, Integer> trained(int last, int eta, int trials) {
    Hyperband hyperband = new Hyperband(last, eta);
    List<Curve> curves = new ArrayList<>();
    for (int number = 1; number <= trials; number++) {
      curves.add(to(Curve.started(number, Point.empty(), 0, 0), hyperband.firstStop(number)));
    }
    Optional<Promotion> promotion = hyperband.promotion(curves, trials);
    while (promotion.isPresent()) {
      int index = promotion.get().number() - 1;
      curves.set(index, to(curves.get(index), promotion.get().epoch()));
      promotion = hyperband.promotion(curves, trials);
    }
    Map<Integer, Integer> counts = new TreeMap<>();
    curves.forEach(curve -> counts.merge(curve.epochs(), 1, Integer::sum));
    return counts;
  }

  private static Curve to(Curve curve, int epoch) {
    Curve trained = curve.to(epoch);
    while (trained.epochs() < epoch) {
      trained = trained.epoch(curve.number() * 37 % 101);
    }
    return trained;
  }
}
