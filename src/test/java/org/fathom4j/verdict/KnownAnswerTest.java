package org.fathom4j.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownAnswerTest {
  @ParameterizedTest
  @CsvSource({
    "0.25, 0.01, 0.255, true",
    "0.25, 0.01, 0.265, false",
    "0, 0, 0, true",
    "0, 0, -1e-300, false",
    "1, 0.5, NaN, false",
  })
  void near_holdsWithinTheTolerance(double known, double tolerance, double value, boolean holds) {
    assertThat(KnownAnswer.near("id", "claim", known, tolerance, value, "").holds())
        .isEqualTo(holds);
  }

  @Test
  void notANumber_holdsForNothing() {
    assertThat(KnownAnswer.atLeast("id", "claim", 0.5, Double.NaN, "").holds()).isFalse();
    assertThat(KnownAnswer.atMost("id", "claim", 0.5, Double.NaN, "").holds()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.25, 0.25",
    "-0.999954602, −0.99995",
    "-4.5397868e-5, −4.54e−05",
    "3, 3",
    "0.06937, 0.06937",
    "22026.4658, 22026",
    "88.722839, 88.723",
    "0.1, 0.1",
    "1234567.5, 1.23e+06",
    "NaN, not a number",
    "Infinity, infinity",
  })
  void showsFiveDigits(double value, String text) {
    assertThat(KnownAnswer.near("id", "claim", 0, 0, value, "").found()).isEqualTo(text);
  }
}
