package org.fathom4j.data.streetnumbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.fathom4j.data.streetnumbers.StreetNumbersOptions.Task;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;

final class StreetNumbersTest {
  /** Changes with every change of the drawing; a change that was not meant shows here. */
  private static final String GOLDEN_DIGITS =
      "e06ea86a7854add00ebebe60c29c448398ff58475dcbfca9df9f84784fd93f98";

  private static final String GOLDEN_SEQUENCES =
      "da1ad0045f0b4e7adf7b9eb3dbce251de16505d34362ecdf4943248da53922db";

  private final StreetNumbers digits = new StreetNumbers(StreetNumbersOptions.of(Task.DIGIT));
  private final StreetNumbers sequences = new StreetNumbers(StreetNumbersOptions.of(Task.SEQUENCE));

  @Test
  void sameSeedGivesTheGoldenBytesOnOneAndOnFourThreads() throws Exception {
    assertThat(checksum(digits, 1000, 1)).isEqualTo(GOLDEN_DIGITS);
    assertThat(checksum(digits, 1000, 4)).isEqualTo(GOLDEN_DIGITS);
    assertThat(checksum(sequences, 200, 1)).isEqualTo(GOLDEN_SEQUENCES);
    assertThat(checksum(sequences, 200, 4)).isEqualTo(GOLDEN_SEQUENCES);
  }

  @Test
  void anImageDependsOnSeedAndIndexOnly() {
    byte[] first = image(digits, 7, 41);
    image(digits, 7, 40);
    assertThat(image(digits, 7, 41)).isEqualTo(first);
    assertThat(image(digits, 8, 41)).isNotEqualTo(first);
    assertThat(image(digits, 7, 42)).isNotEqualTo(first);
  }

  @Test
  void labelsAreTheSameAtEveryDifficulty() {
    StreetNumbers clean = new StreetNumbers(new StreetNumbersOptions(Task.DIGIT, 0, false));
    for (int i = 0; i < 500; i++) {
      assertThat(clean.label(3, i)).isEqualTo(digits.label(3, i));
      assertThat(clean.digits(3, i)).isEqualTo(digits.digits(3, i));
    }
  }

  @Test
  void theLabelIsTheDigitThatIsDrawn() {
    // With nothing in the way, the mean image of a class is closest to images of that class.
    StreetNumbers clean = new StreetNumbers(new StreetNumbersOptions(Task.DIGIT, 0, true));
    double[][] means = new double[10][32 * 32];
    for (int i = 0; i < 4000; i++) {
      double[] ink = ink(clean, 5, i);
      for (int p = 0; p < ink.length; p++) {
        means[clean.label(5, i)][p] += ink[p];
      }
    }
    int right = 0;
    for (int i = 4000; i < 5000; i++) {
      double[] ink = ink(clean, 5, i);
      int nearest = 0;
      for (int digit = 1; digit < 10; digit++) {
        nearest = cosine(means[digit], ink) > cosine(means[nearest], ink) ? digit : nearest;
      }
      right += nearest == clean.label(5, i) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(700);
  }

  @Test
  void balancedClassesAreEquallyFrequentAndNaturalOnesAsOnHouses() {
    StreetNumbers balanced = new StreetNumbers(new StreetNumbersOptions(Task.DIGIT, 0.7, true));
    int[] equal = new int[10];
    int[] natural = new int[10];
    for (int i = 0; i < 20_000; i++) {
      equal[balanced.label(1, i)]++;
      natural[digits.label(1, i)]++;
    }
    for (int count : equal) {
      assertThat(count).isCloseTo(2000, within(200));
    }
    assertThat(natural[1]).isCloseTo(3960, within(300));
    assertThat(natural[9]).isCloseTo(1180, within(200));
  }

  @Test
  void numbersAreAsLongAsOnHouses() {
    int[] lengths = new int[7];
    for (int i = 0; i < 20_000; i++) {
      lengths[sequences.digits(1, i).length]++;
    }
    assertThat(lengths[0]).isZero();
    assertThat(lengths[1] / 20_000.0).isCloseTo(0.154, within(0.01));
    assertThat(lengths[2] / 20_000.0).isCloseTo(0.543, within(0.01));
    assertThat(lengths[3] / 20_000.0).isCloseTo(0.260, within(0.01));
    assertThat(lengths[4] / 20_000.0).isCloseTo(0.043, within(0.005));
  }

  @Test
  void harderImagesHaveLessContrast() {
    StreetNumbers clean = new StreetNumbers(new StreetNumbersOptions(Task.DIGIT, 0, false));
    StreetNumbers hard = new StreetNumbers(new StreetNumbersOptions(Task.DIGIT, 1, false));
    assertThat(meanSpread(clean)).isGreaterThan(1.15 * meanSpread(digits));
    assertThat(meanSpread(digits)).isGreaterThan(meanSpread(hard));
  }

  @Test
  void refusesADifficultyOutOfRangeWithTheValueAndTheRule() {
    assertThatThrownBy(() -> new StreetNumbersOptions(Task.DIGIT, 1.5, false))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("between 0 and 1")
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> new StreetNumbersOptions(Task.DIGIT, Double.NaN, false))
        .isInstanceOf(InvalidSpecException.class);
  }

  private static double meanSpread(StreetNumbers numbers) {
    return IntStream.range(0, 1000)
        .mapToDouble(
            i -> {
              double[] pixels = ink(numbers, 2, i);
              double sum = 0;
              for (double pixel : pixels) {
                sum += pixel * pixel;
              }
              return Math.sqrt(sum / pixels.length);
            })
        .average()
        .orElseThrow();
  }

  /** Green pixels less their mean, with the ink (in the middle) made positive. */
  private static double[] ink(StreetNumbers numbers, long seed, int index) {
    byte[] rgb = image(numbers, seed, index);
    double[] green = new double[rgb.length / 3];
    double mean = 0;
    for (int i = 0; i < green.length; i++) {
      green[i] = rgb[3 * i + 1] & 0xFF;
      mean += green[i] / green.length;
    }
    double rim = 0;
    for (int i = 0; i < green.length; i++) {
      green[i] -= mean;
      rim += i < 64 || i >= 960 ? green[i] : 0;
    }
    double sign = rim > 0 ? -1 : 1;
    for (int i = 0; i < green.length; i++) {
      green[i] *= sign;
    }
    return green;
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double lengthA = 0;
    double lengthB = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      lengthA += a[i] * a[i];
      lengthB += b[i] * b[i];
    }
    return product / Math.sqrt(lengthA * lengthB);
  }

  private static byte[] image(StreetNumbers numbers, long seed, int index) {
    byte[] rgb = new byte[numbers.imageSize()];
    numbers.render(seed, index, rgb, 0);
    return rgb;
  }

  private static String checksum(StreetNumbers numbers, int count, int threads)
      throws InterruptedException, ExecutionException, NoSuchAlgorithmException {
    byte[] all = new byte[count * numbers.imageSize()];
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        running.add(pool.submit(() -> numbers.render(42, index, all, index * numbers.imageSize())));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      pool.shutdown();
    }
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
  }
}
