package org.fathom4j.tracking.local;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fathom4j.metrics.EpochRecord;

/** What the epochs of a trial measured, column by column: a tenth of the room of records. */
public final class Curves {
  /** Of a trial without an epoch. */
  public static final Curves NONE = new Curves(new long[0], Map.of());

  private final long[] timeMillis;
  private final Map<String, double[]> metrics;

  private Curves(long[] timeMillis, Map<String, double[]> metrics) {
    this.timeMillis = timeMillis;
    this.metrics = metrics;
  }

  /** These curves and further epochs. */
  public Curves with(List<EpochRecord> more) {
    if (more.isEmpty()) {
      return this;
    }
    int before = epochs();
    int after = before + more.size();
    long[] times = Arrays.copyOf(timeMillis, after);
    Map<String, double[]> columns = new LinkedHashMap<>();
    metrics.forEach((name, values) -> columns.put(name, longer(values, after)));
    for (int i = 0; i < more.size(); i++) {
      int at = before + i;
      times[at] = more.get(i).timeMillis();
      more.get(i)
          .metrics()
          .forEach(
              (name, value) ->
                  columns.computeIfAbsent(name, key -> longer(new double[0], after))[at] =
                      value == null ? Double.NaN : value);
    }
    return new Curves(times, columns);
  }

  private static double[] longer(double[] values, int length) {
    double[] longer = Arrays.copyOf(values, length);
    Arrays.fill(longer, values.length, length, Double.NaN);
    return longer;
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
