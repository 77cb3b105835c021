package org.fathom4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;

/**
 * What every layer must do: right gradients, configurations that survive JSON, YAML and cloning,
 * declared shapes, saving and loading, the same result for the same seed, in float and double, with
 * workspaces on and off, in both kinds of network, frozen and resized.
 *
 * <p>To check a layer of your own, extend this class in a test and give its configurations.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LayerContract {
  private static final double EXACT = 1e-12;
  private static final double FLOAT_ROUNDING = 1e-4;
  private static final double RETAIN = 0.6;

  /** Configurations that must keep the contract. */
  protected abstract Stream<LayerCase> cases();

  /** Configurations that must be refused. */
  protected abstract Stream<BadConfig> badConfigs();

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfFiniteDifferences(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.DOUBLE);
    new GradientCheck(net.network(), net.data(), 40).check(ContractNetwork.INDEX);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreRightUnderDropoutAndWeightNoise(LayerCase layerCase) {
    ContractNetwork net =
        ContractNetwork.of(layerCase, DataType.DOUBLE).changed(LayerContract::shifted);
    new GradientCheck(net.network(), net.data(), 10).check(ContractNetwork.INDEX);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void configurationSurvivesJsonAndYaml(LayerCase layerCase) {
    MultiLayerConfiguration configuration =
        ContractNetwork.of(layerCase, DataType.FLOAT).configuration();
    Layer layer = tested(configuration);
    Layer fromJson = tested(MultiLayerConfiguration.fromJson(configuration.toJson()));
    Layer fromYaml = tested(MultiLayerConfiguration.fromYaml(configuration.toYaml()));
    assertThat(fromJson).isEqualTo(layer).hasSameHashCodeAs(layer).hasSameClassAs(layer);
    assertThat(fromYaml).isEqualTo(layer);
    assertThat(fromJson.toString()).isEqualTo(layer.toString());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void cloneIsEqualAndIndependent(LayerCase layerCase) {
    MultiLayerConfiguration configuration =
        ContractNetwork.of(layerCase, DataType.FLOAT).configuration();
    Layer layer = tested(configuration);
    String before = layer.toString();
    Layer clone = layer.clone();
    assertThat(clone).isEqualTo(layer).isNotSameAs(layer);
    clone.setLayerName("another");
    assertThat(clone).isNotEqualTo(layer);
    ContractAssertions.assertNoSharedArrays(layer, clone);
    assertThat(layer.toString()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void declaredOutputIsTheActualOne(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.FLOAT);
    MultiLayerNetwork network = net.network();
    InputType declared =
        tested(network.getLayerWiseConfigurations())
            .getOutputType(ContractNetwork.INDEX, net.testedInput());
    INDArray actual = network.feedForward(net.data().getFeatures()).get(ContractNetwork.INDEX + 1);
    long[] expected = declared.getShape(true);
    expected[0] = ContractNetwork.BATCH;
    assertThat(actual.shape()).isEqualTo(expected);
    assertThat(actual.dataType()).isEqualTo(DataType.FLOAT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void savedAndLoadedNetworkGivesEqualOutputsAndTrainsOn(LayerCase layerCase) throws IOException {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.FLOAT);
    MultiLayerNetwork network = net.network();
    DataSet data = net.data();
    network.fit(data);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, file, true);
    MultiLayerNetwork loaded =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(file.toByteArray()), true);
    assertThat(loaded.output(data.getFeatures())).isEqualTo(network.output(data.getFeatures()));
    network.fit(data);
    loaded.fit(data);
    assertThat(loaded.params()).isEqualTo(network.params());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameSeed_givesTheSameNetwork(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.FLOAT);
    assertThat(trained(net, LayerContract::noisy)).isEqualTo(trained(net, LayerContract::noisy));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void workspacesDoNotChangeTheResult(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.DOUBLE);
    INDArray on = trained(net.with(WorkspaceMode.ENABLED), LayerContract::regularized);
    INDArray off = trained(net.with(WorkspaceMode.NONE), LayerContract::regularized);
    ContractAssertions.assertClose(on, off, EXACT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void floatAgreesWithDouble(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.DOUBLE);
    MultiLayerNetwork precise = net.network();
    MultiLayerNetwork rough = ContractNetwork.of(layerCase, DataType.FLOAT).network();
    rough.setParams(precise.params().castTo(DataType.FLOAT));
    DataSet data = net.data();
    DataSet roughData = ContractNetwork.of(layerCase, DataType.FLOAT).data();
    precise.fit(data);
    rough.fit(roughData);
    ContractAssertions.assertClose(rough.params(), precise.params(), FLOAT_ROUNDING);
    ContractAssertions.assertClose(
        rough.output(roughData.getFeatures()), precise.output(data.getFeatures()), FLOAT_ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computationGraphTrainsAlike(LayerCase layerCase) {
    ContractNetwork net =
        ContractNetwork.of(layerCase, DataType.DOUBLE).changed(LayerContract::regularized);
    MultiLayerNetwork network = net.network();
    ComputationGraph graph = net.graph();
    graph.setParams(network.params().dup());
    DataSet data = net.data();
    for (int step = 1; step <= 2; step++) {
      Nd4j.getRandom().setSeed(step);
      network.fit(data);
      Nd4j.getRandom().setSeed(step);
      graph.fit(data);
    }
    ContractAssertions.assertClose(graph.params(), network.params(), EXACT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheStockLayer(LayerCase layerCase) {
    assumeTrue(layerCase.stock() != null, "DL4J has no such layer");
    Layer stock = Objects.requireNonNull(layerCase.stock()).get();
    for (UnaryOperator<Layer> change :
        List.<UnaryOperator<Layer>>of(layer -> layer, LayerContract::noisy)) {
      ContractNetwork ours = ContractNetwork.of(layerCase, DataType.FLOAT).changed(change);
      ContractNetwork theirs = ours.changed(ignored -> change.apply(stock.clone()));
      DataSet data = ours.data();
      MultiLayerNetwork expected = theirs.network();
      MultiLayerNetwork actual = ours.network();
      assertThat(actual.params()).as("initial parameters").isEqualTo(expected.params());
      ContractAssertions.assertClose(
          actual.output(data.getFeatures()), expected.output(data.getFeatures()), FLOAT_ROUNDING);
      ContractAssertions.assertClose(fitted(actual, data), fitted(expected, data), FLOAT_ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void frozenLayerKeepsItsParameters(LayerCase layerCase) {
    assumeTrue(layerCase.labels() == null, "an output layer cannot be frozen");
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.FLOAT);
    MultiLayerNetwork frozen =
        new TransferLearning.Builder(net.network())
            .setFeatureExtractor(ContractNetwork.INDEX)
            .build();
    INDArray before = frozen.params().dup();
    INDArray after = fitted(frozen, net.data());
    long outputs = frozen.getLayer(ContractNetwork.INDEX + 1).numParams();
    long fixed = before.length() - outputs;
    ContractAssertions.assertClose(
        ContractAssertions.head(after, fixed), ContractAssertions.head(before, fixed), 0);
    assertThat(after).isNotEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void summaryAndMemoryReportCountTheParameters(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.FLOAT);
    MultiLayerNetwork network = net.network();
    Layer layer = tested(network.getLayerWiseConfigurations());
    long parameters = layer.initializer().numParams(layer);
    assertThat(network.getLayer(ContractNetwork.INDEX).numParams()).isEqualTo(parameters);
    assertThat(network.summary(layerCase.input()))
        .contains("tested (" + layer.getClass().getSimpleName());
    var report = layer.getMemoryReport(net.testedInput());
    assertThat(report.toString()).contains(layer.getClass().getSimpleName());
    assertThat(layer.toString()).startsWith(layer.getClass().getSimpleName() + "(name=tested");
  }

  @ParameterizedTest
  @MethodSource("badConfigs")
  void badConfigurationIsRefusedWithLayerRuleAndValue(BadConfig bad) {
    assertThatThrownBy(bad.build()::run)
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContainingAll(bad.message().toArray(String[]::new));
  }

  private static Layer tested(MultiLayerConfiguration configuration) {
    return configuration.getConf(ContractNetwork.INDEX).getLayer();
  }

  private static INDArray trained(ContractNetwork net, UnaryOperator<Layer> change) {
    return fitted(net.changed(change).network(), net.data());
  }

  private static INDArray fitted(MultiLayerNetwork network, DataSet data) {
    Nd4j.getRandom().setSeed(1);
    for (int step = 0; step < 3; step++) {
      network.fit(data);
    }
    return network.params().dup();
  }

  private static Layer noisy(Layer layer) {
    layer.setIDropout(new Dropout(RETAIN));
    if (layer instanceof BaseLayer weighted) {
      weighted.setWeightNoise(new DropConnect(RETAIN));
    }
    return layer;
  }

  /**
   * Noise that is added: DL4J's gradient passes any weight noise by, which is exact for a sum
   * alone.
   */
  private static Layer shifted(Layer layer) {
    layer.setIDropout(new Dropout(RETAIN));
    if (layer instanceof BaseLayer weighted) {
      weighted.setWeightNoise(new WeightNoise(new NormalDistribution(0, 0.1), true, true));
    }
    return layer;
  }

  private static Layer regularized(Layer layer) {
    noisy(layer);
    if (layer instanceof BaseLayer weighted) {
      weighted.setRegularization(
          new ArrayList<>(List.of(new L1Regularization(0.01), new L2Regularization(0.02))));
      MaxNormConstraint constraint = new MaxNormConstraint(0.5, 0);
      constraint.setParams(new HashSet<>(layer.initializer().weightKeys(layer)));
      weighted.setConstraints(List.of(constraint));
    }
    return layer;
  }
}
