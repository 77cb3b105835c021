package org.fathom4j.sweep.tpe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.fathom4j.sweep.sampler.Draws;
import org.fathom4j.sweep.space.Scale;

/**
 * Kernels of a scale: normal distributions cut off at its ends, about each observation. The
 * deviation is the larger of the gaps to the neighbours, where the ends of the scale are neighbours
 * too, but of two or more observations the first and the last look inwards alone; it is kept
 * between range / min(100, K + 1) and the range, with K kernels in all. The prior lies in the
 * middle and is as wide as the range; so is the kernel of an observation without the parameter.
 */
final class NumericKernels implements Kernels {
  private final Scale scale;
  private final double[] centres;
  private final double[] deviations;
  private final double[] logMasses;
  private final Map<Double, double[]> known = new HashMap<>();

  NumericKernels(Scale scale, List<OptionalDouble> observed) {
    this.scale = scale;
    double range = scale.upper() - scale.lower();
    int kernels = observed.size() + 1;
    centres = new double[kernels];
    deviations = new double[kernels];
    logMasses = new double[kernels];
    Arrays.fill(centres, (scale.lower() + scale.upper()) / 2);
    Arrays.fill(deviations, range);
    int[] seen = new int[(int) observed.stream().filter(OptionalDouble::isPresent).count()];
    double[] places = new double[seen.length];
    int count = 0;
    for (int k = 0; k < observed.size(); k++) {
      if (observed.get(k).isPresent()) {
        seen[count] = k;
        places[count++] = scale.inner(observed.get(k).getAsDouble());
      }
    }
    double[] own = deviations(places, scale.lower(), scale.upper(), seen.length + 1);
    for (int k = 0; k < seen.length; k++) {
      centres[seen[k]] = places[k];
      deviations[seen[k]] = own[k];
    }
    for (int k = 0; k < kernels; k++) {
      logMasses[k] = Math.log(mass(k, scale.lower(), scale.upper()));
    }
  }

  /** The deviation of each observation's kernel. */
  static double[] deviations(double[] places, double lower, double upper, int kernels) {
    int n = places.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, k -> k);
    Arrays.sort(order, (one, other) -> Double.compare(places[one], places[other]));
    double range = upper - lower;
    double[] deviations = new double[n];
    for (int k = 0; k < n; k++) {
      double here = places[order[k]];
      double below = here - (k > 0 ? places[order[k - 1]] : lower);
      double above = (k < n - 1 ? places[order[k + 1]] : upper) - here;
      double gap = Math.max(below, above);
      if (n >= 2 && k == 0) {
        gap = above;
      } else if (n >= 2 && k == n - 1) {
        gap = below;
      }
      deviations[order[k]] = Math.max(range / Math.min(100, 1 + kernels), Math.min(gap, range));
    }
    return deviations;
  }

  double[] deviations() {
    return deviations.clone();
  }

  @Override
  public double draw(int kernel, Draws draws) {
    double centre = centres[kernel];
    double deviation = deviations[kernel];
    double z =
        Normal.draw(
            (scale.lower() - centre) / deviation, (scale.upper() - centre) / deviation, draws);
    return scale.snap(centre + z * deviation);
  }

  @Override
  public double[] logDensities(double number) {
    return known.computeIfAbsent(number, this::compute);
  }

  private double[] compute(double number) {
    double[] logs = new double[centres.length];
    double half = scale.step() / 2;
    for (int k = 0; k < logs.length; k++) {
      double log =
          half > 0
              ? Math.log(mass(k, scale.inner(number - half), scale.inner(number + half)))
              : Normal.logDensity((scale.inner(number) - centres[k]) / deviations[k])
                  - Math.log(deviations[k]);
      logs[k] = log - logMasses[k];
    }
    return logs;
  }

  private double mass(int kernel, double from, double to) {
    return Normal.mass(
        (from - centres[kernel]) / deviations[kernel], (to - centres[kernel]) / deviations[kernel]);
  }
}
