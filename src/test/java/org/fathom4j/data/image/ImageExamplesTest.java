package org.fathom4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What training sees of a picture, pixel by pixel against the definition. */
class ImageExamplesTest {
  private static final int PICTURES = 5;
  private static final Target TARGET = new Target.Classes(List.of("even", "odd"));

  @ParameterizedTest(name = "{0}x{1} of {2}x{3}, shift {4}, flip {5}")
  @CsvSource({
    "8, 9, 8, 9, 0, false",
    "8, 9, 8, 9, 2, false",
    "8, 9, 8, 9, 2, true",
    "8, 9, 8, 9, 0, true",
    "8, 9, 8, 9, 20, true",
    "4, 5, 8, 9, 2, false",
    "4, 5, 8, 9, 2, true",
    "4, 5, 8, 9, 9, true",
    "1, 1, 8, 9, 9, true"
  })
  void aVariedPicture_isItsWindowWithTheEdgesRepeated(
      int height, int width, int storedHeight, int storedWidth, int shift, boolean flip) {
    FeatureShape.Image stored = new FeatureShape.Image(storedHeight, storedWidth, 3);
    Framing framing = new Framing(height, width, shift, flip);
    ImageStore store = store(stored);
    ImageExamples examples = examples(store, framing, new Normalization.None(3));
    Set<List<Float>> seen = new HashSet<>();
    for (long seed = 0; seed < 200; seed++) {
      int index = (int) (seed % PICTURES);
      float[] actual = new float[examples.shape().size()];
      examples.varied(index, seed, actual, 0);
      Framing.Window window = framing.draw(stored, seed);
      float[] expected = expected(store, PICTURES - 1 - index, framing, window);
      assertThat(actual).as("seed %d, %s", seed, window).containsExactly(expected);
      if (index == 0) {
        seen.add(List.of(actual[0], actual[actual.length - 1], actual[actual.length / 2]));
      }
    }
    assertThat(seen.size() > 1).isEqualTo(shift > 0 || flip);
  }

  /** Word for word: the pixel at (y, x) of the window, or the nearest one there is. */
  private static float[] expected(
      ImageStore store, int row, Framing framing, Framing.Window window) {
    FeatureShape.Image stored = store.shape();
    float[] numbers = new float[stored.channels() * framing.height() * framing.width()];
    int to = 0;
    for (int c = 0; c < stored.channels(); c++) {
      for (int y = 0; y < framing.height(); y++) {
        for (int x = 0; x < framing.width(); x++) {
          int across = window.mirrored() ? framing.width() - 1 - x : x;
          int line = Math.max(0, Math.min(stored.height() - 1, window.top() + y));
          int column = Math.max(0, Math.min(stored.width() - 1, window.left() + across));
          int at = ((row * stored.channels() + c) * stored.height() + line) * stored.width();
          numbers[to++] = (store.pixels()[at + column] & 0xff) / 255f;
        }
      }
    }
    return numbers;
  }

  @Test
  void views_areSpreadEvenlyOverTheRoom_andOneIsTheCentre() {
    FeatureShape.Image stored = new FeatureShape.Image(10, 14, 3);
    Framing framing = new Framing(4, 5, 0, false);
    ImageStore store = store(stored);
    ImageExamples one = examples(store, framing, new Normalization.None(3));
    assertThat(one.views()).isEqualTo(1);
    assertThat(view(one, 0)).containsExactly(features(one));
    ImageExamples nine = examples(store, framing.withCrops(3), new Normalization.None(3));
    assertThat(nine.views()).isEqualTo(9);
    assertThat(view(nine, 4)).containsExactly(features(one)); // the middle one of 3 by 3
    Framing.Window last = new Framing.Window(6 * 5 / 6, 9 * 5 / 6, false);
    assertThat(view(nine, 8)).containsExactly(expected(store, PICTURES - 1, framing, last));
    assertThat(features(nine)).containsExactly(features(one));
  }

  private static float[] view(ImageExamples examples, int view) {
    float[] numbers = new float[examples.shape().size()];
    examples.view(0, view, numbers, 0);
    return numbers;
  }

  private static float[] features(ImageExamples examples) {
    float[] numbers = new float[examples.shape().size()];
    examples.features(0, numbers, 0);
    return numbers;
  }

  @Test
  void perImageMean_centresEachPictureOverAllChannels() {
    FeatureShape.Image shape = new FeatureShape.Image(7, 5, 3);
    ImageStore store = store(shape);
    ImageExamples examples =
        examples(store, Framing.whole(shape), new Normalization.PerImageMean(3, 50));
    for (int index = 0; index < PICTURES; index++) {
      float[] actual = new float[shape.size() + 4];
      examples.features(index, actual, 4);
      int from = (PICTURES - 1 - index) * shape.size();
      double mean = 0;
      for (int i = 0; i < shape.size(); i++) {
        mean += (store.pixels()[from + i] & 0xff) / (double) shape.size();
      }
      for (int i = 0; i < shape.size(); i++) {
        double expected = ((store.pixels()[from + i] & 0xff) - mean) / 50;
        assertThat((double) actual[4 + i]).isCloseTo(expected, within(1e-5));
      }
      assertThat(Arrays.copyOf(actual, 4)).containsOnly(0);
    }
  }

  @Test
  void standardize_givesEachChannelMean0AndDeviation1() {
    FeatureShape.Image shape = new FeatureShape.Image(7, 5, 3);
    ImageStore store = store(shape);
    int[] rows = {0, 1, 2, 3, 4};
    ImageExamples examples =
        examples(store, Framing.whole(shape), Normalization.Standardize.of(store, rows));
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      double squares = 0;
      for (int index = 0; index < PICTURES; index++) {
        float[] numbers = new float[shape.size()];
        examples.features(index, numbers, 0);
        for (int i = c * 35; i < (c + 1) * 35; i++) {
          sum += numbers[i];
          squares += (double) numbers[i] * numbers[i];
        }
      }
      assertThat(sum / (35 * PICTURES)).isCloseTo(0, within(1e-5));
      assertThat(squares / (35 * PICTURES)).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void sums_areThoseOfOnePixelAtATime() {
    Random random = new Random(5);
    byte[] pixels = new byte[10_000];
    random.nextBytes(pixels);
    Arrays.fill(pixels, 0, 3000, (byte) 0xff); // the largest sums
    for (int i = 0; i < 500; i++) {
      int from = random.nextInt(pixels.length);
      int count = random.nextInt(pixels.length - from + 1);
      long expected = 0;
      for (int at = from; at < from + count; at++) {
        expected += pixels[at] & 0xff;
      }
      assertThat(Pixels.sum(pixels, from, count)).isEqualTo(expected);
    }
    assertThat(Pixels.sum(pixels, 0, 3000)).isEqualTo(3000 * 255);
  }

  /** The pictures in reverse order. */
  private static ImageExamples examples(
      ImageStore store, Framing framing, Normalization normalization) {
    return new ImageExamples(store, new int[] {4, 3, 2, 1, 0}, TARGET, framing, normalization);
  }

  private static ImageStore store(FeatureShape.Image shape) {
    byte[] pixels = new byte[PICTURES * shape.size()];
    new Random(3).nextBytes(pixels);
    return new ImageStore(shape, pixels, new int[] {0, 1, 0, 1, 0}, 1);
  }
}
