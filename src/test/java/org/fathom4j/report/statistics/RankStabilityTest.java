package org.fathom4j.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RankStabilityTest {
  @Test
  void whoIsBestWithEverySeedAlwaysIs() {
    RankStability stability =
        RankStability.of(
            List.of(new double[] {2, 3, 4}, new double[] {1, 2, 3}, new double[] {5, 6, 7}));
    assertThat(stability.first()).containsExactly(0.0, 1.0, 0.0);
    assertThat(stability.tau()).isEqualTo(1);
    assertThat(stability.seeds()).isEqualTo(3);
  }

  @Test
  void equalOnesShareEveryDraw() {
    RankStability stability =
        RankStability.of(List.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}));
    assertThat(stability.first()).containsExactly(0.5, 0.5);
    assertThat(stability.tau()).isNaN();
  }

  /**
   * The second is better with one seed of three: by little, which takes it three times; by much,
   * twice.
   */
  @Test
  void theShareIsThatOfTheDrawsOfSeeds() {
    RankStability stability =
        RankStability.of(List.of(new double[] {1, 1, 1.4}, new double[] {2, 2, 1}));
    assertThat(stability.first().get(1)).isCloseTo(1 / 27.0, within(0.01));
    RankStability lucky =
        RankStability.of(List.of(new double[] {1, 1, 2.5}, new double[] {2, 2, 1}));
    assertThat(lucky.first().get(1)).isCloseTo(7 / 27.0, within(0.02));
    assertThat(lucky.first().stream().mapToDouble(share -> share).sum()).isCloseTo(1, within(1e-9));
  }
}
