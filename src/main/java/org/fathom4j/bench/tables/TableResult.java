package org.fathom4j.bench.tables;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the samplers reached on one table.
 *
 * @param table its name
 * @param regrets by sampler, in the order of the seeds
 */
public record TableResult(String table, Map<String, List<Double>> regrets) {
  /** Copies the map, in order. */
  public TableResult {
    regrets = Collections.unmodifiableMap(new LinkedHashMap<>(regrets));
  }

  /** Mean over the seeds; empty for a sampler that took no part. */
  public Optional<Double> mean(String sampler) {
    return Optional.ofNullable(regrets.get(sampler)).map(Paired::mean);
  }
}
