package org.fathom4j.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The figures are those of SciPy 1.17.1's kendalltau (variant b) on the same numbers. */
final class KendallTest {
  @Test
  void tauIsThatOfScipy() {
    double[] a = IntStream.range(0, 20).mapToDouble(i -> (37 * i + 11) % 23).toArray();
    double[] b = IntStream.range(0, 20).mapToDouble(i -> i * i % 17).toArray();
    assertThat(Kendall.tau(a, b)).isCloseTo(0.17994944279584044, within(1e-12));
    assertThat(Kendall.tau(new double[] {1, 2, 3, 4, 5}, new double[] {3, 1, 2, 5, 4}))
        .isCloseTo(0.4, within(1e-12));
    assertThat(Kendall.tau(new double[] {1, 1, 2, 3, 3, 4}, new double[] {2, 1, 2, 5, 5, 3}))
        .as("with ties on both sides")
        .isCloseTo(0.6153846153846154, within(1e-12));
  }

  @Test
  void theSameOrderIsOneItsReverseMinusOneAndNoOrderIsNoNumber() {
    double[] a = {0.3, -2, 7, 1};
    assertThat(Kendall.tau(a, new double[] {30, -200, 700, 100})).isEqualTo(1);
    assertThat(Kendall.tau(a, new double[] {-0.3, 2, -7, -1})).isEqualTo(-1);
    assertThat(Kendall.tau(a, new double[] {5, 5, 5, 5})).isNaN();
  }
}
