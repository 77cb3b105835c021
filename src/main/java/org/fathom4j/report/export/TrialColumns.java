package org.fathom4j.report.export;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;

/**
 * What tells a trial from others, as columns: seed, fold of data that has folds, parameters.
 *
 * @param folds whether the data has folds
 * @param parameters of any trial, in the order of the file
 */
record TrialColumns(boolean folds, List<String> parameters) {
  static TrialColumns of(SweepRecord sweep) {
    Set<String> parameters = new LinkedHashSet<>();
    sweep.trials().forEach(trial -> parameters.addAll(trial.parameters().keySet()));
    return new TrialColumns(sweep.hasFolds(), List.copyOf(parameters));
  }

  /** Their names; a parameter that is named like another column gets {@code parameter.} before. */
  List<String> header(List<String> others) {
    List<String> header = new ArrayList<>(folds ? List.of("seed", "fold") : List.of("seed"));
    List<String> taken = new ArrayList<>(header);
    taken.addAll(others);
    parameters.forEach(name -> header.add(taken.contains(name) ? "parameter." + name : name));
    return header;
  }

  List<String> cells(TrialRecord trial) {
    List<String> cells = new ArrayList<>();
    cells.add(Long.toString(trial.seed()));
    if (folds) {
      cells.add(Integer.toString(trial.fold()));
    }
    parameters.forEach(name -> cells.add(Objects.toString(trial.parameters().get(name), "")));
    return cells;
  }
}
