package org.fathom4j.compiled.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Window;
import org.fathom4j.compiled.graph.Window.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MinimalFilterTest {
  private static final SplittableRandom RANDOM = new SplittableRandom(5);

  /** Every number of taps, over images of several heights, with and without zeros around them. */
  static Stream<Object[]> filters() {
    return IntStream.range(2, MinimalFilter.TOO_MANY_TAPS)
        .boxed()
        .flatMap(
            taps ->
                IntStream.rangeClosed(taps, taps + 9)
                    .boxed()
                    .flatMap(
                        height ->
                            Stream.of(
                                new Object[] {window(taps, 0, 0), height},
                                new Object[] {window(taps, taps / 2, (taps - 1) / 2), height},
                                new Object[] {window(taps, 0, taps - 1), height})));
  }

  private static Window window(int taps, int top, int bottom) {
    return new Window(taps, 1, 1, 1, 1, 1, new Padding(top, 0, bottom, 0));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void products_makeWhatThePlainSumMakes(Window window, int height) {
    MinimalFilter filter = new MinimalFilter(window, height);
    double[] image = numbers(height);
    double[] taps = numbers(window.kernelHeight());
    double[] rows = times(filter.ofImage(), image);
    double[] weights = times(MinimalFilter.transposed(filter.ofWeights()), taps);
    for (int row = 0; row < rows.length; row++) {
      rows[row] *= weights[(int) (row / filter.tiles())];
    }
    double[] result = times(filter.ofResult(), rows);
    assertThat(result).hasSize((int) window.outputHeight(height));
    for (int i = 0; i < result.length; i++) {
      double sum = 0;
      for (int k = 0; k < taps.length; k++) {
        int from = i + k - window.padding().top();
        sum += from >= 0 && from < height ? taps[k] * image[from] : 0;
      }
      assertThat(result[i]).as("row %d", i).isCloseTo(sum, within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("filters")
  void whatIsAddedToOneProduct_isAddedToEachResult(Window window, int height) {
    MinimalFilter filter = new MinimalFilter(window, height);
    double[] rows = new double[(int) filter.rows()];
    for (int tile = 0; tile < filter.tiles(); tile++) {
      rows[(int) (MinimalFilter.ADDED_TO_ALL * filter.tiles()) + tile] = 1;
    }
    assertThat(times(filter.ofResult(), rows)).containsOnly(1);
  }

  @Test
  void fiveTapsOverSixteenRows_takeTwoFifthsOfTheProducts() {
    MinimalFilter filter = new MinimalFilter(window(5, 2, 2), 16);
    assertThat(filter.products()).isEqualTo(8);
    assertThat(filter.rows()).isEqualTo(32);
    assertThat(filter.pairs()).isEqualTo(16 * 5 - 2 * (2 + 1));
  }

  @Test
  void columnsOfAKernel_areWeightsOfTheirOwn() {
    Window wide = new Window(3, 2, 1, 1, 1, 1, new Padding(1, 0, 1, 1));
    MinimalFilter filter = new MinimalFilter(wide, 8);
    float[][] both = filter.ofWeights();
    float[][] one = new MinimalFilter(window(3, 1, 1), 8).ofWeights();
    for (int k = 0; k < 3; k++) {
      for (int product = 0; product < filter.products(); product++) {
        assertThat(both[2 * k][2 * product]).isEqualTo(one[k][product]);
        assertThat(both[2 * k + 1][2 * product + 1]).isEqualTo(one[k][product]);
        assertThat(both[2 * k][2 * product + 1]).isZero();
        assertThat(both[2 * k + 1][2 * product]).isZero();
      }
    }
  }

  private static double[] numbers(int count) {
    return RANDOM.doubles(count, -1, 1).toArray();
  }

  private static double[] times(float[][] matrix, double[] vector) {
    return Stream.of(matrix)
        .mapToDouble(
            row -> IntStream.range(0, row.length).mapToDouble(i -> row[i] * vector[i]).sum())
        .toArray();
  }
}
