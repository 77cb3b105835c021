package org.fathom4j.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.fathom4j.report.statistics.PedAnova.Column;
import org.junit.jupiter.api.Test;

final class PedAnovaTest {
  private static final int NETWORKS = 60;

  private static List<Integer> cells(IntUnaryOperator of) {
    return IntStream.range(0, NETWORKS).map(of).boxed().toList();
  }

  /** The figures are those of Optuna 5.0.0's PedAnovaImportanceEvaluator on the same trials. */
  @Test
  void theSharesAreThoseOfOptuna() {
    List<Integer> x = cells(i -> (37 * i + 11) % 50);
    List<Integer> category = cells(i -> 7 * i % 3);
    List<Integer> other = cells(i -> i * i % 50);
    double[] losses =
        IntStream.range(0, NETWORKS)
            .mapToDouble(i -> Math.pow(x.get(i) - 20, 2) + 30 * category.get(i) + 0.01 * i)
            .toArray();
    double[] shares =
        PedAnova.shares(
            losses,
            List.of(
                new Column(x, 50, true),
                new Column(category, 3, false),
                new Column(other, 50, true)));
    assertThat(shares)
        .containsExactly(new double[] {0.9072329, 0.0842083, 0.0085588}, within(1e-6));
  }

  @Test
  void whatNeverChangesHasNoShare() {
    List<Integer> same = cells(i -> 3);
    List<Integer> x = cells(i -> i % 50);
    double[] losses = IntStream.range(0, NETWORKS).mapToDouble(i -> i).toArray();
    assertThat(PedAnova.shares(losses, List.of(new Column(same, 5, true), new Column(x, 50, true))))
        .containsExactly(0, 1);
    assertThat(PedAnova.shares(losses, List.of(new Column(same, 5, true)))).containsExactly(0);
  }
}
