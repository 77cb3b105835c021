package org.fathom4j.sweep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.fathom4j.sweep.asha.Asha;
import org.fathom4j.sweep.pruner.NoPruner;
import org.fathom4j.sweep.pruner.Pruner;
import org.junit.jupiter.api.Test;

final class SimulationTest {
  /** What an order really takes: its operations, mispredicted by a log-normal factor. */
  static ToDoubleFunction<Order> mispredicted(double sigma, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return order ->
        ModelledSweep.EFFORT.operations(order.point())
            * (order.to() - order.from() + 1)
            * Math.exp(sigma * random.nextGaussian());
  }

  private static double idle(Pruner pruner, int logical, int real) {
    ModelledSweep sweep = new ModelledSweep("random", pruner, 400, 1, logical, 1);
    return Simulation.of(sweep.engine(), real, ModelledSweep::train, mispredicted(0.3, 5)).idle();
  }

  @Test
  void realWorkersWaitLessThanATenthOfTheTimeWithFourLogicalOnesEach() {
    for (Pruner pruner : List.of(new NoPruner(), new Asha(1, 3, ModelledSweep.EPOCHS))) {
      for (int real : new int[] {1, 2, 4}) {
        assertThat(idle(pruner, 4 * real, real)).as(real + " workers").isLessThan(0.1);
      }
    }
  }

  @Test
  void oneWorkerIsNeverIdle() {
    assertThat(idle(new Asha(1, 3, ModelledSweep.EPOCHS), 8, 1)).isZero();
  }
}
