package org.fathom4j.evaluation;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How well a network does on the test examples of a data set.
 *
 * @param data title of the data set
 * @param examples how many were scored
 * @param accuracy share predicted right; for whole numbers, length and every digit
 * @param perClass by class, in order; whole numbers are classed by their length
 * @param confusion examples by true class (row) and predicted class (column), in the order of
 *     {@code perClass}
 * @param mistakes wrong predictions, the most confident first
 * @param digitAccuracy share of all true digits that stand in their place in the number read, so
 *     that a number of the wrong length counts too; for whole numbers alone
 * @param coverageAt98 share of numbers kept when only the most confident are, as many as reach 98%
 *     accuracy; for whole numbers alone (arXiv 1312.6082, section 3)
 */
public record Evaluation(
    String data,
    int examples,
    double accuracy,
    List<ClassScore> perClass,
    List<List<Integer>> confusion,
    List<Mistake> mistakes,
    OptionalDouble digitAccuracy,
    OptionalDouble coverageAt98) {
  /** Copies the lists. */
  public Evaluation {
    perClass = List.copyOf(perClass);
    confusion = List.copyOf(confusion);
    mistakes = List.copyOf(mistakes);
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
}
