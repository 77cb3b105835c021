package org.fathom4j.sweep.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.pruner.Pruner;
import org.fathom4j.sweep.registry.SamplerRegistry;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;

/** Sweeps over depth, width and rate whose learning curves are a formula. */
record ModelledSweep(
    String sampler, Pruner pruner, int points, int replicates, int workers, long seed) {
  static final int EPOCHS = 27;

  private static final Space SPACE =
      Space.empty()
          .with("depth", Axis.ints(1, 6))
          .with("width", Axis.ordered(8, 16, 32, 64))
          .with("rate", new Axis.Reals(1e-4, 1e-1, 0, true, 4));

  static final Effort EFFORT =
      new Effort() {
        @Override
        public int epochs(Point point) {
          return EPOCHS;
        }

        @Override
        public double operations(Point point) {
          return number(point, "depth") * number(point, "width");
        }
      };

  SweepEngine engine() {
    Search search = new Search(SPACE, points, seed);
    return new SweepEngine(
        search,
        SamplerRegistry.load().named(sampler).create(search),
        new SweepRules(replicates, pruner, workers, EFFORT));
  }

  /** A trial in twenty fails at its second epoch, one in twenty diverges, the others learn. */
  static Trained train(Order order) {
    double fate = noise(order, 0);
    List<Double> losses = new ArrayList<>();
    for (int epoch = order.from(); epoch <= order.to(); epoch++) {
      if (epoch == 2 && fate < 0.05) {
        return new Trained(TrialState.FAILED, losses, "out of memory");
      }
      losses.add(loss(order, epoch));
      if (epoch == 3 && fate > 0.95) {
        return new Trained(TrialState.DIVERGED, losses, "the loss is not a number");
      }
    }
    boolean whole = order.to() == EPOCHS;
    return new Trained(whole ? TrialState.COMPLETE : TrialState.RUNNING, losses, "");
  }

  private static double loss(Order order, int epoch) {
    double depth = number(order.point(), "depth") - 4;
    double width = Math.log(number(order.point(), "width") / 32);
    double rate = Math.log10(number(order.point(), "rate")) + 2.5;
    double end = 0.1 + 0.02 * depth * depth + 0.03 * width * width + 0.1 * rate * rate;
    return end + (1 + Math.abs(rate)) / epoch + 0.02 * noise(order, epoch);
  }

  private static double noise(Order order, int epoch) {
    long seed = 31L * order.point().hashCode() + order.replicate();
    return new SplittableRandom(1000 * seed + epoch).nextDouble();
  }

  private static double number(Point point, String name) {
    return ((Number) point.get(name)).doubleValue();
  }
}
