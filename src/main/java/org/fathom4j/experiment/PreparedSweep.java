package org.fathom4j.experiment;

import java.util.List;
import java.util.Optional;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.ExperimentHeader;
import org.fathom4j.study.Study;
import org.fathom4j.trial.PreparedTrial;
import org.fathom4j.trial.TrialBinding;

/**
 * An experiment that was checked as a whole: nothing in its file can stop it any more.
 *
 * @param file the file with preset and overrides applied
 * @param header name, question, sweep and report sections
 * @param trials every trial, in order; none where the file has a study alone
 * @param study what runs after the trials
 * @param binding binds a trial anew where it runs, and holds the data that trials share
 */
public record PreparedSweep(
    ExperimentFile file,
    ExperimentHeader header,
    List<PreparedTrial> trials,
    Optional<Study> study,
    TrialBinding binding) {
  /** Copies the trials. */
  public PreparedSweep {
    trials = List.copyOf(trials);
  }
}
