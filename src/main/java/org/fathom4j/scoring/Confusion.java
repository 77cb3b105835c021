package org.fathom4j.scoring;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Examples by true class (row) and predicted class (column).
 *
 * @param counts a row for each class
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, compared by nobody.
public record Confusion(int[][] counts) {
  /** How many examples have the class. */
  public int examples(int type) {
    return Arrays.stream(counts[type]).sum();
  }

  /** How many examples are predicted to have it. */
  public int predicted(int type) {
    return Arrays.stream(counts).mapToInt(row -> row[type]).sum();
  }

  /** Share of the examples of a class that are predicted right; NaN where there are none. */
  public double recall(int type) {
    return counts[type][type] / (double) examples(type);
  }

  /** Share of the predictions of a class that are right; NaN where there are none. */
  public double precision(int type) {
    return counts[type][type] / (double) predicted(type);
  }

  /** {@code 2 tp / (2 tp + fp + fn)}; NaN of a class that is neither there nor predicted. */
  public double f1(int type) {
    return 2.0 * counts[type][type] / (examples(type) + predicted(type));
  }

  /** Share of all examples that are predicted right. */
  public double accuracy() {
    int right = types().map(c -> counts[c][c]).sum();
    return right / (double) types().map(this::examples).sum();
  }

  /** Mean recall of the classes that are there. */
  public double balancedAccuracy() {
    return types().mapToDouble(this::recall).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  /** Mean F1 of the classes that are there or predicted. */
  public double macroF1() {
    return types().mapToDouble(this::f1).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  private IntStream types() {
    return IntStream.range(0, counts.length);
  }
}
