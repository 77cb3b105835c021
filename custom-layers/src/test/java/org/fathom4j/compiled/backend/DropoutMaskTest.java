package org.fathom4j.compiled.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Dropout.KeepProbability;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks are 0 or 1/p, each with its probability, and unlike one another. */
class DropoutMaskTest {
  private static final int SIZE = 100_000;
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.8})
  void elementsAreKeptWithTheirProbabilityAndScaledByItsInverse(double keep) {
    float[] mask = mask(keep, 1, 0, SIZE);
    int kept = 0;
    for (float element : mask) {
      assertThat(element).isIn(0f, (float) (1 / keep));
      kept += element > 0 ? 1 : 0;
    }
    // Five standard deviations.
    double tolerance = 5 * Math.sqrt(keep * (1 - keep) / SIZE);
    assertThat((double) kept / SIZE).isCloseTo(keep, within(tolerance));
  }

  @Test
  void neighboursAreIndependent() {
    float[] mask = mask(0.5, 1, 0, SIZE);
    for (int lag : new int[] {1, 2, 3, 2048}) {
      int equal = 0;
      for (int i = lag; i < SIZE; i++) {
        equal += mask[i] == mask[i - lag] ? 1 : 0;
      }
      assertThat((double) equal / (SIZE - lag))
          .as("share of equal elements at a distance of %d", lag)
          .isCloseTo(0.5, within(0.01));
    }
  }

  @Test
  void masksOfOtherSeedsAndIterations_areOthers() {
    float[] mask = mask(0.5, 1, 0, SIZE);
    assertThat(mask(0.5, 1, 0, SIZE)).isEqualTo(mask);
    assertThat(equal(mask, mask(0.5, 2, 0, SIZE))).isCloseTo(0.5, within(0.01));
    assertThat(equal(mask, mask(0.5, 1, 1, SIZE))).isCloseTo(0.5, within(0.01));
    assertThat(equal(mask(0.5, 1, 1, SIZE), mask(0.5, 2, 0, SIZE))).isCloseTo(0.5, within(0.01));
  }

  @Test
  void bitsAreThoseOfTheJdksGenerator() {
    // 64 bits, mixed from a counter, decide on two elements; each 2048 elements start a counter of
    // their own, 2048 further on.
    long key = mixed(5 + mixed(3));
    float[] expected = new float[4500];
    for (int i = 0; i < expected.length; i++) {
      long counter = key + (i / 2048 * 2048 + i % 2048 / 2) * GOLDEN_GAMMA;
      long bits = i % 2 == 0 ? mixed(counter) & 0xFFFFFFFFL : mixed(counter) >>> 32;
      expected[i] = bits < (1L << 31) ? 2 : 0;
    }
    assertThat(mask(0.5, 5, 3, expected.length)).isEqualTo(expected);
  }

  /** SplittableRandom mixes the sum of its seed and this. */
  private static long mixed(long value) {
    return new SplittableRandom(value - GOLDEN_GAMMA).nextLong();
  }

  @Test
  void shorterMask_isTheStartOfALongerOne() {
    assertThat(mask(0.3, 5, 4, 5000)).startsWith(mask(0.3, 5, 4, 2049));
  }

  @Test
  void everythingIsKeptWithProbability1() {
    assertThat(mask(1, 1, 0, 5000)).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
  void noProbability_isRefusedWithTheIteration(double keep) {
    assertThatThrownBy(() -> mask(keep, 1, 17, 10))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("above 0 and at most 1", String.valueOf(keep), "iteration 17");
  }

  private static double equal(float[] first, float[] second) {
    int equal = 0;
    for (int i = 0; i < first.length; i++) {
      equal += first[i] == second[i] ? 1 : 0;
    }
    return (double) equal / first.length;
  }

  private static float[] mask(double keep, long seed, int iteration, int size) {
    Floats mask = Floats.zeros(Shape.of(size));
    KeepProbability always = (i, epoch) -> keep;
    new DropoutMask(new Dropout(always, seed), mask).draw(iteration, 0);
    float[] drawn = new float[size];
    mask.buffer().get(0, drawn);
    return drawn;
  }
}
