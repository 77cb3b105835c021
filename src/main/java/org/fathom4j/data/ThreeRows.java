package org.fathom4j.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Draws training, validation and test rows of one set by seed.
 *
 * @param train rows to train on, ascending
 * @param validation rows that choose
 * @param test rows that are scored once
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on at once, compared by nobody.
public record ThreeRows(int[] train, int[] validation, int[] test) {
  private static final int ONE_FIFTH = 5;

  /** Test rows of a set: as many as asked for, a fifth and at least one where 0 is. */
  public static int testSize(int all, int asked) {
    return Math.min(all, asked == 0 ? Math.max(1, all / ONE_FIFTH) : asked);
  }

  /**
   * Sets test rows aside, then validation rows, each as its class's share.
   *
   * @param classes the class of each row
   * @param test how many test rows
   * @param validation how many validation rows
   * @param train most training rows; 0 is all that are left
   */
  public static ThreeRows draw(int[] classes, int test, int validation, int train, long seed) {
    SplitRows outer =
        SplitRows.draw(classes, test, 0, SplitRows.Share.PROPORTIONAL, Seeds.of(seed, test));
    return around(outer.validation(), outer.train(), classes, validation, train, seed);
  }

  /**
   * The same, its test rows those of a fold.
   *
   * @param fold from 0
   */
  public static ThreeRows draw(
      Folds folds, int fold, int[] classes, int validation, int train, long seed) {
    return around(folds.rows(fold), folds.others(fold), classes, validation, train, seed);
  }

  /** The same without test rows, which are elsewhere. */
  public static ThreeRows withoutTest(int[] classes, int validation, int train, long seed) {
    int[] all = IntStream.range(0, classes.length).toArray();
    return around(new int[0], all, classes, validation, train, seed);
  }

  private static ThreeRows around(
      int[] test, int[] left, int[] classes, int validation, int train, long seed) {
    int[] leftClasses = Arrays.stream(left).map(row -> classes[row]).toArray();
    SplitRows inner =
        SplitRows.draw(leftClasses, validation, train, SplitRows.Share.PROPORTIONAL, seed);
    return new ThreeRows(
        Arrays.stream(inner.train()).map(i -> left[i]).toArray(),
        Arrays.stream(inner.validation()).map(i -> left[i]).toArray(),
        test);
  }
}
