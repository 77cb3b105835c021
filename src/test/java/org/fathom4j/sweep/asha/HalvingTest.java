package org.fathom4j.sweep.asha;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Promotion;
import org.fathom4j.sweep.pruner.Pruner;
import org.fathom4j.sweep.pruner.PrunerContract;
import org.junit.jupiter.api.Test;

final class HalvingTest extends PrunerContract {
  @Override
  protected Pruner pruner(int last, int trials) {
    return new Halving(1, 3, last);
  }

  @Test
  void nobodyGoesOnBeforeAllHaveCome_thenTheBestThird() {
    Halving halving = new Halving(1, 3, 9);
    List<Curve> curves = AshaTest.curves(1, 0.5, 0.4, 0.9, 0.8, 0.7, 0.6);
    assertThat(halving.promotion(curves, 9)).as("three are to come").isEmpty();
    assertThat(halving.promotion(curves, 6)).contains(new Promotion(2, 3));
    AshaTest.set(curves, curves.get(1).to(3));
    assertThat(halving.promotion(curves, 6)).contains(new Promotion(1, 3));
    AshaTest.set(curves, curves.get(0).to(3));
    assertThat(halving.promotion(curves, 6)).as("both train").isEmpty();
    AshaTest.set(curves, curves.get(1).epoch(0.3).epoch(0.2));
    assertThat(halving.promotion(curves, 6)).as("the other one trains").isEmpty();
  }

  @Test
  void whoIsBehindThePlacesOfAWholeRungIsGivenUpAtOnce() {
    List<Curve> curves = AshaTest.curves(1, 0.5, 0.4, 0.9, 0.8);
    assertThat(new Halving(1, 3, 9).hopeless(curves, 6)).containsExactly(3, 4);
    assertThat(new Halving(1, 3, 9).hopeless(curves, 12)).isEmpty();
  }
}
