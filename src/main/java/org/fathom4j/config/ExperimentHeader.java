package org.fathom4j.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What holds for all trials of an experiment.
 *
 * @param name of the experiment: letters, digits, {@code . _ -}
 * @param question that it answers, or empty
 * @param sweep which trials there are
 * @param folds how many folds the data is dealt into, each tested by trials of its own; 0 where it
 *     is split once
 * @param report how they are shown
 * @param study what runs after the sweep, or alone where the file has no network
 * @param expectations answers known beforehand
 * @param collection that it belongs to
 * @param source the file
 * @param preset that was applied to the file
 */
public record ExperimentHeader(
    String name,
    String question,
    SweepSpec sweep,
    int folds,
    ReportSpec report,
    Optional<StudySpec> study,
    List<ExpectSpec> expectations,
    Optional<CollectionSpec> collection,
    Path source,
    Optional<String> preset) {
  /** Copies the list. */
  public ExperimentHeader {
    expectations = List.copyOf(expectations);
  }

  /** The same experiment with another sweep section. */
  public ExperimentHeader withSweep(SweepSpec changed) {
    return new ExperimentHeader(
        name, question, changed, folds, report, study, expectations, collection, source, preset);
  }
}
