package org.fathom4j.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fathom4j.metrics.ClassTest;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.report.statistics.Wilson;
import org.fathom4j.scoring.Calibration;
import org.fathom4j.scoring.ClassScoring;
import org.fathom4j.scoring.ClassTests;
import org.fathom4j.scoring.Confusion;
import org.fathom4j.scoring.Scores;
import org.fathom4j.scoring.SequenceScoring;
import org.fathom4j.scoring.SequenceScoring.Reading;

/**
 * Of classes, or of whole numbers, which are classed by their length.
 *
 * @param data title of the data set
 * @param scores what was measured
 * @param perClass by class, in order
 * @param test who was told as what, and the most confident mistakes; its classes are those of
 *     {@code perClass}
 * @param calibration confidence beside the share that is right; empty where outputs are no
 *     probabilities, and of whole numbers
 * @param predictions example by example
 */
public record ClassEvaluation(
    String data,
    Scores scores,
    List<ClassScore> perClass,
    ClassTest test,
    List<Calibration.Bin> calibration,
    Predictions predictions)
    implements Evaluation {
  /** Copies the lists. */
  public ClassEvaluation {
    perClass = List.copyOf(perClass);
    calibration = List.copyOf(calibration);
  }

  /** Wilson's 95% interval of the accuracy: what chance alone could make of so many examples. */
  public Interval accuracyInterval() {
    return Wilson.of(scores.of(Quantity.ACCURACY), scores.examples());
  }

  /**
   * One class.
   *
   * @param name its name
   * @param examples how many have it
   * @param accuracy share of those that are predicted right (recall); NaN where there are none
   * @param precision share of the predictions of this class that are right; NaN where there are
   *     none
   */
  public record ClassScore(String name, int examples, double accuracy, double precision) {}

  /** Examples by true class (row) and class told (column). */
  public List<List<Integer>> confusion() {
    return Arrays.stream(test.counts()).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  static ClassEvaluation of(String data, List<String> names, ClassScoring scoring) {
    Confusion confusion = scoring.confusion();
    return new ClassEvaluation(
        data,
        scoring.scores(),
        IntStream.range(0, names.size())
            .mapToObj(
                c ->
                    new ClassScore(
                        names.get(c),
                        confusion.examples(c),
                        confusion.recall(c),
                        confusion.precision(c)))
            .toList(),
        ClassTests.of(names, scoring),
        scoring.calibration(),
        predictions(names, scoring));
  }

  private static Predictions predictions(List<String> names, ClassScoring scoring) {
    List<String> columns = new ArrayList<>(List.of("example", "label", "predicted"));
    columns.addAll(names);
    return new Predictions(
        columns,
        scoring.size(),
        i -> {
          List<String> row = new ArrayList<>();
          row.add(Integer.toString(i));
          row.add(names.get(scoring.label(i)));
          row.add(names.get(scoring.predicted(i)));
          for (int c = 0; c < names.size(); c++) {
            row.add(Float.toString(scoring.output(i, c)));
          }
          return row;
        });
  }

  static ClassEvaluation of(String data, SequenceScoring scoring) {
    int most = scoring.target().maxLength();
    List<Reading> readings = scoring.readings();
    ClassTest test = ClassTests.of(scoring);
    return new ClassEvaluation(
        data,
        scoring.scores(),
        IntStream.rangeClosed(0, most + 1)
            .mapToObj(length -> ofLength(test.classes().get(length), length, readings))
            .toList(),
        test,
        List.of(),
        new Predictions(
            List.of("example", "label", "predicted", "probability"),
            readings.size(),
            i -> cells(i, readings.get(i))));
  }

  private static List<String> cells(int index, Reading reading) {
    String probability = Double.toString(reading.confidence());
    return List.of(Integer.toString(index), reading.truth(), reading.read(), probability);
  }

  private static ClassScore ofLength(String name, int length, List<Reading> readings) {
    List<Reading> of = readings.stream().filter(r -> r.length() == length).toList();
    long said = readings.stream().filter(r -> r.lengthRead() == length).count();
    long right = of.stream().filter(Reading::right).count();
    return new ClassScore(name, of.size(), right / (double) of.size(), right / (double) said);
  }
}
