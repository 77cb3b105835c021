package org.fathom4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.fathom4j.config.SweepSpec.Match;
import org.fathom4j.config.SweepSpec.Measure;
import org.junit.jupiter.api.Test;

final class SizeMatcherTest {
  private static int value(Map<String, Object> point, String name) {
    return ((Number) java.util.Objects.requireNonNull(point.get(name))).intValue();
  }

  /** 32x32x3 pictures, n convolutions 5x5, min(3, n) poolings, one dense layer, softmax of 10. */
  private static long networkSize(Map<String, Object> point) {
    long width = value(point, "width");
    long units = value(point, "units");
    int convolutions = value(point, "depth") - 1;
    long side = 32L >> Math.min(3, convolutions);
    long size = 75 * width + width + (convolutions - 1) * (25 * width * width + width);
    return size + (side * side * width + 1) * units + (units + 1) * 10;
  }

  @Test
  void everyDepthMatches300kWithinTwoPercent_withUnitsNear256() {
    Match match =
        new Match(
            Measure.PARAMETERS, 300_000, "width", Optional.of(new Match.Fine("units", 256)), 0.02);
    SizeMatcher matcher = new SizeMatcher(match, SizeMatcherTest::networkSize);
    for (int depth : new int[] {2, 3, 4, 6, 8, 11}) {
      SizeMatcher.Solution solution = matcher.solve(Map.of("depth", depth));
      assertThat(solution.matches()).isTrue();
      assertThat(solution.size()).isBetween(294_000L, 306_000L);
      assertThat(networkSize(solution.point())).isEqualTo(solution.size());
      assertThat(value(solution.point(), "units")).isBetween(190, 340);
    }
  }

  @Test
  void withoutFineParameter_theNearestWidthIsSaidNotToMatch() {
    Match match = new Match(Measure.PARAMETERS, 300_000, "width", Optional.empty(), 0.02);
    SizeMatcher.Solution solution =
        new SizeMatcher(match, SizeMatcherTest::networkSize)
            .solve(Map.of("depth", 2, "units", 256));
    // 5 channels: 380 + 1,280 x 256 + 256 + 2,570 = 330,886; 4 channels: 265,270
    assertThat(solution.size()).isEqualTo(330_886);
    assertThat(solution.matches()).isFalse();
  }

  @Test
  void findsTheClosestWidth_forAnyGrowingSize() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 200; trial++) {
      long a = random.nextLong(0, 50);
      long b = random.nextLong(1, 500);
      long wanted = random.nextLong(1_000, 3_000_000);
      Match match = new Match(Measure.PARAMETERS, wanted, "width", Optional.empty(), 0.02);
      SizeMatcher.Solution solution =
          new SizeMatcher(
                  match, p -> a * value(p, "width") * value(p, "width") + b * value(p, "width"))
              .solve(Map.of());
      int width = value(solution.point(), "width");
      long distance = Math.abs(solution.size() - wanted);
      for (int other : new int[] {width - 1, width + 1}) {
        if (other >= 1) {
          long size = a * other * other + b * other;
          assertThat(distance).isLessThanOrEqualTo(Math.abs(size - wanted));
        }
      }
      assertThat(solution.matches()).isEqualTo(distance <= 0.02 * wanted);
    }
  }
}
