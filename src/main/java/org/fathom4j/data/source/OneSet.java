package org.fathom4j.data.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.Quota;
import org.fathom4j.data.Folds;
import org.fathom4j.data.ThreeRows;

/**
 * One set that training, validation and test examples are drawn from: once, or once for each of the
 * section's folds.
 *
 * @param spec the section
 * @param strata the class of each row; one and the same where a number is predicted
 */
@SuppressWarnings("ArrayRecordComponent") // Used at once, compared by nobody.
record OneSet(DataSpec spec, int[] strata) {
  /** The section's key. */
  private static final String FOLDS = "folds";

  /**
   * The rows of each part where a class is predicted; the folds are stratified by it.
   *
   * @param names of the classes
   * @return one, or one for each fold; empty where a problem was recorded
   */
  static Optional<List<ThreeRows>> ofClasses(DataSpec spec, int[] classes, List<String> names) {
    OneSet set = new OneSet(spec, classes);
    return spec.folds() == 0 ? set.once() : set.ofFolds(names);
  }

  /** The same where a number is predicted; the folds are stratified by its quantiles. */
  static Optional<List<ThreeRows>> ofNumbers(DataSpec spec, double[] numbers) {
    OneSet set = new OneSet(spec, new int[numbers.length]);
    if (spec.folds() == 0) {
      return set.once();
    }
    return set.allows(numbers.length, "there are")
        ? set.around(Folds.ofNumbers(numbers, spec.folds(), spec.seed()))
        : Optional.empty();
  }

  /**
   * The rows that train and choose, where test rows are in a file of their own.
   *
   * @param strata as above
   * @param test how many test rows there are
   */
  static Optional<List<ThreeRows>> beside(DataSpec spec, int[] strata, int test) {
    return Counts.fit(spec, strata.length, test, Counts.OWN)
        .map(
            counts ->
                List.of(
                    ThreeRows.withoutTest(strata, counts.validation(), spec.train(), spec.seed())));
  }

  private Optional<List<ThreeRows>> once() {
    return Counts.drawn(spec, strata.length, Counts.OWN)
        .map(
            counts ->
                List.of(
                    ThreeRows.draw(
                        strata, counts.test(), counts.validation(), spec.train(), spec.seed())));
  }

  private Optional<List<ThreeRows>> ofFolds(List<String> names) {
    int[] counts = new int[names.size()];
    Arrays.stream(strata).forEach(each -> counts[each]++);
    int rarest =
        IntStream.range(0, counts.length)
            .filter(each -> counts[each] > 0)
            .reduce((a, b) -> counts[b] < counts[a] ? b : a)
            .orElseThrow();
    return allows(counts[rarest], "the rarest class, " + names.get(rarest) + ", has")
        ? around(Folds.of(strata, spec.folds(), spec.seed()))
        : Optional.empty();
  }

  /** Whether each fold can have one; records a problem otherwise. */
  private boolean allows(int most, String who) {
    if (!spec.test().equals(Quota.ALL)) {
      spec.options()
          .problem(
              "test",
              "contradicts folds, each of which is tested in its turn: leave it out, or say test: 0");
      return false;
    }
    if (spec.folds() > most) {
      spec.options()
          .problem(
              FOLDS,
              "must be at most the examples that %s, %d, for each fold tests one; got %d"
                  .formatted(who, most, spec.folds()));
      return false;
    }
    return true;
  }

  private Optional<List<ThreeRows>> around(Folds folds) {
    List<ThreeRows> drawn = new ArrayList<>();
    for (int fold = 0; fold < folds.count(); fold++) {
      Optional<Counts> counts = Counts.folded(spec, strata.length, folds.size(fold), Counts.OWN);
      if (counts.isEmpty()) {
        return Optional.empty();
      }
      drawn.add(
          ThreeRows.draw(
              folds, fold, strata, counts.get().validation(), spec.train(), spec.seed()));
    }
    return Optional.of(drawn);
  }

  /** For people: how the test examples were chosen. */
  static String describe(DataSpec spec, boolean classes) {
    return spec.folds() == 0
        ? "drawn by seed"
        : "%d folds, each tested in its turn; every fold has its share of each %s"
            .formatted(spec.folds(), classes ? "class" : "quantile of the target");
  }
}
