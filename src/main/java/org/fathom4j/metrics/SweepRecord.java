package org.fathom4j.metrics;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.fathom4j.provenance.Provenance;

/**
 * A whole sweep: what was asked, of which data, on which machine, and every trial so far.
 *
 * @param id unique to this run of the experiment
 * @param name the experiment's name
 * @param question what the experiment asks, one sentence
 * @param preset the preset it ran with, or empty
 * @param axis the parameter on the report's horizontal axis, such as {@code depth}; empty where
 *     there is none
 * @param objective the metric that chooses the best trial, such as {@code validation/accuracy}
 * @param maximize whether more of the objective is better
 * @param matchedParameters the size that every network was solved for, or 0
 * @param matchedOperations the operations of a training example that it was solved for, or 0
 * @param plannedTrials how many trials the sweep has in all
 * @param data the data set
 * @param spec the resolved experiment as YAML, as it can be run again
 * @param specHash SHA-256 of {@code spec} with its paths as they were written, in hexadecimal
 * @param command the command line that reruns it
 * @param provenance code, machine, device, versions
 * @param trials every trial once, in order of number
 * @param seconds that all processes together worked on the run so far, set-up apart
 */
public record SweepRecord(
    String id,
    String name,
    String question,
    String preset,
    String axis,
    String objective,
    boolean maximize,
    long matchedParameters,
    long matchedOperations,
    int plannedTrials,
    DataInfo data,
    String spec,
    String specHash,
    String command,
    Provenance provenance,
    List<TrialRecord> trials,
    double seconds) {
  /** Copies the trials. */
  public SweepRecord {
    trials = List.copyOf(trials);
  }

  /**
   * The complete trial with the best objective at its chosen epoch: chosen by validation, never by
   * test; empty where there is none. Where the data has folds, it is the best one of the point of
   * the space whose mean objective over folds and seeds is best.
   */
  public Optional<TrialRecord> best() {
    List<TrialRecord> judged =
        trials.stream()
            .filter(trial -> trial.state() == TrialState.COMPLETE)
            .filter(trial -> !Double.isNaN(objective(trial)))
            .toList();
    return (hasFolds() ? bestPoint(judged) : judged).stream().max(order(trial -> objective(trial)));
  }

  /** Whether all networks are of one size. */
  public boolean matched() {
    return matchedParameters > 0 || matchedOperations > 0;
  }

  /** Whether each trial was tested on one fold of the data. */
  public boolean hasFolds() {
    return trials.stream().anyMatch(trial -> trial.fold() > 0);
  }

  private List<TrialRecord> bestPoint(List<TrialRecord> judged) {
    Map<Map<String, Object>, List<TrialRecord>> points =
        judged.stream()
            .collect(
                Collectors.groupingBy(
                    TrialRecord::parameters, LinkedHashMap::new, Collectors.toList()));
    return points.values().stream().max(order(this::meanObjective)).orElse(List.of());
  }

  private double meanObjective(List<TrialRecord> point) {
    return point.stream().mapToDouble(this::objective).average().orElse(Double.NaN);
  }

  private double objective(TrialRecord trial) {
    return trial.result("best/" + objective);
  }

  private <T> Comparator<T> order(ToDoubleFunction<T> value) {
    Comparator<T> ascending = Comparator.comparingDouble(value);
    return maximize ? ascending : ascending.reversed();
  }

  /**
   * The data set that a sweep used.
   *
   * @param name as in the YAML
   * @param title as shown on figures, such as "street-numbers (generated)"
   * @param citation what to cite, or empty
   * @param trainExamples examples trained on
   * @param validationExamples examples that chose epoch and trial
   * @param testExamples examples scored once
   * @param classes class names, empty for regression
   * @param shape shape of one example, such as {@code 32x32x3}
   * @param digest SHA-256 over the source's bytes or the generator's settings
   * @param source where it was found: a folder, or "generated"
   * @param facts further facts by name, such as the seed
   */
  public record DataInfo(
      String name,
      String title,
      String citation,
      int trainExamples,
      int validationExamples,
      int testExamples,
      List<String> classes,
      String shape,
      String digest,
      String source,
      Map<String, String> facts) {
    /** The fact that names the number that is predicted. */
    public static final String TARGET = "target";

    /** No data set: of studies that bring their own numbers. */
    public static final DataInfo NONE =
        new DataInfo("", "", "", 0, 0, 0, List.of(), "", "", "", Map.of());

    /** Copies the collections. */
    public DataInfo {
      classes = List.copyOf(classes);
      facts = Map.copyOf(facts);
    }
  }
}
