package org.fathom4j.tracking.local;

import java.util.Map;
import java.util.Set;

/** What the epochs of a trial measured, column by column: a tenth of the room of records. */
public final class Curves {
  /** Of a trial without an epoch. */
  public static final Curves NONE = new Curves(new long[0], Map.of());

  private final long[] timeMillis;
  private final Map<String, double[]> metrics;

  Curves(long[] timeMillis, Map<String, double[]> metrics) {
    this.timeMillis = timeMillis;
    this.metrics = metrics;
  }

  long[] timeMillis() {
    return timeMillis;
  }

  Map<String, double[]> metrics() {
    return metrics;
  }

  /** How many epochs have ended. */
  public int epochs() {
    return timeMillis.length;
  }

  /** When the last epoch ended, in milliseconds since 1970; 0 without any. */
  public long lastMillis() {
    return timeMillis.length == 0 ? 0 : timeMillis[timeMillis.length - 1];
  }

  /** Names of what was measured. */
  public Set<String> names() {
    return metrics.keySet();
  }

  /** A metric after an epoch, from 1; NaN where it was not measured. */
  public double at(String metric, int epoch) {
    double[] values = metrics.get(metric);
    return values == null ? Double.NaN : values[epoch - 1];
  }
}
