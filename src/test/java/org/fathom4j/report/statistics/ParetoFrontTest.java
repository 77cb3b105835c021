package org.fathom4j.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParetoFrontTest {
  @Test
  void whoIsOnTheFrontIsBeatenByNobodyAndWhoIsNotIsBeatenFromTheFront() {
    SplittableRandom random = new SplittableRandom(5);
    for (int n = 1; n <= 40; n++) {
      double[] losses = random.ints(n, 0, 12).asDoubleStream().toArray();
      double[] costs = random.ints(n, 0, 12).asDoubleStream().toArray();
      List<Integer> front = ParetoFront.of(losses, costs);
      assertThat(front).isNotEmpty();
      for (int i = 0; i < n; i++) {
        int one = i;
        assertThat(IntStream.range(0, n).anyMatch(k -> beats(losses, costs, k, one)))
            .as("%d of %d", i, n)
            .isEqualTo(!front.contains(i));
        assertThat(front.contains(i) || front.stream().anyMatch(k -> beats(losses, costs, k, one)))
            .isTrue();
      }
      assertThat(front.stream().map(i -> costs[i])).isSorted();
    }
  }

  @Test
  void equalOnesAreAllOnItAndWhatIsNoNumberIsNot() {
    double[] losses = {1, 1, Double.NaN, 2, 0.5};
    double[] costs = {3, 3, 1, 3, Double.POSITIVE_INFINITY};
    assertThat(ParetoFront.of(losses, costs)).containsExactly(0, 1);
  }

  private static boolean beats(double[] losses, double[] costs, int a, int b) {
    boolean noWorse = losses[a] <= losses[b] && costs[a] <= costs[b];
    return noWorse && losses[a] + costs[a] < losses[b] + costs[b];
  }
}
