package org.fathom4j.network;

import java.util.Objects;
import org.fathom4j.config.ScheduleSpec;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate over a training of known length: {@code rate * factor(t)}, t = iteration /
 * iterations.
 *
 * <pre>
 * cosine       to + (1 - to) (1 + cos(pi t)) / 2
 * linear       1 - (1 - to) t
 * exponential  to^t
 * step         factor^floor(epoch / epochs)
 * </pre>
 */
public final class RateSchedule implements ISchedule {
  private static final long serialVersionUID = 1L;

  /** Shape of the curve. */
  public enum Curve {
    /** Half a cosine. */
    COSINE,
    /** A straight line. */
    LINEAR,
    /** Equal factors in equal times. */
    EXPONENTIAL,
    /** A factor every few epochs. */
    STEP
  }

  @JsonProperty private final Curve curve;
  @JsonProperty private final double rate;
  @JsonProperty private final double to;
  @JsonProperty private final int length;

  /**
   * A schedule.
   *
   * @param curve its shape
   * @param rate learning rate at the start
   * @param to factor at the end; for steps the factor of one step
   * @param length iterations of the whole training; for steps the epochs between them
   */
  public RateSchedule(
      @JsonProperty("curve") Curve curve,
      @JsonProperty("rate") double rate,
      @JsonProperty("to") double to,
      @JsonProperty("length") int length) {
    this.curve = curve;
    this.rate = rate;
    this.to = to;
    this.length = length;
  }

  /** The schedule that a file asks for; null for a constant rate, as DL4J's updaters take it. */
  static @org.jspecify.annotations.Nullable ISchedule of(
      ScheduleSpec spec, double rate, int iterations) {
    if (spec instanceof ScheduleSpec.Cosine cosine) {
      return new RateSchedule(Curve.COSINE, rate, cosine.to(), iterations);
    }
    if (spec instanceof ScheduleSpec.Linear linear) {
      return new RateSchedule(Curve.LINEAR, rate, linear.to(), iterations);
    }
    if (spec instanceof ScheduleSpec.Exponential exponential) {
      return new RateSchedule(Curve.EXPONENTIAL, rate, exponential.to(), iterations);
    }
    if (spec instanceof ScheduleSpec.Step step) {
      return new RateSchedule(Curve.STEP, rate, step.factor(), step.epochs());
    }
    return null;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    double t = Math.min(1, iteration / (double) Math.max(1, length));
    return rate
        * switch (curve) {
          case COSINE -> to + (1 - to) * (1 + Math.cos(Math.PI * t)) / 2;
          case LINEAR -> 1 - (1 - to) * t;
          case EXPONENTIAL -> Math.pow(to, t);
          case STEP -> Math.pow(to, Math.floorDiv(epoch, Math.max(1, length)));
        };
  }

  @Override
  public RateSchedule clone() {
    return new RateSchedule(curve, rate, to, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RateSchedule that
        && curve == that.curve
        && rate == that.rate
        && to == that.to
        && length == that.length;
  }

  @Override
  public int hashCode() {
    return Objects.hash(curve, rate, to, length);
  }
}
