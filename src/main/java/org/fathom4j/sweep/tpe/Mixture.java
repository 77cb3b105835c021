package org.fathom4j.sweep.tpe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.fathom4j.sweep.sampler.Draws;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Entry;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;

/**
 * A density over the points of a space: a mixture with one product of kernels for each observation
 * and one for the prior, so that parameters that went together are drawn together.
 */
final class Mixture {
  private static final int FULL = 25;

  private final Space space;
  private final double[] weights;
  private final Map<String, Kernels> kernels = new LinkedHashMap<>();

  /**
   * The density of some points.
   *
   * @param observed in the order in which they were tried
   */
  Mixture(Space space, List<Point> observed) {
    this.space = space;
    this.weights = weights(observed.size());
    for (Entry entry : space.entries()) {
      List<OptionalDouble> numbers = observed.stream().map(point -> number(entry, point)).toList();
      kernels.put(entry.name(), kernels(entry.axis(), numbers));
    }
  }

  /**
   * Weights of the observations and, last, of the prior; their sum is 1. Of more than 25
   * observations the newest 25 weigh fully, those before rise evenly from 1/n.
   */
  static double[] weights(int n) {
    double[] weights = new double[n + 1];
    Arrays.fill(weights, 1);
    int old = n - FULL;
    for (int k = 0; k < old; k++) {
      weights[k] = old == 1 ? 1.0 / n : 1.0 / n + k * (1 - 1.0 / n) / (old - 1);
    }
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }

  /** A point drawn from one kernel, itself drawn by weight. */
  Point draw(Draws draws) {
    int kernel = draws.index(weights);
    return space.fill(entry -> entry.axis().value(of(entry).draw(kernel, draws)));
  }

  /** Logarithm of the density at a point, over the parameters that it has. */
  double logDensity(Point point) {
    double[] logs = Arrays.stream(weights).map(Math::log).toArray();
    for (Entry entry : space.entries()) {
      OptionalDouble number = number(entry, point);
      if (number.isPresent()) {
        double[] more = of(entry).logDensities(number.getAsDouble());
        for (int k = 0; k < logs.length; k++) {
          logs[k] += more[k];
        }
      }
    }
    double largest = Arrays.stream(logs).max().orElseThrow();
    double sum = Arrays.stream(logs).map(log -> Math.exp(log - largest)).sum();
    return largest + Math.log(sum);
  }

  private Kernels of(Entry entry) {
    return Objects.requireNonNull(kernels.get(entry.name()));
  }

  private static OptionalDouble number(Entry entry, Point point) {
    return point.has(entry.name())
        ? entry.axis().number(point.get(entry.name()))
        : OptionalDouble.empty();
  }

  private static Kernels kernels(Axis axis, List<OptionalDouble> numbers) {
    return axis.ordered()
        ? new NumericKernels(axis.scale(), numbers)
        : new ChoiceKernels((int) axis.size(), numbers);
  }
}
