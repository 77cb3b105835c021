package org.fathom4j.experiment;

import java.util.List;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.ExperimentHeader;

/**
 * An experiment that was checked as a whole: nothing in its file can stop it any more.
 *
 * @param file the file with preset and overrides applied
 * @param header name, question, sweep and report sections
 * @param trials every trial, in order
 */
public record PreparedSweep(
    ExperimentFile file, ExperimentHeader header, List<PreparedTrial> trials) {
  /** Copies the trials. */
  public PreparedSweep {
    trials = List.copyOf(trials);
  }
}
