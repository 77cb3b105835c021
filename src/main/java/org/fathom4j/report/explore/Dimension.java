package org.fathom4j.report.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.analysis.Numbers;

/**
 * Something that every trial has one of: a parameter, a size, a result.
 *
 * @param name as on an axis
 * @param unit behind values, "%" or empty
 * @param better 1 where more is better, -1 where less is, 0 where neither
 * @param categories the words of a parameter that is no number, in order; empty for numbers
 * @param values of each trial, NaN where there is none; of words, their index
 */
record Dimension(
    String name, String unit, int better, List<String> categories, List<Double> values) {
  private static final double WIDE_RANGE = 16;

  Dimension {
    categories = List.copyOf(categories);
    values = List.copyOf(values);
  }

  /** A parameter of the sweep. */
  static Dimension parameter(String name, List<TrialRecord> trials) {
    List<Object> given = trials.stream().map(t -> t.parameters().getOrDefault(name, "")).toList();
    if (given.stream().allMatch(v -> v instanceof Number || v.equals(""))) {
      List<Double> numbers = new ArrayList<>();
      given.forEach(v -> numbers.add(v instanceof Number n ? n.doubleValue() : Double.NaN));
      return new Dimension(name, "", 0, List.of(), numbers);
    }
    Function<Object, String> word = v -> v.equals("") ? "–" : Numbers.value(v);
    List<String> words = List.copyOf(new TreeSet<>(given.stream().map(word).toList()));
    return new Dimension(
        name,
        "",
        0,
        words,
        given.stream().map(v -> (double) words.indexOf(word.apply(v))).toList());
  }

  /** A number of each trial. */
  static Dimension number(
      String name,
      String unit,
      int better,
      List<TrialRecord> trials,
      ToDoubleFunction<TrialRecord> of) {
    return new Dimension(
        name, unit, better, List.of(), trials.stream().map(of::applyAsDouble).toList());
  }

  /** Whether it differs between trials. */
  boolean varies() {
    return Set.copyOf(values.stream().filter(Double::isFinite).toList()).size() > 1;
  }

  /** Whether its values span so much that equal steps would crowd most of them. */
  boolean wide() {
    return categories.isEmpty() && ratio() >= WIDE_RANGE;
  }

  /** The largest value over the smallest, 1 where not all are above 0. */
  double ratio() {
    double low = values.stream().mapToDouble(v -> v).filter(Double::isFinite).min().orElse(0);
    double high = values.stream().mapToDouble(v -> v).filter(Double::isFinite).max().orElse(0);
    return low > 0 ? high / low : 1;
  }
}
