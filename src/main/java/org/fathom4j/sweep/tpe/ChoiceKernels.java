package org.fathom4j.sweep.tpe;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.fathom4j.sweep.sampler.Draws;

/**
 * Kernels of a choice: with K kernels in all, 1/K on every value and 1 more on the observed one,
 * brought to a sum of 1. The prior, and an observation that does not have the parameter, is even.
 */
final class ChoiceKernels implements Kernels {
  private final double[][] shares;

  ChoiceKernels(int values, List<OptionalDouble> observed) {
    int kernels = observed.size() + 1;
    shares = new double[kernels][values];
    for (int k = 0; k < kernels; k++) {
      double[] row = shares[k];
      OptionalDouble seen = k < observed.size() ? observed.get(k) : OptionalDouble.empty();
      if (seen.isEmpty()) {
        Arrays.fill(row, 1.0 / values);
        continue;
      }
      double total = values / (double) kernels + 1;
      Arrays.fill(row, 1.0 / kernels / total);
      row[(int) seen.getAsDouble()] += 1 / total;
    }
  }

  @Override
  public double draw(int kernel, Draws draws) {
    return draws.index(shares[kernel]);
  }

  @Override
  public double[] logDensities(double number) {
    return Arrays.stream(shares).mapToDouble(row -> Math.log(row[(int) number])).toArray();
  }
}
