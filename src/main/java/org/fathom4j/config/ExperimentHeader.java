package org.fathom4j.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What holds for all trials of an experiment.
 *
 * @param name of the experiment: letters, digits, {@code . _ -}
 * @param question that it answers, or empty
 * @param sweep which trials there are
 * @param report how they are shown
 * @param source the file
 * @param preset that was applied to the file
 */
public record ExperimentHeader(
    String name,
    String question,
    SweepSpec sweep,
    ReportSpec report,
    Path source,
    Optional<String> preset) {}
