package org.fathom4j.sweep.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Decision;
import org.fathom4j.sweep.pruner.Decision.GoOn;
import org.fathom4j.sweep.pruner.Decision.Stop;
import org.fathom4j.sweep.pruner.Pruner;
import org.fathom4j.sweep.pruner.PrunerContract;
import org.fathom4j.sweep.space.Point;
import org.junit.jupiter.api.Test;

final class MedianStopTest extends PrunerContract {
  @Override
  protected Pruner pruner(int last, int trials) {
    return new MedianStop();
  }

  @Test
  void aTrialAboveTheMedianOfItsEpochStops() {
    assertThat(after(5, 0.31)).isInstanceOf(Stop.class);
    assertThat(after(5, 0.30)).as("the median itself").isEqualTo(new GoOn(2));
  }

  @Test
  void nothingStopsBeforeFiveTrialsAreComplete() {
    assertThat(after(4, 100)).isEqualTo(new GoOn(2));
  }

  @Test
  void itsBestEpochCountsNotItsLast() {
    assertThat(after(5, 0.1, 0.9)).isEqualTo(new GoOn(3));
  }

  @Test
  void othersAreReadAtTheSameEpoch() {
    assertThat(after(5, 0.31, 0.2)).as("the median of epoch 2 is 0.1").isInstanceOf(Stop.class);
  }

  @Test
  void lossesThatAreNoNumbersStop() {
    assertThat(after(5, Double.NaN)).isInstanceOf(Stop.class);
    assertThat(after(5, Double.NaN, 0.05)).isEqualTo(new GoOn(3));
  }

  /**
   * Complete trials with 0.1, 0.2, ... in epoch 1 and a third of it in epoch 2, then the trial
   * asked about.
   */
  private static Decision after(int complete, double... losses) {
    List<Curve> curves = new ArrayList<>();
    for (int number = 1; number <= complete; number++) {
      curves.add(
          Curve.started(number, Point.empty(), 1, 2)
              .epoch(number / 10.0)
              .epoch(number / 30.0)
              .ended(TrialState.COMPLETE));
    }
    Curve asked = Curve.started(complete + 1, Point.empty(), 1, losses.length);
    for (double loss : losses) {
      asked = asked.epoch(loss);
    }
    curves.add(asked);
    return new MedianStop().after(curves, complete + 1);
  }
}
