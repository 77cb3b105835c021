package org.fathom4j.experiment;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.ExperimentHeader;
import org.fathom4j.config.SweepSpec.Match;
import org.fathom4j.config.SweepSpec.Measure;
import org.fathom4j.problem.Problem;
import org.fathom4j.problem.Problems;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.sweep.SizeMatcher;
import org.fathom4j.trial.TrialBinding;

/**
 * Fills points in: the values that stand in where a parameter is not there, and the parameters that
 * give a network its size.
 *
 * @param file the experiment
 * @param header of it
 * @param binding has the sizes
 */
record SizeSolver(ExperimentFile file, ExperimentHeader header, TrialBinding binding) {
  private static final long NO_SEED = 0;

  /** The parameters of a point's trials; what no size can be found for is reported. */
  Map<String, Object> parameters(Map<String, Object> point, Problems problems) {
    Map<String, Object> filled = header.sweep().search().filled(point);
    return header.sweep().match().map(match -> matched(match, filled, problems)).orElse(filled);
  }

  /** As {@link #parameters}, with any size: for mistakes that have nothing to do with it. */
  Map<String, Object> anySize(Map<String, Object> point) {
    Map<String, Object> filled = new LinkedHashMap<>(header.sweep().search().filled(point));
    header
        .sweep()
        .match()
        .ifPresent(
            match -> {
              filled.put(match.by(), 8);
              match.fine().ifPresent(fine -> filled.put(fine.name(), fine.nominal()));
            });
    return filled;
  }

  private Map<String, Object> matched(Match match, Map<String, Object> point, Problems problems) {
    SizeMatcher.Solution solution =
        new SizeMatcher(match, tried -> size(match.measure(), tried)).solve(point);
    if (!solution.matches()) {
      problems.add(
          new Problem(
              header.source().toString(),
              "sweep." + match.measure().key(),
              String.format(
                  Locale.ROOT,
                  "no %1$s gives %2$,d %3$s within %4$.1f%% at %5$s; the closest is %6$,d %3$s with %7$s."
                      + " Choose another size, or name a second parameter: fine: {units: 256}",
                  match.by(),
                  match.size(),
                  match.measure().word(),
                  100 * match.tolerance(),
                  Preparation.text(point),
                  solution.size(),
                  Preparation.text(solution.point()))));
    }
    return solution.point();
  }

  private long size(Measure measure, Map<String, Object> point) {
    return binding
        .bind(file, header.sweep(), new PlannedTrial(1, point, NO_SEED, 0), new Problems())
        .map(
            trial ->
                measure == Measure.PARAMETERS
                    ? trial.network().parameters()
                    : trial.exampleOperations())
        .orElse(0L);
  }
}
