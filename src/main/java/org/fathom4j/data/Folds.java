package org.fathom4j.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The rows of a set dealt into folds, each of which is the test set of its own trials (k-fold
 * cross-validation). Every row is in exactly one fold; the folds' sizes, and the counts of each
 * stratum in them, differ by one at most.
 */
public final class Folds {
  private static final int FOLD_STREAM = 5;

  private final int[] foldOf;
  private final int count;

  private Folds(int[] foldOf, int count) {
    this.foldOf = foldOf;
    this.count = count;
  }

  /**
   * Deals the rows of each stratum, shuffled by seed, one after the other to the folds, going on
   * where the last stratum ended.
   *
   * @param strata the stratum of each row, from 0: its class
   * @param count how many folds, at most as many as there are rows
   */
  public static Folds of(int[] strata, int count, long seed) {
    int[][] members = SplitRows.members(strata, Arrays.stream(strata).max().orElse(0) + 1);
    int[] foldOf = new int[strata.length];
    int dealt = 0;
    for (int stratum = 0; stratum < members.length; stratum++) {
      int[] rows = members[stratum];
      for (int place : Batches.shuffled(rows.length, Seeds.of(seed, FOLD_STREAM, stratum))) {
        foldOf[rows[place]] = dealt++ % count;
      }
    }
    return new Folds(foldOf, count);
  }

  /**
   * The same for numbers to be predicted: their quantiles are the strata, as fine as can be. In
   * ascending order, equal ones shuffled, each {@code count} neighbours are a stratum, one of which
   * goes to each fold.
   *
   * @param numbers what is to be predicted of each row
   * @param count how many folds, at most as many as there are rows
   */
  public static Folds ofNumbers(double[] numbers, int count, long seed) {
    int[] shuffled = Batches.shuffled(numbers.length, Seeds.of(seed, FOLD_STREAM));
    int[] ascending =
        Arrays.stream(shuffled)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> numbers[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] strata = new int[numbers.length];
    for (int rank = 0; rank < ascending.length; rank++) {
      strata[ascending[rank]] = rank / count;
    }
    return of(strata, count, seed);
  }

  /** How many folds there are. */
  public int count() {
    return count;
  }

  /** The rows of one fold, ascending; folds count from 0. */
  int[] rows(int fold) {
    return IntStream.range(0, foldOf.length).filter(row -> foldOf[row] == fold).toArray();
  }

  /** The rows of all other folds, ascending. */
  int[] others(int fold) {
    return IntStream.range(0, foldOf.length).filter(row -> foldOf[row] != fold).toArray();
  }

  /** How many rows a fold has; folds count from 0. */
  public int size(int fold) {
    return rows(fold).length;
  }
}
