package org.fathom4j.layers.rectifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.fathom4j.layers.Masking;
import org.fathom4j.layers.dense.Dense;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Activation functions keep the layer contract inside a layer. */
class ActivationsTest extends LayerContract {

  @Override
  protected Stream<LayerCase> cases() {
    InputType input = InputType.feedForward(5);
    return Stream.of(
        LayerCase.of("absolute", input, () -> dense(new AbsoluteRectification())),
        LayerCase.of("leaky", input, () -> dense(new LeakyRectification(0.2)))
            .like(
                () ->
                    new DenseLayer.Builder().nOut(4).activation(new ActivationLReLU(0.2)).build()));
  }

  @Override
  protected Masking masking() {
    return Masking.ZEROED;
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "slope is not a number",
            () -> new LeakyRectification(Double.NaN),
            "LeakyRectification",
            "slope must be a finite number",
            "NaN"));
  }

  private static Dense dense(IActivation activation) {
    return new Dense.Builder().nOut(4).activation(activation).build();
  }

  @Test
  void valuesAreThoseOfTheFormulas() {
    assertThat(new AbsoluteRectification().getActivation(z(), true))
        .isEqualTo(Nd4j.createFromArray(2f, 0f, 3f));
    assertThat(new LeakyRectification().getActivation(z(), true))
        .isEqualTo(Nd4j.createFromArray(-0.02f, 0f, 3f));
  }

  @Test
  void derivativesAtZeroAreThoseOfTheFormulas() {
    assertThat(new AbsoluteRectification().backprop(z(), Nd4j.ones(3)).getFirst())
        .isEqualTo(Nd4j.createFromArray(-1f, 0f, 1f));
    assertThat(new LeakyRectification(0.2).backprop(z(), Nd4j.ones(3)).getFirst())
        .isEqualTo(new ActivationLReLU(0.2).backprop(z(), Nd4j.ones(3)).getFirst())
        .isEqualTo(Nd4j.createFromArray(0.2f, 1f, 1f));
  }

  @Test
  void gradientShapesMustAgree() {
    for (IActivation activation :
        new IActivation[] {new AbsoluteRectification(), new LeakyRectification()}) {
      assertThatThrownBy(() -> activation.backprop(z(), Nd4j.ones(2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Shapes must be equal during backprop");
    }
  }

  @Test
  void infiniteSlopeIsRefused() {
    assertThatThrownBy(() -> new LeakyRectification(Double.POSITIVE_INFINITY))
        .isInstanceOf(DL4JInvalidConfigException.class);
  }

  @Test
  void activationsAreEqualWhereTheirSlopesAre() {
    assertThat(new LeakyRectification(0.2))
        .isEqualTo(new LeakyRectification(0.2))
        .isNotEqualTo(new LeakyRectification(0.1))
        .isNotEqualTo(new AbsoluteRectification())
        .hasToString("leaky(slope=0.2)");
    assertThat(new LeakyRectification(0.2).getSlope()).isEqualTo(0.2);
    assertThat(new AbsoluteRectification())
        .isEqualTo(new AbsoluteRectification())
        .isNotEqualTo(new LeakyRectification())
        .hasToString("absolute");
  }

  private static INDArray z() {
    return Nd4j.createFromArray(-2f, 0f, 3f);
  }
}
