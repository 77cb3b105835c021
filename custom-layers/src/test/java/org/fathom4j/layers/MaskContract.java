package org.fathom4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The part of the {@link LayerContract} about masks of a hidden layer's input. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MaskContract {
  private static final double EXACT = 1e-12;

  /** Configurations that must keep the contract. */
  protected abstract Stream<LayerCase> cases();

  /** What the layer does with masks; nothing, as DL4J's own layers by default. */
  protected Masking masking() {
    return Masking.PASSED_ON;
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("hiddenCases")
  void maskedExamplesGiveOutputsAndGradientsAsDeclared(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.DOUBLE);
    Passes masked = passes(net, net.mask(), ones(net));
    boolean zeroed = masking() == Masking.ZEROED;
    // The first example is masked: as if it had no gradient, and its output were 0.
    INDArray epsilon = ones(net);
    if (zeroed) {
      epsilon.slice(0).assign(0);
    }
    Passes expected = passes(net, null, epsilon);
    if (zeroed) {
      assertThat(expected.output().slice(0).amaxNumber().doubleValue()).isPositive();
      expected.output().slice(0).assign(0);
    }
    ContractAssertions.assertClose(masked.output(), expected.output(), EXACT);
    for (int i = 0; i < masked.gradients().size(); i++) {
      ContractAssertions.assertClose(masked.gradients().get(i), expected.gradients().get(i), EXACT);
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("hiddenCases")
  void maskGoesOnAsDeclared(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.DOUBLE);
    INDArray reduced = Objects.requireNonNull(passes(net, net.mask(), ones(net)).mask());
    if (masking() != Masking.REDUCED) {
      assertThat(reduced).isEqualTo(net.mask());
      return;
    }
    var layer = net.configuration().getConf(ContractNetwork.INDEX).getLayer();
    var output =
        (InputType.InputTypeConvolutional)
            layer.getOutputType(ContractNetwork.INDEX, net.testedInput());
    assertThat(reduced.shape())
        .containsExactly(ContractNetwork.BATCH, 1, output.getHeight(), output.getWidth());
    assertThat(reduced.slice(0).maxNumber().doubleValue()).as("all of it masked").isZero();
    // A window over padding alone is masked too.
    INDArray unmasked = reduced.slice(ContractNetwork.BATCH - 1);
    assertThat(unmasked.maxNumber().doubleValue()).as("nothing of it masked").isEqualTo(1);
    for (int example = 0; example < ContractNetwork.BATCH; example++) {
      assertThat(unmasked.sub(reduced.slice(example)).minNumber().doubleValue()).isNotNegative();
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("stockCases")
  void masksAsTheStockLayerDoes(LayerCase layerCase) {
    var stock = Objects.requireNonNull(layerCase.stock()).get();
    ContractNetwork ours = ContractNetwork.of(layerCase, DataType.DOUBLE);
    ContractNetwork theirs = ours.changed(ignored -> stock.clone());
    assertThat(passes(ours, ours.mask(), ones(ours)))
        .isEqualTo(passes(theirs, theirs.mask(), ones(theirs)));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("hiddenCases")
  void inputGradientAndMaskOfAnotherTypeGiveTheSame(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.FLOAT);
    Passes expected = passes(net, net.mask(), ones(net));
    Passes actual =
        passes(net, net.mask().castTo(DataType.DOUBLE), ones(net).castTo(DataType.DOUBLE));
    // The mask that goes on may have either type.
    assertThat(actual.output()).isEqualTo(expected.output());
    assertThat(actual.output().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(actual.gradients())
        .containsExactlyElementsOf(expected.gradients())
        .allSatisfy(each -> assertThat(each.dataType()).isEqualTo(DataType.FLOAT));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("hiddenCases")
  void missingMaskStaysMissing(LayerCase layerCase) {
    Layer layer =
        ContractNetwork.of(layerCase, DataType.FLOAT).network().getLayer(ContractNetwork.INDEX);
    var after = layer.feedForwardMaskArray(null, MaskState.Active, ContractNetwork.BATCH);
    assertThat(after.getFirst()).isNull();
    assertThat(after.getSecond()).isEqualTo(MaskState.Active);
  }

  /**
   * What two passes leave.
   *
   * @param mask what goes on to the next layer
   * @param output y
   * @param gradients dL/dx, then those of the parameters by name
   */
  private record Passes(@Nullable INDArray mask, INDArray output, List<INDArray> gradients) {}

  /** The passes of the layer after a step of training; input and mask are of epsilon's type. */
  private static Passes passes(ContractNetwork net, @Nullable INDArray mask, INDArray epsilon) {
    var network = net.network();
    network.fit(net.data());
    Layer layer = network.getLayer(ContractNetwork.INDEX);
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    INDArray goesOn =
        layer.feedForwardMaskArray(mask, MaskState.Active, ContractNetwork.BATCH).getFirst();
    layer.setInput(net.testedFeatures().castTo(epsilon.dataType()), workspaces);
    INDArray output = layer.activate(true, workspaces).dup('c');
    var back = layer.backpropGradient(epsilon, workspaces);
    List<INDArray> gradients = new ArrayList<>(List.of(back.getSecond().dup('c')));
    new TreeMap<>(back.getFirst().gradientForVariable())
        .values()
        .forEach(each -> gradients.add(each.dup('c')));
    return new Passes(goesOn, output, gradients);
  }

  /** dL/dy of the layer under test, all 1. */
  private static INDArray ones(ContractNetwork net) {
    var layer = net.configuration().getConf(ContractNetwork.INDEX).getLayer();
    long[] shape = layer.getOutputType(ContractNetwork.INDEX, net.testedInput()).getShape(true);
    shape[0] = ContractNetwork.BATCH;
    return Nd4j.ones(net.type(), shape);
  }

  Stream<LayerCase> stockCases() {
    return cases().filter(layerCase -> layerCase.stock() != null);
  }

  /** An output layer cannot be frozen, and its gradient comes from its loss. */
  Stream<LayerCase> hiddenCases() {
    return cases().filter(layerCase -> layerCase.labels() == null);
  }
}
