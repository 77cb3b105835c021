package org.fathom4j.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.SearchSpec;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problems;
import org.fathom4j.sweep.SweepPlan;
import org.fathom4j.sweep.SweepSpaces;
import org.fathom4j.sweep.registry.Auto;
import org.fathom4j.sweep.registry.SamplerRegistry;
import org.fathom4j.sweep.sampler.SamplerType;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.sobol.Sobol;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;

/**
 * What a sweep section searches, and by which sampler.
 *
 * @param search space, number of points and seed
 * @param type the sampler
 * @param learns whether results change what is tried
 * @param choice why the sampler was chosen, where it was left to the program
 */
record Sampling(Search search, SamplerType type, boolean learns, Optional<String> choice) {
  /** Points of a learning search that are built before it starts. */
  private static final int SAMPLE = 16;

  private static final int ALL = 10_000;

  /** Reads it; empty where something is wrong with it, which is reported with its line. */
  static Optional<Sampling> of(SearchSpec spec, ExperimentFile file, Problems problems) {
    Space space;
    try {
      space = SweepSpaces.of(spec);
    } catch (InvalidSpecException mistake) {
      return reported(
          file, spec.first().isEmpty() ? "sweep.space" : "sweep.first", mistake, problems);
    }
    try {
      Search search = new Search(space, spec.takesAll() ? ALL : spec.trials(), spec.seed());
      SamplerType type = SamplerRegistry.load().named(spec.generator());
      boolean learns = type.create(search).learns();
      return Optional.of(new Sampling(search, type, learns, choice(spec, search)));
    } catch (InvalidSpecException mistake) {
      return reported(file, "sweep.generator", mistake, problems);
    }
  }

  private static Optional<Sampling> reported(
      ExperimentFile file, String path, InvalidSpecException mistake, Problems problems) {
    file.problem(path, String.valueOf(mistake.getMessage()), problems);
    return Optional.empty();
  }

  private static Optional<String> choice(SearchSpec spec, Search search) {
    if (!spec.generator().equals(Auto.NAME)) {
      return Optional.empty();
    }
    Auto.Choice choice = Auto.choice(search);
    return Optional.of("generator auto chose " + choice.sampler() + ": " + choice.reason());
  }

  /**
   * Every point, where they are known beforehand; else some of those that may be tried, spread
   * evenly.
   *
   * @throws InvalidSpecException where a rule has no truth value
   */
  List<Map<String, Object>> points() {
    Search sample = new Search(search.space(), Math.min(SAMPLE, search.trials()), search.seed());
    List<Point> points =
        learns
            ? SweepPlan.points(sample, new Sobol(sample))
            : SweepPlan.points(search, type.create(search));
    return points.stream().map(Point::values).toList();
  }
}
