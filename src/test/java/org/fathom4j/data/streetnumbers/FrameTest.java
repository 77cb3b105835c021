package org.fathom4j.data.streetnumbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.fathom4j.data.streetnumbers.StreetNumbersOptions.Task;
import org.junit.jupiter.api.Test;

final class FrameTest {
  /** A number of three digits, each 0.6 wide and 1 high. */
  private static final double[] BOX = {-0.9, -0.5, 0.9, 0.5};

  @Test
  void digitsHaveAsFewPixelsAsOnPhotos() {
    // SVHN: the median digit is 29 pixels high in train and 24 in test.
    double[] rows =
        IntStream.range(0, 2001)
            .mapToDouble(
                i -> Frame.draw(new Draws(1, i), Task.DIGIT, new double[] {0, 0, 0.5, 1}, 1).rows())
            .sorted()
            .toArray();
    assertThat(rows[1000]).isBetween(23.0, 30.0);
    assertThat(rows[200]).isBetween(13.0, 20.0);
    assertThat(rows[2000]).isEqualTo(32);
  }

  @Test
  void aDigitIsCutOutAsASquareOnItsLongerSide() {
    Frame tall = Frame.draw(new Draws(1, 2), Task.DIGIT, new double[] {0, 0, 0.4, 1}, 0);
    Frame wide = Frame.draw(new Draws(1, 2), Task.DIGIT, new double[] {0, 0, 2, 1}, 0);
    assertThat(tall.halfWidth()).isEqualTo(tall.halfHeight()).isBetween(0.5, 0.7);
    assertThat(wide.halfWidth()).isEqualTo(wide.halfHeight()).isBetween(1.0, 1.3);
  }

  @Test
  void aNumberIsCutOutWithRoomOnEverySide() {
    double[] widths =
        IntStream.range(0, 500)
            .mapToDouble(
                i -> {
                  Frame frame = Frame.draw(new Draws(3, i), Task.SEQUENCE, BOX, 1);
                  assertThat(frame.halfHeight()).isGreaterThan(0.6);
                  return frame.halfWidth();
                })
            .toArray();
    assertThat(Arrays.stream(widths).average().orElseThrow()).isBetween(1.17, 1.4);
  }
}
