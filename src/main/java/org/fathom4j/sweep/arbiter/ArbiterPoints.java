package org.fathom4j.sweep.arbiter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.fathom4j.config.SpaceSpec;
import org.fathom4j.config.SweepSpec;

/**
 * Points of a sweep, drawn by Arbiter's grid and random generators.
 *
 * <p>What Arbiter 1.0.0-beta7 gets wrong is kept out here: an axis with a single value never
 * reaches its grid (there it ends in an endless loop), ranges reach the grid as lists of values (it
 * would cut them its own way), an exhausted space ends the search, and random points that came up
 * before are drawn again a bounded number of times. Random search lists no range: whole numbers on
 * a logarithmic scale are drawn as real ones and rounded.
 */
public final class ArbiterPoints {
  private static final int DRAWS_PER_POINT = 100;

  private ArbiterPoints() {}

  /**
   * The points of a sweep, each once, in an order that depends on the specification alone. A grid
   * changes the last parameter of the file fastest. Random search gives fewer than {@link
   * SweepSpec#trials()} points where the space has no more.
   */
  public static List<Map<String, Object>> of(SweepSpec spec) {
    Map<String, Object> fixed = new LinkedHashMap<>();
    Map<String, ParameterSpace<?>> axes = new LinkedHashMap<>();
    // Arbiter's grid changes its first axis fastest, hence the reversed order.
    List<Map.Entry<String, SpaceSpec>> reversed = new ArrayList<>(spec.space().entrySet());
    java.util.Collections.reverse(reversed);
    for (Map.Entry<String, SpaceSpec> axis : reversed) {
      if (axis.getValue().size() == 1) {
        fixed.put(axis.getKey(), valuesOf(axis.getValue()).get(0));
      } else if (spec.generator() == SweepSpec.Generator.GRID) {
        axes.put(axis.getKey(), new DiscreteParameterSpace<>(valuesOf(axis.getValue())));
      } else {
        axes.put(axis.getKey(), spaceOf(axis.getValue()));
      }
    }
    List<Map<String, Object>> drawn =
        axes.isEmpty() ? List.of(Map.of()) : draw(spec, new PointSpace(axes, whole(spec)));
    return drawn.stream().map(point -> inOrder(spec, point, fixed)).distinct().toList();
  }

  /** The axes of whole numbers. */
  private static Set<String> whole(SweepSpec spec) {
    Set<String> names = new LinkedHashSet<>();
    spec.space()
        .forEach(
            (name, space) -> {
              if (space instanceof SpaceSpec.Integers) {
                names.add(name);
              }
            });
    return names;
  }

  private static List<Map<String, Object>> draw(SweepSpec spec, PointSpace space) {
    boolean grid = spec.generator() == SweepSpec.Generator.GRID;
    CandidateGenerator generator =
        grid
            ? new GridSearchCandidateGenerator(
                space, 1, GridSearchCandidateGenerator.Mode.Sequential, null)
            : new RandomSearchGenerator(space);
    generator.setRngSeed(spec.seed());
    Set<Map<String, Object>> points = new LinkedHashSet<>();
    long draws = grid ? Long.MAX_VALUE : (long) spec.trials() * DRAWS_PER_POINT;
    int wanted = grid ? Integer.MAX_VALUE : spec.trials();
    while (points.size() < wanted && draws-- > 0 && generator.hasMoreCandidates()) {
      points.add(value(generator.getCandidate()));
    }
    return List.copyOf(points);
  }

  @SuppressWarnings("unchecked") // PointSpace makes nothing else
  private static Map<String, Object> value(Candidate<?> candidate) {
    if (candidate.getException() != null) {
      throw new IllegalStateException("a point could not be drawn", candidate.getException());
    }
    return (Map<String, Object>) candidate.getValue();
  }

  private static Map<String, Object> inOrder(
      SweepSpec spec, Map<String, Object> point, Map<String, Object> fixed) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String name : spec.space().keySet()) {
      Object value = point.containsKey(name) ? point.get(name) : fixed.get(name);
      ordered.put(name, java.util.Objects.requireNonNull(value));
    }
    return ordered;
  }

  private static ParameterSpace<?> spaceOf(SpaceSpec space) {
    if (space instanceof SpaceSpec.Integers range) {
      if (range.log()) {
        return new ContinuousParameterSpace(new LogUniformDistribution(range.from(), range.to()));
      }
      return (long) range.to() - range.from() < Integer.MAX_VALUE
          ? new IntegerParameterSpace(range.from(), range.to())
          : new ContinuousParameterSpace(range.from(), range.to()); // its width overflows there
    }
    if (space instanceof SpaceSpec.Reals range) {
      return range.log()
          ? new ContinuousParameterSpace(new LogUniformDistribution(range.from(), range.to()))
          : new ContinuousParameterSpace(range.from(), range.to());
    }
    return new DiscreteParameterSpace<>(valuesOf(space));
  }

  private static List<Object> valuesOf(SpaceSpec space) {
    if (space instanceof SpaceSpec.Values list) {
      return list.values();
    }
    Set<Object> values = new LinkedHashSet<>();
    if (space instanceof SpaceSpec.Integers range) {
      int points = (int) range.size();
      for (int k = 0; k < points; k++) {
        values.add((int) Math.round(at(range.from(), range.to(), range.log(), part(k, points))));
      }
    } else if (space instanceof SpaceSpec.Reals range) {
      for (int k = 0; k < range.points(); k++) {
        values.add(at(range.from(), range.to(), range.log(), part(k, range.points())));
      }
    }
    return List.copyOf(values);
  }

  private static double part(int k, int points) {
    return points == 1 ? 0 : k / (double) (points - 1);
  }

  private static double at(double from, double to, boolean log, double part) {
    if (part == 1) {
      return to;
    }
    return log ? from * Math.pow(to / from, part) : from + (to - from) * part;
  }
}
