package org.fathom4j.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.report.statistics.Wilson;
import org.fathom4j.scoring.Calibration;
import org.fathom4j.scoring.ClassScoring;
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
 * @param confusion examples by true class (row) and predicted class (column), in the order of
 *     {@code perClass}
 * @param mistakes wrong predictions, the most confident first
 * @param calibration confidence beside the share that is right; empty where outputs are no
 *     probabilities, and of whole numbers
 * @param predictions example by example
 */
public record ClassEvaluation(
    String data,
    Scores scores,
    List<ClassScore> perClass,
    List<List<Integer>> confusion,
    List<Mistake> mistakes,
    List<Calibration.Bin> calibration,
    Predictions predictions)
    implements Evaluation {
  private static final int KEPT = 50;

  /** Copies the lists. */
  public ClassEvaluation {
    perClass = List.copyOf(perClass);
    confusion = List.copyOf(confusion);
    mistakes = List.copyOf(mistakes);
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

  /**
   * A wrong prediction.
   *
   * @param index of the example among the test examples
   * @param label the truth
   * @param predicted what the network said
   * @param confidence the probability it gave
   */
  public record Mistake(int index, String label, String predicted, double confidence) {}

  static ClassEvaluation of(String data, List<String> names, ClassScoring scoring) {
    Confusion confusion = scoring.confusion();
    List<Mistake> mistakes = new ArrayList<>();
    for (int i = 0; i < scoring.size(); i++) {
      int label = scoring.label(i);
      int predicted = scoring.predicted(i);
      if (label != predicted) {
        mistakes.add(new Mistake(i, names.get(label), names.get(predicted), scoring.confidence(i)));
      }
    }
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
        confusion.rows(),
        mostConfident(mistakes),
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
    Confusion lengths = scoring.confusion();
    List<Mistake> mistakes =
        IntStream.range(0, readings.size())
            .filter(i -> !readings.get(i).right())
            .mapToObj(i -> mistake(i, readings.get(i)))
            .toList();
    return new ClassEvaluation(
        data,
        scoring.scores(),
        IntStream.rangeClosed(0, most + 1)
            .mapToObj(length -> ofLength(length, most, readings))
            .toList(),
        lengths.rows(),
        mostConfident(mistakes),
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

  private static Mistake mistake(int index, Reading reading) {
    return new Mistake(index, reading.truth(), reading.read(), reading.confidence());
  }

  private static ClassScore ofLength(int length, int most, List<Reading> readings) {
    List<Reading> of = readings.stream().filter(r -> r.length() == length).toList();
    long said = readings.stream().filter(r -> r.lengthRead() == length).count();
    long right = of.stream().filter(Reading::right).count();
    String name = length > most ? "more digits" : length + (length == 1 ? " digit" : " digits");
    return new ClassScore(name, of.size(), right / (double) of.size(), right / (double) said);
  }

  private static List<Mistake> mostConfident(List<Mistake> all) {
    return all.stream()
        .sorted(Comparator.comparingDouble(Mistake::confidence).reversed())
        .limit(KEPT)
        .toList();
  }
}
