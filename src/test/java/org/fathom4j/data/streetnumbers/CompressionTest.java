package org.fathom4j.data.streetnumbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CompressionTest {
  @Test
  void leavesAFlatColourAlmostAsItIs() {
    Canvas canvas = new Canvas(21, 13);
    java.util.Arrays.fill(canvas.plane(0), 90);
    java.util.Arrays.fill(canvas.plane(1), 140);
    java.util.Arrays.fill(canvas.plane(2), 60);
    new Compression(3, 5, 0.3f).apply(canvas);
    for (int i = 0; i < 21 * 13; i++) {
      assertThat(canvas.plane(0)[i]).isCloseTo(90, within(4f));
      assertThat(canvas.plane(1)[i]).isCloseTo(140, within(4f));
      assertThat(canvas.plane(2)[i]).isCloseTo(60, within(4f));
    }
  }

  @Test
  void removesFineDetailAndKeepsCoarseDetail() {
    Canvas fine = new Canvas(16, 16);
    Canvas coarse = new Canvas(16, 16);
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < 256; i++) {
        fine.plane(channel)[i] = 128 + ((i + i / 16) % 2 == 0 ? 8 : -8);
        coarse.plane(channel)[i] = 128 + (i < 128 ? 40 : -40);
      }
    }
    Compression harsh = new Compression(0, 0, 1.5f);
    harsh.apply(fine);
    harsh.apply(coarse);
    assertThat(spread(fine.plane(1))).isLessThan(4);
    assertThat(spread(coarse.plane(1))).isGreaterThan(60);
  }

  private static float spread(float[] pixels) {
    float low = Float.MAX_VALUE;
    float high = -Float.MAX_VALUE;
    for (float pixel : pixels) {
      low = Math.min(low, pixel);
      high = Math.max(high, pixel);
    }
    return high - low;
  }
}
