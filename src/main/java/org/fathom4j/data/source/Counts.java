package org.fathom4j.data.source;

import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.Quota;
import org.fathom4j.data.SplitRows;
import org.fathom4j.data.ThreeRows;

/**
 * How many examples each part of a split gets: the one place in which shares and defaults become
 * numbers.
 *
 * @param train examples to train on
 * @param validation examples that choose
 * @param test examples scored once
 */
record Counts(int train, int validation, int test) {
  /** Validation examples of a published data set, where its section gives none. */
  static final Quota PUBLISHED = Quota.count(1000);

  /** Validation examples of data of one's own, where its section gives none. */
  static final Quota OWN = Quota.share(0.2);

  /**
   * Fits the section's wishes to training and test files; records a problem where too few are left
   * to train on. A share of validation is one of the training files.
   *
   * @param training examples in the training files
   * @param test examples in the test file
   * @param usual validation examples where the section gives none
   */
  static Optional<Counts> fit(DataSpec spec, int training, int test, Quota usual) {
    if (spec.folds() > 0) {
      spec.options().problem("folds", noFolds(spec.name()));
      return Optional.empty();
    }
    Quota validation = spec.validation().orElse(usual);
    return fit(spec, training, training, SplitRows.limited(test, spec.test().of(test)), validation);
  }

  /**
   * The same for one set, of which test examples are drawn first: a fifth of it, where the section
   * gives none. Shares are shares of the whole set.
   *
   * @param all examples of the set
   */
  static Optional<Counts> drawn(DataSpec spec, int all, Quota usual) {
    int test = ThreeRows.testSize(all, spec.test().of(all));
    return fit(spec, all, all - test, test, spec.validation().orElse(usual));
  }

  /**
   * The same for one set, of which a fold is tested.
   *
   * @param all examples of the set
   * @param fold examples of the fold
   */
  static Optional<Counts> folded(DataSpec spec, int all, int fold, Quota usual) {
    return fit(spec, all, all - fold, fold, spec.validation().orElse(usual));
  }

  /** Why a data set whose test examples are given has no folds. */
  static String noFolds(String name) {
    return "is for sets without test examples of their own: csv, and image-folder without train/ and"
        + " test/; those of "
        + name
        + " are given. Leave folds out";
  }

  private static Optional<Counts> fit(
      DataSpec spec, int whole, int training, int test, Quota wanted) {
    if (training < 2) {
      spec.options()
          .problem(
              spec.options().has("test") ? "test" : "name",
              "there must be at least 3 examples: one to train on, one that chooses, one to test;"
                  + " %d %s left to train on and to choose, %d to test"
                      .formatted(training, training == 1 ? "is" : "are", test));
      return Optional.empty();
    }
    int validation = wanted.of(whole);
    int left = training - validation;
    if (left < 1) {
      spec.options()
          .problem(
              "validation",
              "must leave training examples: at most %d of the %d in the training files, got %s"
                  .formatted(training - 1, training, wanted.describe(whole)));
      return Optional.empty();
    }
    return Optional.of(new Counts(SplitRows.limited(left, spec.train()), validation, test));
  }
}
