package org.fathom4j.experiment;

import java.util.List;
import java.util.Optional;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.ExperimentHeader;
import org.fathom4j.study.Study;

/**
 * An experiment that was checked as a whole: nothing in its file can stop it any more.
 *
 * @param file the file with preset and overrides applied
 * @param header name, question, sweep and report sections
 * @param trials every trial, in order; none where the file has a study alone
 * @param study what runs after the trials
 */
public record PreparedSweep(
    ExperimentFile file,
    ExperimentHeader header,
    List<PreparedTrial> trials,
    Optional<Study> study) {
  /** Copies the trials. */
  public PreparedSweep {
    trials = List.copyOf(trials);
  }
}
