package org.fathom4j.experiment.arbiter;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.experiment.Origin;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.provenance.Provenance;

/**
 * What a sweep's record says beside its trials.
 *
 * @param name the folder's
 * @param minimize whether smaller scores are better
 * @param planned candidates at most
 * @param spec the configuration as JSON
 * @param started when, as {@link System#nanoTime}
 */
record SweepNotes(
    String name, boolean minimize, int planned, String spec, Provenance provenance, long started) {
  /** The score function's value. It chooses the best, so it is no test, whatever its data. */
  static final String SCORE = "validation/score";

  static final String BEST = "best/" + SCORE;

  static SweepNotes of(OptimizationConfiguration configuration, Candidates candidates, Path store) {
    return new SweepNotes(
        String.valueOf(store.toAbsolutePath().getFileName()),
        configuration.getScoreFunction().minimize(),
        candidates.total(),
        spec(configuration),
        Origin.of(""),
        System.nanoTime());
  }

  /** Genetic search cannot be written on Java 17. */
  private static String spec(OptimizationConfiguration configuration) {
    return configuration.getCandidateGenerator() instanceof GeneticSearchCandidateGenerator
        ? "candidateGenerator: genetic\n"
        : configuration.toJson();
  }

  SweepRecord record(List<TrialRecord> trials) {
    return new SweepRecord(
        name + "-" + provenance.startedMillis(),
        name,
        "",
        "",
        "",
        SCORE,
        !minimize,
        0,
        0,
        planned,
        SweepRecord.DataInfo.NONE,
        spec,
        ExperimentFile.hashOf(spec),
        "",
        provenance,
        trials,
        (System.nanoTime() - started) / 1e9);
  }
}
