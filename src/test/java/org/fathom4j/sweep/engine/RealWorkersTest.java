package org.fathom4j.sweep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.asha.Asha;
import org.fathom4j.sweep.asha.Hyperband;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.NoPruner;
import org.fathom4j.sweep.stopping.MedianStop;
import org.fathom4j.sweep.stopping.WilcoxonStop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same sweep on any number of real workers, whenever they are killed. */
final class RealWorkersTest {
  private static final int LAST = ModelledSweep.EPOCHS;

  static Stream<ModelledSweep> sweeps() {
    return Stream.of(
        new ModelledSweep("tpe", new Asha(3, 3, LAST), 24, 1, 4, 1),
        new ModelledSweep("tpe", new Asha(1, 3, LAST), 40, 2, 8, 2),
        new ModelledSweep("tpe", new NoPruner(), 30, 1, 3, 3),
        new ModelledSweep("random", new Hyperband(LAST, 3), 45, 1, 8, 4),
        new ModelledSweep("random", new Hyperband(LAST, 3), 60, 1, 8, 4),
        new ModelledSweep("sobol", new MedianStop(), 30, 1, 4, 5),
        new ModelledSweep("grid", new NoPruner(), 96, 2, 256, 6),
        new ModelledSweep("tpe", new WilcoxonStop(0.1, LAST), 12, 6, 4, 7),
        new ModelledSweep("genetic", new Asha(3, 3, LAST), 60, 1, 4, 8));
  }

  @ParameterizedTest
  @MethodSource("sweeps")
  void theTableIsTheSameHoweverManyWorkAndWheneverTheyAreKilled(ModelledSweep sweep) {
    List<Curve> alone = new Floor(sweep, 1, 0, 0).run();
    assertThat(alone).extracting(Curve::state).doesNotContain(TrialState.RUNNING);
    assertThat(alone).extracting(Curve::state).contains(TrialState.COMPLETE);
    for (int workers : new int[] {1, 2, 8}) {
      for (int round = 0; round < 2; round++) {
        assertThat(new Floor(sweep, workers, round == 0 ? 0 : 0.04, round).run()).isEqualTo(alone);
      }
    }
  }

  /** Real workers that take random times and die at random moments; results are written down. */
  private static final class Floor {
    private final ModelledSweep sweep;
    private final int workers;
    private final double death;
    private final SplittableRandom random;
    private final Map<Order, Trained> journal = new HashMap<>();
    private final Set<Integer> completed = new HashSet<>();
    private final List<Order> busy = new ArrayList<>();

    Floor(ModelledSweep sweep, int workers, double death, long seed) {
      this.sweep = sweep;
      this.workers = workers;
      this.death = death;
      this.random = new SplittableRandom(100 * seed + workers);
    }

    List<Curve> run() {
      SweepEngine engine = sweep.engine();
      while (!engine.done()) {
        if (random.nextDouble() < death) {
          engine = replayed();
        }
        for (Order order : engine.due()) {
          if (busy.size() < workers && !busy.contains(order)) {
            busy.add(order);
          }
        }
        Order next = busy.remove(random.nextInt(busy.size()));
        Trained result = ModelledSweep.train(next);
        assertThat(journal.put(next, result)).as("trained twice").isNull();
        if (result.state() == TrialState.COMPLETE) {
          assertThat(completed.add(next.number())).as("trained to its end twice").isTrue();
        }
        engine.ended(next.number(), result);
      }
      assertThat(engine.due()).isEmpty();
      int trained = journal.values().stream().mapToInt(result -> result.losses().size()).sum();
      int kept = engine.trials().stream().mapToInt(Curve::epochs).sum();
      assertThat(kept).as("no epoch is lost").isEqualTo(trained);
      return engine.trials();
    }

    /** What was under way is lost; what was written down is told to a new engine. */
    private SweepEngine replayed() {
      busy.clear();
      SweepEngine engine = sweep.engine();
      boolean more = true;
      while (more) {
        more = false;
        for (Order order : engine.due()) {
          Trained known = journal.get(order);
          if (known != null) {
            engine.ended(order.number(), known);
            more = true;
          }
        }
      }
      return engine;
    }
  }
}
