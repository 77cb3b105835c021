package org.fathom4j.sweep.space;

/**
 * The number line of an axis. Whole steps are cells of equal length about each value, so that the
 * first and the last are as likely as the others; on a logarithmic scale cells and range are
 * measured in logarithms.
 *
 * @param low smallest number
 * @param high greatest number, a whole number of steps above the smallest
 * @param step distance of neighbours; 0 where every real number counts
 * @param log whether the scale is logarithmic
 */
public record Scale(double low, double high, double step, boolean log) {
  /** How many numbers there are; {@link Long#MAX_VALUE} without a step. */
  public long size() {
    if (step > 0) {
      return Math.round((high - low) / step) + 1;
    }
    return low == high ? 1 : Long.MAX_VALUE;
  }

  /** Lower end of the range of cells, in logarithms on a logarithmic scale. */
  public double lower() {
    return inner(low - step / 2);
  }

  /** Upper end of the range of cells, in logarithms on a logarithmic scale. */
  public double upper() {
    return inner(high + step / 2);
  }

  /** A number as it is measured on the scale: its logarithm on a logarithmic one. */
  public double inner(double number) {
    return log ? Math.log(number) : number;
  }

  /** The number of the scale nearest to a place between {@link #lower()} and {@link #upper()}. */
  public double snap(double inner) {
    return nearest(log ? Math.exp(inner) : inner);
  }

  /** The number of the scale nearest to a number. */
  public double nearest(double number) {
    double steps = step > 0 ? Math.floor((number - low) / step + 0.5) : 0;
    return Math.max(low, Math.min(high, step > 0 ? low + steps * step : number));
  }

  /**
   * The number at a share of the range.
   *
   * @param share from 0 to 1
   */
  public double at(double share) {
    return snap(lower() + share * (upper() - lower()));
  }

  /** The share of the range at which a number lies; the reverse of {@link #at}. */
  public double share(double number) {
    double length = upper() - lower();
    return length > 0 ? (inner(number) - lower()) / length : 0.5;
  }
}
