package org.fathom4j.layers.normalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ContrastNormalizationTest extends LayerContract {
  private static final InputType IMAGES = InputType.convolutional(4, 5, 2);

  @Override
  protected Stream<LayerCase> cases() {
    return Stream.of(
        LayerCase.of("9x9", IMAGES, () -> new ContrastNormalization.Builder().build()),
        LayerCase.of(
            "narrow 3x3",
            IMAGES,
            () -> new ContrastNormalization.Builder().window(3).sigma(0.6).build()),
        LayerCase.of(
            "held up by its floor",
            IMAGES,
            () -> new ContrastNormalization.Builder().window(5).floor(1.0).build()));
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "even window",
            () -> new ContrastNormalization.Builder().window(2).name("n").build(),
            "ContrastNormalization layer \"n\"",
            "window must be an odd number",
            "got 2"),
        BadConfig.of(
            "no width",
            () -> new ContrastNormalization.Builder().sigma(0).build(),
            "sigma must be a finite number above 0",
            "got 0.0"),
        BadConfig.of(
            "no floor",
            () -> new ContrastNormalization.Builder().floor(-1).build(),
            "floor must be a finite number above 0",
            "got -1.0"));
  }

  @Test
  void scaleAndBrightnessOfAnImageDoNotMatter() {
    INDArray x = Nd4j.rand(1, 2, 8, 8);
    INDArray y = Images.output(new ContrastNormalization.Builder().build(), x);
    INDArray brighter =
        Images.output(new ContrastNormalization.Builder().build(), x.mul(3).addi(5));
    assertThat(brighter.sub(y).amaxNumber().doubleValue()).isCloseTo(0, within(1e-4));
    assertThat(y.stdNumber().doubleValue()).isBetween(0.5, 1.5);
  }

  @Test
  void weightsAreThoseOfTheGaussian() {
    // exp(-1 / (2 sigma^2)) = 1/2: a neighbour counts half as much as the cell itself. In a line of
    // three cells m = (0, (0 + 4/2) / 2, (0/2 + 4) / 1.5), v = (0, -1, 4/3).
    double sigma = 1 / Math.sqrt(2 * Math.log(2));
    INDArray x = Nd4j.createFromArray(0f, 0f, 4f).reshape(1, 1, 1, 3);
    INDArray y =
        Images.output(new ContrastNormalization.Builder().window(3).sigma(sigma).build(), x);
    // s^2 = (1/2 / 1.5, (1 + 16/9 / 2) / 2, (1/2 + 16/9) / 1.5); the mean of s is 0.927.
    assertThat(y.reshape(3).toDoubleVector())
        .containsExactly(
            new double[] {0, -1 / Math.sqrt(17 / 18.0), 4 / (3 * Math.sqrt(41 / 27.0))},
            within(1e-5));
  }

  @Test
  void blackBackgroundPassesNothingOnHoweverLargeTheGradient() {
    // A bright and a faint cell; between them every window is constant, s = 0. Where s is below its
    // mean, as at the faint cell, the gradient goes through the mean to every s.
    INDArray x = Nd4j.zeros(1, 1, 9, 9);
    x.putScalar(0, 0, 1, 1, 1).putScalar(0, 0, 7, 7, 0.01);
    INDArray epsilon = Nd4j.zeros(1, 1, 9, 9).putScalar(0, 0, 7, 7, 1);
    ContrastNormalization layer = new ContrastNormalization.Builder().window(3).build();
    INDArray small = Images.gradient(layer, x, epsilon);
    INDArray large = Images.gradient(layer, x, epsilon.mul(1e6));
    assertThat(small.amaxNumber().doubleValue()).isBetween(1.0, 100.0);
    // Number by number: the largest of an array is found without a look at its NaN.
    assertThat(large.div(1e6).reshape(81).toDoubleVector())
        .containsExactly(small.reshape(81).toDoubleVector(), within(1e-4));
  }

  @Test
  void constantImageBecomesZeroNotNaN() {
    INDArray y =
        Images.output(new ContrastNormalization.Builder().window(3).build(), Nd4j.ones(1, 2, 4, 4));
    assertThat(y.amaxNumber().doubleValue()).isCloseTo(0, within(1e-2));
  }
}
