package org.fathom4j.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.fathom4j.config.SweepSpec;
import org.fathom4j.sweep.arbiter.ArbiterPoints;

/** Turns a sweep section into its trials. */
public final class SweepPlan {
  private SweepPlan() {}

  /**
   * Every point of the space once per seed and fold of the data. Seeds are the outer loop, then
   * folds, so that a sweep cut short has tried every point equally often.
   *
   * @param spec the sweep section
   * @param folds of the data; 0 where it is split once
   * @param solve adds solved parameters, such as a width matched to a size, to a point
   */
  public static List<PlannedTrial> of(
      SweepSpec spec, int folds, UnaryOperator<Map<String, Object>> solve) {
    List<Map<String, Object>> points =
        ArbiterPoints.of(spec).stream().map(solve).distinct().toList();
    List<PlannedTrial> trials = new ArrayList<>();
    for (long seed : spec.seeds()) {
      for (int fold = Math.min(1, folds); fold <= folds; fold++) {
        for (Map<String, Object> point : points) {
          trials.add(new PlannedTrial(trials.size() + 1, point, seed, fold));
        }
      }
    }
    return List.copyOf(trials);
  }
}
