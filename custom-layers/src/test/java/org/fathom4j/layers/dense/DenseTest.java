package org.fathom4j.layers.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.fathom4j.layers.Masking;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class DenseTest extends LayerContract {
  private static final InputType INPUT = InputType.feedForward(5);

  @Override
  protected Stream<LayerCase> cases() {
    return Stream.of(
        LayerCase.of("tanh", INPUT, () -> new Dense.Builder().nOut(4).build())
            .like(() -> new DenseLayer.Builder().nOut(4).build()),
        LayerCase.of(
                "identity without bias",
                INPUT,
                () ->
                    new Dense.Builder()
                        .nOut(3)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build())
            .like(
                () ->
                    new DenseLayer.Builder()
                        .nOut(3)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build()),
        LayerCase.of(
            "on images",
            InputType.convolutional(3, 2, 2),
            () -> new Dense.Builder().nOut(2).build()));
  }

  @Override
  protected Masking masking() {
    return Masking.ZEROED;
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "no outputs",
            () -> new Dense.Builder().name("d1").nOut(0).build(),
            "Dense layer \"d1\"",
            "nOut must be at least 1",
            "got 0"));
  }

  @Test
  void affineMapOfTheForwardPassServesTheBackwardPass() {
    CountingRuntime layer = counting(network(new Dense.Builder().nIn(2).nOut(3).build()));
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    layer.setInput(Nd4j.ones(1, 2), workspaces);
    layer.activate(true, workspaces);
    layer.backpropGradient(Nd4j.ones(1, 3), workspaces);
    assertThat(layer.calls).isEqualTo(1);
    layer.activate(false, workspaces);
    layer.backpropGradient(Nd4j.ones(1, 3), workspaces);
    assertThat(layer.calls).isEqualTo(3);
  }

  @Test
  void backpropAfterInferenceDropsOutTheInput() {
    MultiLayerNetwork network =
        network(
            new Dense.Builder()
                .nIn(200)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .dropOut(0.5)
                .build());
    network.setParam("0_W", Nd4j.ones(200, 1));
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    Layer layer = network.getLayer(0);
    layer.setBackpropGradientsViewArray(Nd4j.zeros(1, layer.numParams()));
    layer.setInput(Nd4j.ones(1, 200), workspaces);
    assertThat(layer.activate(false, workspaces).getDouble(0)).isEqualTo(200);
    INDArray gradient = layer.backpropGradient(Nd4j.ones(1, 1), workspaces).getSecond();
    // Inverted dropout: what is kept counts twice.
    assertThat(gradient.toDoubleVector()).containsOnly(0, 2).contains(0, 2);
  }

  @Test
  void inputOfAnotherShapeIsRefusedWithBothShapes() {
    MultiLayerNetwork network = network(new Dense.Builder().nIn(2).nOut(3).build());
    assertRefused(network.getLayer(0), Nd4j.ones(4, 3), "[4, 3]");
    // A sequence, though it has as many features.
    assertRefused(network.getLayer(0), Nd4j.ones(4, 2, 1), "[4, 2, 1]");
  }

  private static void assertRefused(Layer layer, INDArray x, String shape) {
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    layer.setInput(x, workspaces);
    assertThatThrownBy(() -> layer.activate(false, workspaces))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContainingAll("Dense", "[batch, 2]", shape);
  }

  @Test
  void runtimeKnowsWhetherItHasABias() {
    assertThat(counting(network(new Dense.Builder().nIn(2).nOut(3).build())).hasBias()).isTrue();
    var without = network(new Dense.Builder().nIn(2).nOut(3).hasBias(false).build());
    assertThat(((DenseRuntime<?>) without.getLayer(0)).hasBias()).isFalse();
  }

  private static MultiLayerNetwork network(Dense layer) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(layer)
                .layer(
                    new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build())
                .build());
    network.init();
    return network;
  }

  /** Another runtime of the network's first layer. */
  private static CountingRuntime counting(MultiLayerNetwork network) {
    Layer layer = network.getLayer(0);
    CountingRuntime counting = new CountingRuntime(layer.conf());
    counting.setParamTable(layer.paramTable());
    counting.setBackpropGradientsViewArray(Nd4j.zeros(1, layer.numParams()));
    return counting;
  }

  /** Counts how often W x + b is computed. */
  private static final class CountingRuntime extends DenseRuntime<Dense> {
    private int calls;

    private CountingRuntime(NeuralNetConfiguration conf) {
      super(conf, DataType.FLOAT, true);
    }

    @Override
    protected INDArray affine(boolean training, LayerWorkspaceMgr workspaces) {
      calls++;
      return super.affine(training, workspaces);
    }
  }
}
