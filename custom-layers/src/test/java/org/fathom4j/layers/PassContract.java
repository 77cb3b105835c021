package org.fathom4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The part of the {@link LayerContract} about a hidden layer whose passes are called one by one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PassContract {
  private static final double EXACT = 1e-12;
  private static final long DROPOUT_SEED = 5;

  /** Configurations that must keep the contract. */
  protected abstract Stream<LayerCase> cases();

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("stockCases")
  void masksAsTheStockLayerDoes(LayerCase layerCase) {
    var stock = Objects.requireNonNull(layerCase.stock()).get();
    ContractNetwork ours = ContractNetwork.of(layerCase, DataType.DOUBLE);
    ContractNetwork theirs = ours.changed(ignored -> stock.clone());
    assertThat(afterMask(ours, DataType.DOUBLE))
        .containsExactlyElementsOf(afterMask(theirs, DataType.DOUBLE));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("hiddenCases")
  void inputGradientAndMaskOfAnotherTypeGiveTheSame(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.FLOAT);
    List<INDArray> expected = afterMask(net, DataType.FLOAT);
    List<INDArray> actual = afterMask(net, DataType.DOUBLE);
    // The reduced mask comes first; it may have either type.
    assertThat(actual.subList(1, actual.size()))
        .containsExactlyElementsOf(expected.subList(1, expected.size()))
        .allSatisfy(each -> assertThat(each.dataType()).isEqualTo(DataType.FLOAT));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("hiddenCases")
  void missingMaskStaysMissing(LayerCase layerCase) {
    Layer layer = tested(ContractNetwork.of(layerCase, DataType.FLOAT));
    var after = layer.feedForwardMaskArray(null, MaskState.Active, ContractNetwork.BATCH);
    assertThat(after.getFirst()).isNull();
    assertThat(after.getSecond()).isEqualTo(MaskState.Active);
  }

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

  /**
   * Output, reduced mask and, where the layer has parameters, its gradient; the first example is
   * masked, and one corner of images. Mask, input and gradient are {@code given} in that type.
   */
  private static List<INDArray> afterMask(ContractNetwork net, DataType given) {
    MultiLayerNetwork network = net.network();
    network.fit(net.data());
    var layer = network.getLayer(ContractNetwork.INDEX);
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    INDArray mask = net.mask().castTo(given);
    INDArray reduced =
        layer.feedForwardMaskArray(mask, MaskState.Active, ContractNetwork.BATCH).getFirst();
    layer.setInput(net.testedFeatures().castTo(given), workspaces);
    INDArray output = layer.activate(true, workspaces);
    var back = layer.backpropGradient(Nd4j.onesLike(output).castTo(given), workspaces);
    List<INDArray> results =
        new ArrayList<>(List.of(reduced, output.dup('c'), back.getSecond().dup('c')));
    new TreeMap<>(back.getFirst().gradientForVariable())
        .values()
        .forEach(each -> results.add(each.dup('c')));
    return results;
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

  Stream<LayerCase> stockCases() {
    return cases().filter(layerCase -> layerCase.stock() != null);
  }

  /** An output layer cannot be frozen, and its gradient comes from its loss. */
  Stream<LayerCase> hiddenCases() {
    return cases().filter(layerCase -> layerCase.labels() == null);
  }
}
