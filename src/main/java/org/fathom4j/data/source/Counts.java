package org.fathom4j.data.source;

import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.SplitRows;

/**
 * How many examples each part of a split gets.
 *
 * @param train examples to train on
 * @param validation examples that choose
 * @param test examples scored once
 */
record Counts(int train, int validation, int test) {
  /**
   * Fits the section's wishes to the files; records a problem where too few are left to train on.
   *
   * @param training examples in the training files
   * @param test examples in the test file
   */
  static Optional<Counts> fit(DataSpec spec, int training, int test) {
    if (training < 2) {
      spec.options()
          .problem(
              spec.options().has("test") ? "test" : "name",
              "there must be at least 3 examples: one to train on, one that chooses, one to test;"
                  + " %d %s left to train on and to choose, %d to test"
                      .formatted(training, training == 1 ? "is" : "are", test));
      return Optional.empty();
    }
    int left = training - spec.validation();
    if (left < 1) {
      spec.options()
          .problem(
              "validation",
              "must leave training examples: at most %d of the %d in the training files, got %d"
                  .formatted(training - 1, training, spec.validation()));
      return Optional.empty();
    }
    return Optional.of(
        new Counts(
            SplitRows.limited(left, spec.train()),
            spec.validation(),
            SplitRows.limited(test, spec.test())));
  }
}
