package org.fathom4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
  /** What scikit-learn's StratifiedKFold keeps too, but for the sizes of the folds as a whole. */
  @Test
  void everyRowIsInOneFold_andClassesAndSizesDifferByOneAtMost() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int count = 2 + random.nextInt(9);
      int classes = 1 + random.nextInt(5);
      int[] classOf = random.ints(count + random.nextInt(90), 0, classes).toArray();
      Folds folds = Folds.of(classOf, count, random.nextLong());
      int[] all =
          IntStream.range(0, count).flatMap(f -> Arrays.stream(folds.rows(f))).sorted().toArray();
      assertThat(all).isEqualTo(IntStream.range(0, classOf.length).toArray());
      assertThat(spread(IntStream.range(0, count).map(folds::size))).isLessThanOrEqualTo(1);
      for (int c = 0; c < classes; c++) {
        int wanted = c;
        IntStream counts =
            IntStream.range(0, count).map(f -> ofClass(folds.rows(f), classOf, wanted));
        assertThat(spread(counts)).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void foldsAreShuffled_theSameForTheSameSeed() {
    int[] classes = new int[40];
    assertThat(Folds.of(classes, 5, 7).rows(2)).isEqualTo(Folds.of(classes, 5, 7).rows(2));
    assertThat(Folds.of(classes, 5, 7).rows(2)).isNotEqualTo(Folds.of(classes, 5, 8).rows(2));
    assertThat(Folds.of(classes, 5, 7).rows(0)).isNotEqualTo(new int[] {0, 5, 10, 15, 20, 25, 30});
  }

  @Test
  void numbersAreStratifiedByTheirQuantiles() {
    double[] numbers = new Random(3).doubles(43).toArray();
    double[] sorted = Arrays.stream(numbers).sorted().toArray();
    Folds folds = Folds.ofNumbers(numbers, 4, 1);
    assertThat(spread(IntStream.range(0, 4).map(folds::size))).isLessThanOrEqualTo(1);
    for (int fold = 0; fold < 4; fold++) {
      int[] ranks =
          Arrays.stream(folds.rows(fold))
              .map(row -> Arrays.binarySearch(sorted, numbers[row]))
              .sorted()
              .toArray();
      for (int i = 0; i < ranks.length; i++) {
        assertThat(ranks[i] / 4).isEqualTo(i); // one of each four neighbours
      }
    }
  }

  private static int ofClass(int[] rows, int[] classes, int wanted) {
    return (int) Arrays.stream(rows).filter(row -> classes[row] == wanted).count();
  }

  private static int spread(IntStream values) {
    var summary = values.summaryStatistics();
    return summary.getMax() - summary.getMin();
  }
}
