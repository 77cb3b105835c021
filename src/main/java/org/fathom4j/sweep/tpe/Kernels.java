package org.fathom4j.sweep.tpe;

import org.fathom4j.sweep.sampler.Draws;

/** The kernels of one parameter: one for each observation and, last, the prior. */
sealed interface Kernels permits NumericKernels, ChoiceKernels {
  /** A number of the scale, drawn from one kernel. */
  double draw(int kernel, Draws draws);

  /**
   * Logarithm of the density, or of the probability where the scale has steps, of a number under
   * each kernel.
   */
  double[] logDensities(double number);
}
