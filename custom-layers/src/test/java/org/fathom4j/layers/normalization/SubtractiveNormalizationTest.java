package org.fathom4j.layers.normalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SubtractiveNormalizationTest extends LayerContract {
  private static final InputType IMAGES = InputType.convolutional(4, 5, 3);

  @Override
  protected Stream<LayerCase> cases() {
    return Stream.of(
        LayerCase.of(
            "across channels", IMAGES, () -> new SubtractiveNormalization.Builder().build()),
        LayerCase.of(
            "each channel, 5x5",
            IMAGES,
            () -> new SubtractiveNormalization.Builder().window(5).acrossChannels(false).build()));
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "even window",
            () -> new SubtractiveNormalization.Builder().window(4).name("s").build(),
            "SubtractiveNormalization layer \"s\"",
            "window must be an odd number of at least 3",
            "got 4"),
        BadConfig.of(
            "one cell",
            () -> new SubtractiveNormalization.Builder().window(1).build(),
            "window must be",
            "got 1"),
        BadConfig.of(
            "not images",
            () ->
                new SubtractiveNormalization.Builder()
                    .build()
                    .getOutputType(0, InputType.feedForward(3)),
            "input must be images"));
  }

  @Test
  void meanIsOverTheNineCellsAroundAndTheirChannels() {
    // Two channels of one 3x3 image: 1..9 and zeros. The middle's mean is 45 / 18 = 2.5, the
    // corner's (1+2+4+5) / 8 = 1.5.
    INDArray x = Nd4j.zeros(1, 2, 3, 3);
    for (int i = 0; i < 9; i++) {
      x.putScalar(0, 0, i / 3, i % 3, i + 1);
    }
    INDArray y = Images.output(new SubtractiveNormalization.Builder().build(), x);
    assertThat(y.getDouble(0, 0, 1, 1)).isEqualTo(2.5);
    assertThat(y.getDouble(0, 1, 1, 1)).isEqualTo(-2.5);
    assertThat(y.getDouble(0, 0, 0, 0)).isEqualTo(-0.5);
  }

  @Test
  void channelsOnTheirOwnHaveTheirOwnMeans() {
    // 1..9: the corner's mean is (1+2+4+5) / 4 = 3, the upper edge's (1+2+3+4+5+6) / 6 = 3.5.
    INDArray x = Nd4j.zeros(1, 2, 3, 3);
    for (int i = 0; i < 9; i++) {
      x.putScalar(0, 0, i / 3, i % 3, i + 1);
    }
    INDArray y =
        Images.output(new SubtractiveNormalization.Builder().acrossChannels(false).build(), x);
    assertThat(y.getDouble(0, 0, 0, 0)).isEqualTo(-2);
    assertThat(y.getDouble(0, 0, 0, 1)).isEqualTo(-1.5);
    assertThat(y.getDouble(0, 0, 1, 1)).isZero();
    assertThat(y.slice(0).slice(1).amaxNumber().doubleValue()).isZero();
  }

  @Test
  void constantImageBecomesZero() {
    INDArray y =
        Images.output(
            new SubtractiveNormalization.Builder().acrossChannels(false).build(),
            Nd4j.ones(2, 3, 5, 4));
    assertThat(y.amaxNumber().doubleValue()).isLessThan(1e-6);
  }
}
