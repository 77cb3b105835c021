package org.fathom4j.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trial yet to run.
 *
 * @param number from 1
 * @param parameters swept and solved parameters, in the order of the file
 * @param seed training seed; the same seeds serve every point of the space, so that trials are
 *     paired
 * @param fold of the data, from 1, whose examples it is tested on; 0 where the data is split once
 */
public record PlannedTrial(int number, Map<String, Object> parameters, long seed, int fold) {
  /** Copies the parameters, in order. */
  public PlannedTrial {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
