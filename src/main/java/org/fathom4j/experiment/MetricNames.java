package org.fathom4j.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.ExperimentHeader;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.metrics.TargetKind;
import org.fathom4j.problem.Problems;
import org.fathom4j.problem.Suggestions;

/**
 * The metrics that trials will have, known before one is trained: what a file asks for beyond them
 * is a mistake of the file.
 *
 * @param kind what the trials predict
 * @param probabilities whether each of them gives probabilities of classes
 */
record MetricNames(TargetKind kind, boolean probabilities) {
  /** Tells of every metric that the file names and no trial will have. */
  void check(ExperimentFile file, ExperimentHeader header, Problems problems) {
    String objective = header.sweep().objective();
    if (!objective.isEmpty()) {
      String path =
          file.has("sweep.objective.metric") ? "sweep.objective.metric" : "sweep.objective";
      unknown(objective, ofEpochs(), "validation")
          .ifPresent(message -> file.problem(path, message, problems));
    }
    for (int i = 0; i < header.expectations().size(); i++) {
      String path = "expect[" + i + "].metric";
      unknown(header.expectations().get(i).metric(), ofTrials(), "test")
          .ifPresent(message -> file.problem(path, message, problems));
    }
  }

  /** Measured after every epoch. */
  private List<String> ofEpochs() {
    List<String> names = new ArrayList<>(on("validation", "train"));
    names.add(Metric.LEARNING_RATE);
    names.add(Metric.EXAMPLES_PER_SECOND);
    names.add(Metric.EPOCH_SECONDS);
    names.add(Metric.DATA_SHARE);
    return names;
  }

  /** Results of a whole trial. */
  private List<String> ofTrials() {
    List<String> names = new ArrayList<>(on("test", "best/train", "best/validation"));
    names.add(Metric.BEST_EPOCH);
    Quantity.withOwnEpoch(kind).forEach(quantity -> names.add(quantity.on(Metric.OWN_TEST)));
    return names;
  }

  private List<String> on(String... parts) {
    return Stream.of(parts)
        .flatMap(part -> measured().stream().map(quantity -> quantity.on(part)))
        .toList();
  }

  private List<Quantity> measured() {
    return Quantity.of(kind).stream()
        .filter(quantity -> probabilities || !quantity.needsProbabilities())
        .toList();
  }

  private Optional<String> unknown(String metric, List<String> names, String part) {
    if (names.contains(metric)) {
      return Optional.empty();
    }
    Optional<Quantity> meant = Quantity.of(metric);
    if (meant.isPresent() && !meant.get().existsFor(kind)) {
      return Optional.of(
          "'%s' is not measured where %s are predicted; did you mean '%s'?"
              .formatted(metric, kind.title(), Quantity.usual(kind).on(part)));
    }
    if (meant.isPresent() && !probabilities && meant.get().needsProbabilities()) {
      return Optional.of(
          "'%s' is measured of probabilities, and an output of these trials gives none: give it the activation softmax, as goes with cross-entropy; did you mean '%s'?"
              .formatted(metric, Quantity.usual(kind).on(part)));
    }
    String near =
        nearest(metric, names, part).map(name -> "; did you mean '" + name + "'?").orElse("");
    String known =
        names.stream().filter(name -> !name.startsWith("time/")).collect(Collectors.joining(", "));
    return Optional.of(
        "is no metric of these trials, got '"
            + metric
            + "'"
            + (near.isEmpty() ? "; known: " + known : near));
  }

  /**
   * The metric of the nearest quantity, on the same part of the data where it is measured there.
   */
  private Optional<String> nearest(String metric, List<String> names, String part) {
    int slash = metric.lastIndexOf('/');
    String asked = metric.substring(slash + 1);
    List<String> keys = measured().stream().map(Quantity::key).toList();
    return keys.stream()
        .filter(key -> !asked.isEmpty() && key.contains(asked))
        .findFirst()
        .or(() -> Suggestions.nearest(asked, keys))
        .map(
            key ->
                Optional.of(metric.substring(0, slash + 1) + key)
                    .filter(names::contains)
                    .orElse(part + "/" + key));
  }
}
