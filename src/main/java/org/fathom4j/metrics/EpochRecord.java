package org.fathom4j.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one epoch of a trial measured.
 *
 * @param epoch from 1
 * @param timeMillis when it ended, in milliseconds since 1970
 * @param metrics by {@link Metric} name, in alphabetical order; a value may be NaN or infinite
 */
public record EpochRecord(int epoch, long timeMillis, Map<String, Double> metrics) {
  /** Copies the metrics. */
  public EpochRecord {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }
}
