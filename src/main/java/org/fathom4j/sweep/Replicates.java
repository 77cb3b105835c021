package org.fathom4j.sweep;

import java.util.List;
import java.util.Map;

/**
 * The trainings of each point of a sweep: every seed on every fold of the data, folds in turn
 * first, so that a sweep cut short has tried every point equally often.
 *
 * @param seeds training seeds, at least one
 * @param folds of the data; 0 where it is split once
 */
public record Replicates(List<Long> seeds, int folds) {
  /** Copies the seeds. */
  public Replicates {
    seeds = List.copyOf(seeds);
  }

  /** The first of them alone. */
  public Replicates first() {
    return new Replicates(seeds.subList(0, 1), Math.min(1, folds));
  }

  /** How many there are. */
  public int count() {
    return seeds.size() * Math.max(1, folds);
  }

  /**
   * A trial of a point.
   *
   * @param number the trial's, from 1
   * @param replicate from 0
   * @param parameters of the point
   */
  public PlannedTrial trial(int number, int replicate, Map<String, Object> parameters) {
    int each = Math.max(1, folds);
    return new PlannedTrial(
        number, parameters, seeds.get(replicate / each), folds == 0 ? 0 : replicate % each + 1);
  }
}
