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
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.fathom4j.layers.dense.Dense;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
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
            "NaN"),
        BadConfig.of(
            "an activation",
            () -> new ParametricRectifier.Builder().name("p").activation(Activation.TANH).build(),
            "ParametricRectifier layer \"p\"",
            "activation must be left out",
            "tanh"));
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
    MultiLayerNetwork network = network(2);
    assertThatThrownBy(() -> network.output(Nd4j.ones(4, 3)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContainingAll("ParametricRectifier", "2 values", "[4, 3]");
    // As many values as a sequence of one feature over two steps has.
    assertRefused(network, Nd4j.ones(4, 1, 2), "[4, 1, 2]");
    // A vector is no batch, though it has the one value per entry.
    assertRefused(network(1), Nd4j.ones(4), "[4]");
  }

  private static void assertRefused(MultiLayerNetwork network, INDArray x, String shape) {
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    var layer = network.getLayer(0);
    layer.setInput(x, workspaces);
    assertThatThrownBy(() -> layer.activate(false, workspaces))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContainingAll("ParametricRectifier", shape);
  }

  @Test
  void featuresOfASequenceHaveOneSlopeForAllSteps() {
    MultiLayerNetwork network = network(2);
    network.setParam("0_a", Nd4j.createFromArray(0.5f, 2f));
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    var layer = network.getLayer(0);
    layer.setBackpropGradientsViewArray(Nd4j.zeros(1, 2));
    layer.setInput(Nd4j.createFromArray(new float[][][] {{{-2, 4, -6}, {-1, 0, 3}}}), workspaces);
    assertThat(layer.activate(true, workspaces))
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{-1, 4, -3}, {-2, 0, 3}}}));
    var back = layer.backpropGradient(Nd4j.ones(1, 2, 3), workspaces);
    assertThat(back.getSecond())
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{0.5f, 1, 0.5f}, {2, 2, 1}}}));
    assertThat(back.getFirst().getGradientFor("a").toDoubleVector()).containsExactly(-8, -1);
  }

  private static MultiLayerNetwork network(int units) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ParametricRectifier.Builder().build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(units))
                .build());
    network.init();
    return network;
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
