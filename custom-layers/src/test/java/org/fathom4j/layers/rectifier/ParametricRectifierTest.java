package org.fathom4j.layers.rectifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.fathom4j.layers.dense.Dense;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ParametricRectifierTest extends LayerContract {
  private static final InputType UNITS = InputType.feedForward(5);
  private static final InputType IMAGES = InputType.convolutional(3, 2, 4);

  @Override
  protected Stream<LayerCase> cases() {
    return Stream.of(UNITS, IMAGES)
        .flatMap(
            input ->
                Arrays.stream(Slopes.values())
                    .map(
                        slopes ->
                            LayerCase.of(
                                slopes + " over " + input,
                                input,
                                () ->
                                    new ParametricRectifier.Builder()
                                        .slopes(slopes)
                                        .start(0.3)
                                        .build())));
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "start is not a number",
            () -> new ParametricRectifier.Builder().start(Double.NaN).build(),
            "ParametricRectifier",
            "start must be a finite number",
            "NaN"));
  }

  @Test
  void slopesFollowTheSizeOfTheLayerBefore() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new Dense.Builder().nOut(3).build())
                .layer(new ParametricRectifier.Builder().build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(2))
                .build());
    network.init();
    MultiLayerNetwork wider =
        new TransferLearning.Builder(network)
            .nOutReplace(0, 5, WeightInit.XAVIER)
            .nInReplace(2, 5, WeightInit.XAVIER)
            .build();
    assertThat(wider.getParam("1_a").length()).isEqualTo(5);
    assertThat(wider.output(Nd4j.ones(4, 2)).shape()).containsExactly(4, 1);
  }

  @Test
  void inputOfAnotherSizeIsRefused() {
    ParametricRectifier layer = new ParametricRectifier.Builder().build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(layer)
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(2))
                .build());
    network.init();
    assertThatThrownBy(() -> network.output(Nd4j.ones(4, 3)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContainingAll("ParametricRectifier", "2 values", "[4, 3]");
  }

  @Test
  void slopesStartAtAQuarterAndAreNotDecayed() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.1))
                .l1(0.5)
                .l2(0.5)
                .weightDecay(0.5)
                .list()
                .layer(new ParametricRectifier.Builder().build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(2))
                .build());
    network.init();
    assertThat(network.getParam("0_a")).isEqualTo(Nd4j.createFromArray(0.25f, 0.25f));
    // Positive inputs give the slopes no gradient: only decay could move them.
    network.fit(Nd4j.ones(3, 2), Nd4j.zeros(3, 1));
    assertThat(network.getParam("0_a")).isEqualTo(Nd4j.createFromArray(0.25f, 0.25f));
  }
}
