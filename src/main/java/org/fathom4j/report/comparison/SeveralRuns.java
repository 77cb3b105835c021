package org.fathom4j.report.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.SweepRecord.DataInfo;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.problem.InvalidSpecException;

/**
 * Several runs as one sweep: every trial of each, numbered anew in that order, with the run's name
 * as its first parameter. Arms of different runs that have equal parameters stand side by side;
 * seeds stay paired.
 */
public final class SeveralRuns {
  /** The parameter that tells the runs apart. */
  public static final String RUN = "run";

  private SeveralRuns() {}

  /** A run and what it is called beside the others. */
  public record Named(String name, SweepRecord run) {}

  /**
   * One sweep of them.
   *
   * @param runs at least two, their names different
   * @throws InvalidSpecException where they were not judged by the same metric, so that nothing
   *     could be compared
   */
  public static SweepRecord of(List<Named> runs) {
    same(runs, "objective", each -> each.run().objective());
    same(runs, "kind of repeats", each -> each.run().hasFolds() ? "folds" : "seeds");
    SweepRecord first = runs.get(0).run();
    Set<String> questions =
        runs.stream().map(each -> each.run().question()).collect(Collectors.toSet());
    String names = runs.stream().map(Named::name).collect(Collectors.joining(", "));
    return new SweepRecord(
        runs.stream().map(each -> each.run().id()).collect(Collectors.joining("+")),
        names,
        questions.size() == 1 ? first.question() : "How do these runs compare: " + names + "?",
        "",
        axis(runs),
        first.objective(),
        first.maximize(),
        matched(runs, SweepRecord::matchedParameters),
        matched(runs, SweepRecord::matchedOperations),
        runs.stream().mapToInt(each -> each.run().plannedTrials()).sum(),
        data(runs.stream().map(each -> each.run().data()).toList()),
        specs(runs),
        first.specHash(),
        runs.stream()
            .map(each -> each.run().command())
            .distinct()
            .collect(Collectors.joining("\n")),
        first.provenance(),
        trials(runs),
        runs.stream().mapToDouble(each -> each.run().seconds()).sum());
  }

  private static void same(List<Named> runs, String what, Function<Named, String> of) {
    if (runs.stream().map(of).distinct().count() > 1) {
      throw new InvalidSpecException(
          "These runs have no common "
              + what
              + ": "
              + runs.stream()
                  .map(each -> each.name() + " has " + of.apply(each))
                  .collect(Collectors.joining(", "))
              + ". Make a page of those that have the same.");
    }
  }

  /** The axis of all; else the one that a run names and all have as a parameter. */
  private static String axis(List<Named> runs) {
    return runs.stream()
        .map(each -> each.run().axis())
        .filter(axis -> !axis.isEmpty())
        .filter(axis -> runs.stream().allMatch(each -> has(each.run(), axis)))
        .findFirst()
        .orElse("");
  }

  private static boolean has(SweepRecord run, String parameter) {
    return run.trials().stream().anyMatch(trial -> trial.parameters().containsKey(parameter));
  }

  /** What all were solved for alike, else nothing. */
  private static long matched(List<Named> runs, ToLongFunction<SweepRecord> of) {
    Set<Long> sizes =
        runs.stream().map(each -> of.applyAsLong(each.run())).collect(Collectors.toSet());
    return sizes.size() == 1 ? sizes.iterator().next() : 0;
  }

  private static List<TrialRecord> trials(List<Named> runs) {
    List<TrialRecord> trials = new ArrayList<>();
    for (Named each : runs) {
      for (TrialRecord trial : each.run().trials()) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put(RUN, each.name());
        trial
            .parameters()
            .forEach((name, v) -> parameters.put(name.equals(RUN) ? RUN + " (swept)" : name, v));
        trials.add(trial.as(trials.size() + 1, parameters));
      }
    }
    return trials;
  }

  /** Where data sets differ, both are named, and intervals go by the fewest test examples. */
  private static DataInfo data(List<DataInfo> sets) {
    DataInfo first = sets.get(0);
    Optional<DataInfo> other =
        sets.stream().filter(each -> !each.digest().equals(first.digest())).findFirst();
    if (other.isEmpty()) {
      return first;
    }
    Set<String> titles = new LinkedHashSet<>();
    Set<String> citations = new LinkedHashSet<>();
    sets.forEach(each -> titles.add(each.title()));
    sets.forEach(each -> citations.add(each.citation()));
    String title =
        titles.size() > 1
            ? String.join(" and ", titles)
            : first.title() + " (not the same examples in every run)";
    return new DataInfo(
        first.name(),
        title,
        String.join(" ", citations).strip(),
        sets.stream().mapToInt(DataInfo::trainExamples).min().orElse(0),
        sets.stream().mapToInt(DataInfo::validationExamples).min().orElse(0),
        sets.stream().mapToInt(DataInfo::testExamples).min().orElse(0),
        first.classes(),
        first.shape(),
        sets.stream().map(DataInfo::digest).distinct().collect(Collectors.joining("+")),
        sets.stream().map(DataInfo::source).distinct().collect(Collectors.joining(", ")),
        first.facts());
  }

  private static String specs(List<Named> runs) {
    return runs.stream()
        .map(each -> "# " + each.name() + "\n" + each.run().spec().strip() + "\n")
        .collect(Collectors.joining("\n"));
  }
}
