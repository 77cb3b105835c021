package org.fathom4j.sweep.asha;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Promotion;
import org.fathom4j.sweep.pruner.Pruner;
import org.fathom4j.sweep.pruner.PrunerContract;
import org.fathom4j.sweep.space.Point;
import org.junit.jupiter.api.Test;

final class AshaTest extends PrunerContract {
  @Override
  protected Pruner pruner(int last, int trials) {
    return new Asha(1, 3, last);
  }

  @Test
  void powersLoseNoRung() {
    assertThat(new Asha(1, 3, 243).rungs()).containsExactly(1, 3, 9, 27, 81, 243);
    assertThat(new Asha(1, 10, 1000).rungs()).containsExactly(1, 10, 100, 1000);
    assertThat(new Asha(2, 4, 128).rungs()).containsExactly(2, 8, 32, 128);
  }

  @Test
  void theLastRungIsAWholeTrainingWhereItIsNoPower() {
    assertThat(new Asha(1, 3, 100).rungs()).containsExactly(1, 3, 9, 27, 100);
    assertThat(new Asha(5, 3, 5).rungs()).containsExactly(5);
  }

  @Test
  void theBestThirdOfARungIsPromotedTheHighestRungFirst() {
    Asha asha = new Asha(1, 3, 9);
    List<Curve> curves = curves(1, 0.5, 0.4, 0.9, 0.8, 0.7, 0.6);
    assertThat(asha.promotion(curves, 9)).contains(new Promotion(2, 3));
    set(curves, curves.get(1).to(3));
    assertThat(asha.promotion(curves, 9)).contains(new Promotion(1, 3));
    set(curves, curves.get(0).to(3));
    assertThat(asha.promotion(curves, 9)).as("a third of six is two").isEmpty();
    for (int number = 1; number <= 3; number++) {
      set(curves, curves.get(number - 1).to(3).epoch(0.3).epoch(0.1 * number));
    }
    assertThat(asha.promotion(curves, 9)).contains(new Promotion(1, 9));
  }

  @Test
  void aRungOfFewerThanEtaTrialsPromotesNobody() {
    assertThat(new Asha(1, 3, 9).promotion(curves(1, 0.1, 0.2), 9)).isEmpty();
  }

  @Test
  void failedTrialsCountAsTheWorstOfTheirRung() {
    List<Curve> curves = curves(1, 0.5, 0.4, 0.3);
    set(curves, Curve.started(2, Point.empty(), 0, 1).ended(TrialState.FAILED));
    set(curves, Curve.started(3, Point.empty(), 0, 1).epoch(Double.NaN));
    assertThat(new Asha(1, 3, 9).promotion(curves, 9)).contains(new Promotion(1, 3));
  }

  @Test
  void whoCannotComeAmongTheFirstPartHoweverManyFollowIsHopeless() {
    Asha asha = new Asha(1, 3, 9);
    List<Curve> curves = curves(1, 0.5, 0.4, 0.9, 0.8, 0.7, 0.6);
    assertThat(asha.hopeless(curves, 12)).as("four of twelve go on").containsExactly(3, 4);
    assertThat(asha.hopeless(curves, 18)).as("six of eighteen").isEmpty();
  }

  @Test
  void aSweepOfTooFewTrialsForItsRungsStillHasAWinner() {
    Asha asha = new Asha(1, 3, 27);
    List<Curve> curves = curves(1, 0.2, 0.1);
    assertThat(asha.promotion(curves, 3)).as("a third is to come").isEmpty();
    assertThat(asha.promotion(curves, 2)).contains(new Promotion(2, 27));
    set(curves, curves.get(1).to(27));
    assertThat(asha.promotion(curves, 2)).as("it trains").isEmpty();
    set(curves, curves.get(1).ended(TrialState.FAILED));
    assertThat(asha.promotion(curves, 2)).contains(new Promotion(1, 27));
  }

  static List<Curve> curves(int budget, double... losses) {
    List<Curve> curves = new ArrayList<>();
    for (double loss : losses) {
      int number = curves.size() + 1;
      curves.add(Curve.started(number, Point.empty().with("n", number), 0, budget).epoch(loss));
    }
    return curves;
  }

  static void set(List<Curve> curves, Curve curve) {
    curves.set(curve.number() - 1, curve);
  }
}
