package org.fathom4j.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.report.statistics.Bootstrap;
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.scoring.NumberScoring;
import org.fathom4j.scoring.Scores;

/**
 * Of real numbers, in their own unit.
 *
 * @param data title of the data set
 * @param numbers names of what is predicted
 * @param scores what was measured
 * @param intervals 95% percentile-bootstrap intervals over the test examples
 * @param misses the predictions that are furthest off, the worst first
 * @param predictions example by example
 */
public record NumberEvaluation(
    String data,
    List<String> numbers,
    Scores scores,
    Map<Quantity, Interval> intervals,
    List<Miss> misses,
    Predictions predictions)
    implements Evaluation {
  /** Fewer than elsewhere: each goes over all examples, and 2,000 settle the second digit. */
  private static final Bootstrap BOOTSTRAP = new Bootstrap(2_000, 0.95, Bootstrap.STANDARD.seed());

  private static final int KEPT = 50;

  /** Copies the collections. */
  public NumberEvaluation {
    numbers = List.copyOf(numbers);
    intervals = Map.copyOf(intervals);
    misses = List.copyOf(misses);
  }

  /**
   * A prediction beside the truth.
   *
   * @param index of the example among the test examples
   * @param number its name
   * @param truth its value
   * @param predicted what the network said
   */
  public record Miss(int index, String number, double truth, double predicted) {}

  static NumberEvaluation of(String data, NumberScoring scoring) {
    List<String> names = scoring.target().names();
    return new NumberEvaluation(
        data,
        names,
        scoring.scores(),
        BOOTSTRAP.overRows(scoring.size(), scoring::errors),
        IntStream.range(0, scoring.size() * names.size())
            .mapToObj(i -> miss(names, scoring, i / names.size(), i % names.size()))
            .sorted(Comparator.comparingDouble(m -> -Math.abs(m.predicted() - m.truth())))
            .limit(KEPT)
            .toList(),
        predictions(names, scoring));
  }

  private static Miss miss(List<String> names, NumberScoring scoring, int row, int number) {
    return new Miss(
        row, names.get(number), scoring.truth(row, number), scoring.predicted(row, number));
  }

  private static Predictions predictions(List<String> names, NumberScoring scoring) {
    List<String> columns = new ArrayList<>(List.of("example"));
    names.forEach(name -> columns.addAll(List.of(name, name + " predicted")));
    return new Predictions(
        columns,
        scoring.size(),
        i -> {
          List<String> row = new ArrayList<>(List.of(Integer.toString(i)));
          for (int j = 0; j < names.size(); j++) {
            row.add(Double.toString(scoring.truth(i, j)));
            row.add(Double.toString(scoring.predicted(i, j)));
          }
          return row;
        });
  }
}
