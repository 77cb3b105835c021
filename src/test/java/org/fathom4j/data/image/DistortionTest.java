package org.fathom4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.data.image.Framing.Window;
import org.junit.jupiter.api.Test;

/** What each number of a distortion does, on pictures whose answer is known. */
class DistortionTest {
  private static final FeatureShape.Image STORED = new FeatureShape.Image(21, 21, 3);
  private static final Window WHOLE = new Window(0, 0, false);

  @Test
  void nothingDrawn_isThePartItself() {
    byte[] pixels = noise();
    FeatureShape.Image shown = new FeatureShape.Image(9, 11, 3);
    byte[] part =
        Distortion.NONE.draw(
            pixels, 0, STORED, new Window(4, 7, false), shown, new SplittableRandom(1));
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 9; y++) {
        for (int x = 0; x < 11; x++) {
          assertThat(part[(c * 9 + y) * 11 + x]).isEqualTo(pixels[(c * 21 + y + 4) * 21 + x + 7]);
        }
      }
    }
  }

  @Test
  void rotation_keepsTheCentreAndItsDistances() {
    Distortion turning = new Distortion(180, 0, 0, 0, 0, false);
    int far = 0;
    for (long seed = 0; seed < 50; seed++) {
      byte[] turned = draw(turning, spot(10, 16), seed);
      int at = brightest(turned);
      double distance = Math.hypot(at / 21.0 - at % 21 / 21.0 - 10, at % 21 - 10);
      assertThat(distance).as("seed %d", seed).isBetween(5.0, 7.0);
      far += at % 21 < 10 ? 1 : 0;
    }
    assertThat(far).isBetween(10, 40);
  }

  @Test
  void scale_movesTheSpotAlongItsRay_byNoMoreThanIsAllowed() {
    Distortion scaling = new Distortion(0, 0.5, 0, 0, 0, false);
    int least = 21;
    int most = 0;
    for (long seed = 0; seed < 100; seed++) {
      int at = brightest(draw(scaling, spot(10, 16), seed));
      assertThat(at / 21).isEqualTo(10);
      least = Math.min(least, at % 21);
      most = Math.max(most, at % 21);
    }
    assertThat(least).isEqualTo(14); // 10 + 6 / 1.5
    assertThat(most).isEqualTo(19); // 10 + 6 * 1.5
  }

  @Test
  void stretch_changesWidthAgainstHeight() {
    Distortion stretching = new Distortion(0, 0, 1, 0, 0, false);
    for (long seed = 0; seed < 20; seed++) {
      int column = brightest(draw(stretching, spot(10, 16), seed)) % 21;
      int row = brightest(draw(stretching, spot(16, 10), seed)) / 21;
      assertThat((column - 10) * (row - 10.0)).as("seed %d", seed).isBetween(28.0, 44.0);
    }
  }

  @Test
  void light_keepsTheShape_andTheNegativeIsEveryOther() {
    byte[] grey = new byte[STORED.size()];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (100 + 2 * (i % 21)); // from 100 to 140
    }
    Distortion light = new Distortion(0, 0, 0, 1, 10, true);
    int negatives = 0;
    for (long seed = 0; seed < 100; seed++) {
      byte[] lit = draw(light, grey, seed);
      int rise = (lit[20] & 0xff) - (lit[0] & 0xff);
      assertThat(Math.abs(rise)).as("seed %d", seed).isBetween(19, 81); // 40 / 2 to 40 * 2
      int between = Math.abs((lit[10] & 0xff) - (lit[10 + 441] & 0xff));
      assertThat(between).isLessThanOrEqualTo(21);
      negatives += rise < 0 ? 1 : 0;
    }
    assertThat(negatives).isBetween(30, 70);
  }

  @Test
  void trainingIsVaried_evaluationIsNot_andEqualSeedsAreAlike() {
    Framing framing = Framing.crop(STORED, 15).varied(new Distortion(20, 0.2, 0.2, 0.5, 10, true));
    ImageStore store = new ImageStore(STORED, noise(), new int[] {0}, 1);
    Normalization normalization = new Normalization.None(3);
    Target target = new Target.Classes(List.of("one"));
    ImageExamples plain =
        new ImageExamples(store, new int[1], target, Framing.crop(STORED, 15), normalization);
    ImageExamples varied = new ImageExamples(store, new int[1], target, framing, normalization);
    assertThat(features(varied)).isEqualTo(features(plain));
    assertThat(varied(varied, 7)).isEqualTo(varied(varied, 7)).isNotEqualTo(varied(varied, 8));
    assertThat(varied(varied, 7)).isNotEqualTo(varied(plain, 7));
  }

  private static float[] features(ImageExamples examples) {
    float[] numbers = new float[examples.shape().size()];
    examples.features(0, numbers, 0);
    return numbers;
  }

  private static float[] varied(ImageExamples examples, long seed) {
    float[] numbers = new float[examples.shape().size()];
    examples.varied(0, seed, numbers, 0);
    return numbers;
  }

  private static byte[] draw(Distortion distortion, byte[] pixels, long seed) {
    return distortion.draw(pixels, 0, STORED, WHOLE, STORED, new SplittableRandom(seed));
  }

  private static byte[] noise() {
    byte[] pixels = new byte[STORED.size()];
    new Random(4).nextBytes(pixels);
    return pixels;
  }

  /** A bright spot, three pixels wide, on black. */
  private static byte[] spot(int row, int column) {
    byte[] pixels = new byte[STORED.size()];
    for (int y = -1; y <= 1; y++) {
      for (int x = -1; x <= 1; x++) {
        pixels[(row + y) * 21 + column + x] = (byte) (x == 0 && y == 0 ? 255 : 120);
      }
    }
    return pixels;
  }

  /** The brightest pixel of the first channel. */
  private static int brightest(byte[] pixels) {
    int[] levels = new int[441];
    Arrays.setAll(levels, i -> pixels[i] & 0xff);
    int best = 0;
    for (int i = 0; i < levels.length; i++) {
      best = levels[i] > levels[best] ? i : best;
    }
    return best;
  }
}
