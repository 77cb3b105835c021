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

  /** Whether results decide what is trained, and how far. */
  boolean isDecidedOnTheWay() {
    boolean decides = drawing.isPresent() || header.sweep().pruner().isPresent();
    return decides && !trials.isEmpty();
  }

  /** How many trials there are, at most. */
  public int total() {
    return drawing.map(Drawing::total).orElse(trials.size());
  }

  /**
   * Multiplications and additions of the sweep, as far as can be told: a pruner's trials are
   * trained to their expected length.
   */
  public double operations() {
    double known = trials.stream().mapToDouble(PreparedTrial::operations).sum() * share();
    return drawing.isEmpty() || trials.isEmpty() ? known : known / trials.size() * total();
  }

  /** Epochs of a whole training, of the first trial; 1 where there is none. */
  public int epochs() {
    return trials.stream().findFirst().map(trial -> trial.training().epochs()).orElse(1);
  }

  /** The part of all epochs that is trained, where a pruner ends some trials. */
  public double share() {
    return header.sweep().pruner().map(pruner -> pruner.share(epochs())).orElse(1.0);
  }

  /** Multiplications and additions of a trial's whole training. */
  public double operations(int number) {
    if (drawing.isEmpty()) {
      return trials.get(number - 1).operations();
    }
    return drawing
        .get()
        .cost(number)
        .map(Arms.Cost::operations)
        .orElseGet(
            () -> trials.stream().mapToDouble(PreparedTrial::operations).average().orElse(0));
  }
}
