package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How much of a sweep a pruner trains, against hand counts. */
final class PrunerShareTest {
  @Test
  void halvingTrainsOneEpochOfAll_thenTwoMoreOfAThird_thenSixMoreOfANinth() {
    double epochs = 1 + 2 / 3.0 + 6 / 9.0;
    assertThat(new PrunerSpec.Asha(1, 3).share(9)).isCloseTo(epochs / 9, within(1e-12));
    assertThat(new PrunerSpec.Asha(9, 3).share(9)).isEqualTo(1);
    assertThat(new PrunerSpec.Asha(1, 3).share(1)).isEqualTo(1);
    assertThat(new PrunerSpec.Asha(2, 2).share(5)).isCloseTo((2 + 3 / 2.0) / 5, within(1e-12));
  }

  /** R = 9, eta = 3: brackets of 9, 5 and 3 trials; here in their exact shares 9, 4.5 and 3. */
  @Test
  void hyperbandTrainsTheMeanOfItsBrackets() {
    double first = 3 * (1 + 2 / 3.0 + 6 / 9.0);
    double second = 1.5 * (3 + 6 / 3.0);
    double third = 1 * 9;
    assertThat(new PrunerSpec.Hyperband(3).share(9))
        .isCloseTo((first + second + third) / 9 / 5.5, within(1e-12));
    assertThat(new PrunerSpec.Median(5, 0).share(9)).isEqualTo(1);
  }
}
