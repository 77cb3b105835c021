package org.fathom4j.report.difference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.report.statistics.Interval;

/**
 * An arm in two runs.
 *
 * @param parameters of the arm, in the order of the file
 * @param label those that tell arms apart
 * @param pairs seeds that both runs trained to the end
 * @param first mean of the measure over them in the first run, or over all of its seeds where there
 *     are none
 * @param second likewise in the second
 * @param interval 95% interval of second minus first; absent where noise is unknown
 * @param lost trials that are complete in the first run and failed or diverged in the second
 * @param verdict what became of it
 */
public record ArmDifference(
    Map<String, Object> parameters,
    String label,
    int pairs,
    double first,
    double second,
    Optional<Interval> interval,
    int lost,
    Verdict verdict) {
  /** Copies the parameters, in order. */
  public ArmDifference {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Second minus first. */
  public double difference() {
    return second - first;
  }
}
