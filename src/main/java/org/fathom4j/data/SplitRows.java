package org.fathom4j.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Draws rows of training files by seed.
 *
 * @param train rows to train on, ascending
 * @param validation rows that choose, ascending; disjoint from {@code train}
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on at once, compared by nobody.
public record SplitRows(int[] train, int[] validation) {
  private static final int VALIDATION_STREAM = 1;
  private static final int TRAIN_STREAM = 2;
  private static final int TEST_STREAM = 3;
  private static final int EXTRA_STREAM = 4;

  /** How many validation examples each class gives. */
  public enum Share {
    /** As many as its share of all examples; the largest remainders fill up. */
    PROPORTIONAL,
    /** The same number from each class. */
    EQUAL
  }

  /**
   * Draws validation rows by class, then training rows from the rest.
   *
   * @param classes the class of each row
   * @param validation how many rows to set aside, less than there are
   * @param train most rows to train on; 0 is all that are left
   */
  public static SplitRows draw(int[] classes, int validation, int train, Share share, long seed) {
    int count = Arrays.stream(classes).max().orElse(0) + 1;
    int[][] members = members(classes, count);
    int[] quota =
        share == Share.EQUAL ? equal(members, validation) : proportional(members, validation);
    boolean[] setAside = new boolean[classes.length];
    for (int c = 0; c < count; c++) {
      int[] order = Batches.shuffled(members[c].length, Seeds.of(seed, VALIDATION_STREAM, c));
      for (int i = 0; i < quota[c]; i++) {
        setAside[members[c][order[i]]] = true;
      }
    }
    int[] left = IntStream.range(0, classes.length).filter(row -> !setAside[row]).toArray();
    int[] chosen = IntStream.range(0, classes.length).filter(row -> setAside[row]).toArray();
    return new SplitRows(sample(left, train, Seeds.of(seed, TRAIN_STREAM)), chosen);
  }

  /**
   * Draws validation rows as the literature on SVHN does, the same number from each class: two
   * thirds from the training pictures, one third from the extra ones (400 and 200 a class of
   * 6,000). Then training rows from the rest.
   *
   * @param classes the class of each row
   * @param extra how many rows, the last ones, are extra
   * @param validation how many rows to set aside, less than there are
   * @param train most rows to train on; 0 is all that are left
   */
  public static SplitRows drawWithExtra(
      int[] classes, int extra, int validation, int train, long seed) {
    int first = classes.length - extra;
    int fromExtra = validation / 3;
    SplitRows own =
        draw(Arrays.copyOf(classes, first), validation - fromExtra, 0, Share.EQUAL, seed);
    SplitRows more =
        draw(
            Arrays.copyOfRange(classes, first, classes.length),
            fromExtra,
            0,
            Share.EQUAL,
            Seeds.of(seed, EXTRA_STREAM));
    int[] left = joined(own.train, more.train, first);
    int[] chosen = joined(own.validation, more.validation, first);
    return new SplitRows(sample(left, train, Seeds.of(seed, TRAIN_STREAM)), chosen);
  }

  private static int[] joined(int[] own, int[] more, int first) {
    return IntStream.concat(Arrays.stream(own), Arrays.stream(more).map(row -> first + row))
        .toArray();
  }

  /** Draws rows of test files: {@code most} of {@code available}, ascending; 0 is all. */
  public static int[] test(int available, int most, long seed) {
    return sample(IntStream.range(0, available).toArray(), most, Seeds.of(seed, TEST_STREAM));
  }

  /** How many of {@code available} examples a limit leaves; a limit of 0 is none. */
  public static int limited(int available, int limit) {
    return limit == 0 ? available : Math.min(available, limit);
  }

  private static int[] sample(int[] rows, int most, long seed) {
    int[] order = Batches.shuffled(rows.length, seed);
    return IntStream.range(0, limited(rows.length, most))
        .map(i -> rows[order[i]])
        .sorted()
        .toArray();
  }

  static int[][] members(int[] classes, int count) {
    int[][] members = new int[count][];
    for (int c = 0; c < count; c++) {
      int wanted = c;
      members[c] =
          IntStream.range(0, classes.length).filter(row -> classes[row] == wanted).toArray();
    }
    return members;
  }

  /** One after the other gives one more, as long as it has one, until there are enough. */
  private static int[] equal(int[][] members, int total) {
    int[] quota = new int[members.length];
    int open = total;
    while (open > 0) {
      int before = open;
      for (int c = 0; c < quota.length && open > 0; c++) {
        if (quota[c] < members[c].length) {
          quota[c]++;
          open--;
        }
      }
      if (open == before) {
        throw new IllegalArgumentException("fewer than " + total + " examples to draw from");
      }
    }
    return quota;
  }

  private static int[] proportional(int[][] members, int total) {
    int all = Arrays.stream(members).mapToInt(m -> m.length).sum();
    if (total > all) {
      throw new IllegalArgumentException(all + " examples, fewer than " + total);
    }
    int[] quota = new int[members.length];
    double[] remainder = new double[members.length];
    for (int c = 0; c < quota.length; c++) {
      double exact = all == 0 ? 0 : (double) total * members[c].length / all;
      quota[c] = (int) Math.floor(exact);
      remainder[c] = exact - quota[c];
    }
    Integer[] byRemainder = IntStream.range(0, quota.length).boxed().toArray(Integer[]::new);
    Arrays.sort(byRemainder, (a, b) -> Double.compare(remainder[b], remainder[a]));
    int open = total - Arrays.stream(quota).sum();
    for (int i = 0; i < open; i++) {
      quota[byRemainder[i]]++;
    }
    return quota;
  }
}
