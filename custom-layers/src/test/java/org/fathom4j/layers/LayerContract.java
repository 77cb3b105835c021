package org.fathom4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What every layer must do: right gradients (under dropout and weight noise too), configurations
 * that survive JSON, YAML and cloning, declared shapes, saving and loading, the same result for the
 * same seed, in float and double, with workspaces on and off, in both kinds of network, masked,
 * frozen and resized.
 *
 * <p>To check a layer of your own, extend this class in a test and give its configurations.
 */
public abstract class LayerContract extends PassContract {
  private static final double EXACT = 1e-12;
  private static final double FLOAT_ROUNDING = 1e-4;

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
        ContractNetwork.of(layerCase, DataType.DOUBLE).changed(LayerChanges::shifted);
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
    assertThat(trained(net, LayerChanges::noisy)).isEqualTo(trained(net, LayerChanges::noisy));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void workspacesDoNotChangeTheResult(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.DOUBLE);
    INDArray on = trained(net.with(WorkspaceMode.ENABLED), LayerChanges::regularized);
    INDArray off = trained(net.with(WorkspaceMode.NONE), LayerChanges::regularized);
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
        ContractNetwork.of(layerCase, DataType.DOUBLE).changed(LayerChanges::regularized);
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

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("stockCases")
  void agreesWithTheStockLayer(LayerCase layerCase) {
    Layer stock = Objects.requireNonNull(layerCase.stock()).get();
    for (UnaryOperator<Layer> change :
        List.<UnaryOperator<Layer>>of(
            layer -> layer, LayerChanges::noisy, LayerChanges::regularized)) {
      ContractNetwork ours = ContractNetwork.of(layerCase, DataType.FLOAT).changed(change);
      ContractNetwork theirs = ours.changed(ignored -> change.apply(stock.clone()));
      DataSet data = ours.data();
      MultiLayerNetwork expected = theirs.network();
      MultiLayerNetwork actual = ours.network();
      assertThat(actual.params()).as("initial parameters").isEqualTo(expected.params());
      assertThat(actual.getLayer(ContractNetwork.INDEX).type())
          .isEqualTo(expected.getLayer(ContractNetwork.INDEX).type());
      ContractAssertions.assertClose(
          actual.output(data.getFeatures()), expected.output(data.getFeatures()), FLOAT_ROUNDING);
      ContractAssertions.assertClose(fitted(actual, data), fitted(expected, data), FLOAT_ROUNDING);
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("resizableCases")
  void replacedSizeOfTheLayerTrains(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.FLOAT);
    MultiLayerNetwork network = net.network();
    InputType after = resized(layerCase, 1);
    int outputs = Math.toIntExact(after.arrayElementsPerExample());
    var builder =
        new TransferLearning.Builder(network)
            .nOutReplace(ContractNetwork.INDEX, outputs, WeightInit.XAVIER)
            .nInReplace(ContractNetwork.INDEX + 1, outputs, WeightInit.XAVIER);
    if (after instanceof InputType.InputTypeConvolutional image) {
      int channels = Math.toIntExact(image.getChannels());
      builder.nOutReplace(ContractNetwork.INDEX, channels, WeightInit.XAVIER);
      builder.setInputPreProcessor(
          ContractNetwork.INDEX + 1,
          new CnnToFeedForwardPreProcessor(
              image.getHeight(), image.getWidth(), image.getChannels(), image.getFormat()));
    }
    MultiLayerNetwork replaced = builder.build();
    INDArray start = replaced.params().dup();
    assertThat(fitted(replaced, net.data())).isNotEqualTo(start);
    assertThat(tested(replaced.getLayerWiseConfigurations()).getOutputType(1, net.testedInput()))
        .isEqualTo(after);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("hiddenCases")
  void frozenLayerKeepsItsParameters(LayerCase layerCase) {
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
  void summaryCountsTheParameters(LayerCase layerCase) {
    MultiLayerNetwork network = ContractNetwork.of(layerCase, DataType.FLOAT).network();
    Layer layer = tested(network.getLayerWiseConfigurations());
    var runtime = network.getLayer(ContractNetwork.INDEX);
    assertThat(runtime.numParams()).isEqualTo(layer.initializer().numParams(layer));
    assertThat(runtime.isPretrainLayer()).isFalse();
    String name = layer.getClass().getSimpleName();
    assertThat(network.summary(layerCase.input()).lines())
        .anyMatch(
            line ->
                line.startsWith("tested (" + name)
                    && line.contains(String.format(Locale.ROOT, " %,d ", runtime.numParams())));
    assertThat(layer.toString()).startsWith(name + "(name=tested");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void memoryReportIsThatOfTheRunningLayer(LayerCase layerCase) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.FLOAT);
    MemoryCheck check = new MemoryCheck(net);
    check.countsParametersAndUpdaterState();
    check.workingMemoryGrowsByTheExample();
    if (layerCase.stock() != null) {
      check.agreesWith(layerCase.stock().get());
    }
  }

  @ParameterizedTest
  @MethodSource("badConfigs")
  void badConfigurationIsRefusedWithLayerRuleAndValue(BadConfig bad) {
    assertThatThrownBy(bad.build()::run)
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContainingAll(bad.message().toArray(String[]::new));
  }

  /** Hidden layers whose nOut decides their output's size. */
  Stream<LayerCase> resizableCases() {
    return hiddenCases().filter(layerCase -> !resized(layerCase, 0).equals(resized(layerCase, 1)));
  }

  private static InputType resized(LayerCase layerCase, int more) {
    ContractNetwork net = ContractNetwork.of(layerCase, DataType.FLOAT);
    Layer layer = tested(net.configuration()).clone();
    if (layer instanceof FeedForwardLayer sized) {
      sized.setNOut(sized.getNOut() + more);
    }
    return layer.getOutputType(ContractNetwork.INDEX, net.testedInput());
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
}
