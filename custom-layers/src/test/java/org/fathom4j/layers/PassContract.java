package org.fathom4j.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The part of the {@link LayerContract} about a hidden layer whose passes are called one by one.
 */
abstract class PassContract extends MaskContract {
  private static final double EXACT = 1e-12;
  private static final long DROPOUT_SEED = 5;

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("hiddenCases")
  void clearedLayerRefusesBothPasses(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.FLOAT);
    Layer layer = tested(net);
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    layer.setInput(net.testedFeatures(), workspaces);
    INDArray output = layer.activate(true, workspaces);
    layer.clear();
    assertThatThrownBy(() -> layer.activate(true, workspaces))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("forward pass", "input field is not set");
    assertThatThrownBy(() -> layer.backpropGradient(Nd4j.onesLike(output), workspaces))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("backprop", "input field is not set");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("hiddenCases")
  void vectorIsRefusedWithLayerAndShape(LayerCase layerCase) {
    Layer layer = tested(ContractNetwork.of(layerCase, DataType.FLOAT));
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    layer.setInput(Nd4j.ones(DataType.FLOAT, 7), workspaces);
    assertThatThrownBy(() -> layer.activate(false, workspaces))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContainingAll("tested", "[7]");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("hiddenCases")
  void backpropDoesNotDependOnTheForwardPassBeingOneOfTraining(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.DOUBLE);
    assertSameBackpropAfterInference(net);
    assertSameBackpropAfterInference(net.changed(LayerChanges::dropped));
  }

  /** Whichever pass is the first of training draws the dropout, so that both start from a seed. */
  private static void assertSameBackpropAfterInference(ContractNetwork net) {
    MultiLayerNetwork network = net.network();
    network.fit(net.data());
    var layer = network.getLayer(ContractNetwork.INDEX);
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    List<INDArray> inputGradients = new ArrayList<>();
    for (boolean training : new boolean[] {true, false}) {
      layer.setInput(net.testedFeatures(), workspaces);
      Nd4j.getRandom().setSeed(DROPOUT_SEED);
      INDArray output = layer.activate(training, workspaces);
      if (!training) {
        Nd4j.getRandom().setSeed(DROPOUT_SEED);
      }
      inputGradients.add(
          layer.backpropGradient(Nd4j.onesLike(output), workspaces).getSecond().dup('c'));
      layer.clear();
    }
    ContractAssertions.assertClose(inputGradients.get(1), inputGradients.get(0), EXACT);
  }

  private static Layer tested(ContractNetwork net) {
    return net.network().getLayer(ContractNetwork.INDEX);
  }
}
