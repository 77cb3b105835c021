package org.fathom4j.experiment;

import java.util.List;
import java.util.Optional;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.ExperimentHeader;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.study.Study;
import org.fathom4j.trial.PreparedTrial;
import org.fathom4j.trial.TrialBinding;

/**
 * An experiment that was checked as a whole: nothing in its file can stop it any more.
 *
 * @param file the file with preset and overrides applied
 * @param header name, question, sweep and report sections
 * @param trials every trial, in order; none where the file has a study alone; where results change
 *     what is tried, an even sample of what may be
 * @param drawing makes the trials where results change what is tried
 * @param choice what was chosen for the user, and why
 * @param study what runs after the trials
 * @param binding binds a trial anew where it runs, and holds the data that trials share
 */
public record PreparedSweep(
    ExperimentFile file,
    ExperimentHeader header,
    List<PreparedTrial> trials,
    Optional<Drawing> drawing,
    Optional<String> choice,
    Optional<Study> study,
    TrialBinding binding) {
  /** Copies the trials. */
  public PreparedSweep {
    trials = List.copyOf(trials);
  }

  /** An experiment without trials. */
  static PreparedSweep ofStudy(
      ExperimentFile file, ExperimentHeader header, Optional<Study> study, TrialBinding binding) {
    return new PreparedSweep(
        file, header, List.of(), Optional.empty(), Optional.empty(), study, binding);
  }

  /** The points that are tried, and their trials. */
  Arms arms() {
    int replicates = Math.max(1, header.folds()) * header.sweep().seeds().size();
    return drawing.<Arms>map(drawn -> drawn).orElseGet(() -> new ListedArms(trials, replicates));
  }

  /** How many trials there are, at most. */
  public int total() {
    return drawing.map(Drawing::total).orElse(trials.size());
  }

  /** Multiplications and additions of all trials' whole trainings, as far as can be told. */
  public double operations() {
    double known = trials.stream().mapToDouble(PreparedTrial::operations).sum();
    return drawing.isEmpty() || trials.isEmpty() ? known : known / trials.size() * total();
  }

  /** Multiplications and additions of a trial's whole training. */
  public double operations(TrialRecord trial) {
    if (drawing.isEmpty()) {
      return trials.get(trial.number() - 1).operations();
    }
    return drawing
        .get()
        .trial(trial.number())
        .flatMap(Arms.Bound::prepared)
        .map(PreparedTrial::operations)
        .orElse(operations() / total());
  }
}
