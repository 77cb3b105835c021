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
  void constantImageBecomesZeroNotNaN() {
    INDArray y =
        Images.output(new ContrastNormalization.Builder().window(3).build(), Nd4j.ones(1, 2, 4, 4));
    assertThat(y.amaxNumber().doubleValue()).isCloseTo(0, within(1e-2));
  }
}
