package org.fathom4j.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.fathom4j.config.SweepSpec.Match;

/**
 * Solves for the width that gives a network a wanted size. One layer's channels move the size in
 * coarse steps, so that a second parameter, such as the dense layer's units, can take up the rest.
 */
public final class SizeMatcher {
  private static final int LARGEST = 1 << 20;

  private final Match match;
  private final ToLongFunction<Map<String, Object>> size;

  /**
   * A matcher for one kind of network.
   *
   * @param match what to solve for
   * @param size of the network that a point describes, as it is to be matched; must not fall as the
   *     solved parameters rise
   */
  public SizeMatcher(Match match, ToLongFunction<Map<String, Object>> size) {
    this.match = match;
    this.size = size;
  }

  /**
   * A point with its solved parameters.
   *
   * @param point the point with the solved parameters filled in
   * @param size the network's
   * @param matches whether the size is within the tolerance
   */
  public record Solution(Map<String, Object> point, long size, boolean matches) {}

  /**
   * The solution closest to the wanted size; with a fine parameter, the one closest to its nominal
   * value.
   */
  public Solution solve(Map<String, Object> point) {
    Map<String, Object> start = new LinkedHashMap<>(point);
    match.fine().ifPresent(fine -> start.put(fine.name(), fine.nominal()));
    int above = firstAtLeast(start, match.by());
    Solution best = solution(with(start, match.by(), above));
    if (above > 1) {
      best = closer(best, solution(with(start, match.by(), above - 1)));
    }
    if (match.fine().isEmpty()) {
      return best;
    }
    Match.Fine fine = match.fine().get();
    Optional<Solution> tuned = Optional.empty();
    for (int width = Math.max(1, above - 2); width <= above + 1; width++) {
      Solution candidate = tune(with(start, match.by(), width), fine);
      if (candidate.matches()
          && (tuned.isEmpty() || stretch(candidate, fine) < stretch(tuned.get(), fine))) {
        tuned = Optional.of(candidate);
      }
    }
    return tuned.orElse(best);
  }

  private Solution tune(Map<String, Object> point, Match.Fine fine) {
    int above = firstAtLeast(point, fine.name());
    Solution best = solution(with(point, fine.name(), above));
    return above > 1 ? closer(best, solution(with(point, fine.name(), above - 1))) : best;
  }

  private static double stretch(Solution solution, Match.Fine fine) {
    int value =
        ((Number) java.util.Objects.requireNonNull(solution.point().get(fine.name()))).intValue();
    return Math.abs(Math.log(value / (double) fine.nominal()));
  }

  /** The smallest value of a parameter whose network has at least the wanted size. */
  private int firstAtLeast(Map<String, Object> point, String parameter) {
    int high = 1;
    while (high < LARGEST && size.applyAsLong(with(point, parameter, high)) < match.size()) {
      high *= 2;
    }
    int low = high / 2; // too small, or 0
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (size.applyAsLong(with(point, parameter, middle)) < match.size()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private Solution solution(Map<String, Object> point) {
    long reached = size.applyAsLong(point);
    return new Solution(point, reached, distance(reached) <= match.tolerance());
  }

  private Solution closer(Solution a, Solution b) {
    return distance(a.size()) <= distance(b.size()) ? a : b;
  }

  private double distance(long reached) {
    return Math.abs(reached - match.size()) / (double) match.size();
  }

  private static Map<String, Object> with(Map<String, Object> point, String name, int value) {
    Map<String, Object> changed = new LinkedHashMap<>(point);
    changed.put(name, value);
    return changed;
  }
}
