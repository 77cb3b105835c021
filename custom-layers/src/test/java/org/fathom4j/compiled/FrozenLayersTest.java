package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.fathom4j.layers.convolution.Convolution;
import org.fathom4j.layers.convolution.LocallyConnected;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.dense.Dense;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.layers.normalization.ContrastNormalization;
import org.fathom4j.layers.normalization.SubtractiveNormalization;
import org.fathom4j.layers.output.SequenceOutput;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.fathom4j.layers.rectifier.Slopes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks made by transfer learning: frozen layers stay as they are, the others learn. */
class FrozenLayersTest {
  private static final int STEPS = 10;

  @Test
  void layersUpToAFrozenOne_stayAsTheyAre() {
    MultiLayerNetwork trained = trained();
    new Agreement(() -> new TransferLearning.Builder(trained).setFeatureExtractor(2).build(), 1e-4)
        .after(STEPS, Nets.images(), Nets.labels());
    MultiLayerNetwork frozen = new TransferLearning.Builder(trained).setFeatureExtractor(2).build();
    long fixed = trained.getLayer(0).numParams() + trained.getLayer(2).numParams();
    float[] before = head(frozen, fixed);
    try (CompiledNetwork compiled = CompiledNetwork.compile(frozen)) {
      compiled.fit(Nets.images(), Nets.labels());
    }
    assertThat(head(frozen, fixed)).isEqualTo(before);
    assertThat(frozen.params()).isNotEqualTo(trained.params());
  }

  @Test
  void aReplacedOutput_learns() {
    MultiLayerNetwork trained = trained();
    new Agreement(
            () -> {
              trained.setIterationCount(0);
              return new TransferLearning.Builder(trained)
                  .setFeatureExtractor(0)
                  .nOutReplace(4, 6, WeightInit.ONES)
                  .build();
            },
            1e-4)
        .after(STEPS, Nets.images(), Nets.labels(Nets.EXAMPLES, 6));
  }

  @Test
  void aFrozenLayerAmongOthers_passesTheGradientOn() {
    new Agreement(
            () ->
                Nets.vectors(
                    Nets.settings(),
                    new DenseLayer.Builder().nOut(9).build(),
                    new FrozenLayerWithBackprop(
                        new DenseLayer.Builder().nOut(8).activation(Activation.TANH).build()),
                    new DenseLayer.Builder().nOut(7).build()),
            1e-4)
        .after(STEPS, Nets.vectors(), Nets.labels());
  }

  @Test
  void layersBeforeAFrozenOne_getNoGradient() {
    Supplier<MultiLayerNetwork> network =
        () ->
            Nets.vectors(
                Nets.settings(),
                new DenseLayer.Builder().nOut(9).build(),
                new FrozenLayer(new DenseLayer.Builder().nOut(8).build()),
                new DenseLayer.Builder().nOut(7).build());
    new Agreement(network, 1e-4).after(STEPS, Nets.vectors(), Nets.labels());
    MultiLayerNetwork frozen = network.get();
    long fixed = frozen.getLayer(0).numParams() + frozen.getLayer(1).numParams();
    float[] before = head(frozen, fixed);
    try (CompiledNetwork compiled = CompiledNetwork.compile(frozen)) {
      compiled.fit(Nets.vectors(), Nets.labels());
    }
    assertThat(head(frozen, fixed)).isEqualTo(before);
  }

  /** Deeplearning4j wraps a frozen layer again when it clones a network. */
  @Test
  void theCloneOfAFrozenNetwork_isFrozenToo() {
    MultiLayerNetwork trained = trained();
    new Agreement(
            () -> new TransferLearning.Builder(trained).setFeatureExtractor(2).build().clone(),
            1e-4)
        .after(STEPS, Nets.images(), Nets.labels());
  }

  static Stream<Arguments> vectorLayers() {
    return Stream.of(
        layer("dense", new DenseLayer.Builder().nOut(8).build()),
        layer("our dense", new Dense.Builder().nOut(8).activation(Activation.TANH).build()),
        layer("maxout", new Maxout.Builder().nOut(8).build()),
        layer("slopes per channel", slopes(Slopes.PER_CHANNEL)),
        layer("slopes per unit", slopes(Slopes.PER_UNIT)),
        layer("shared slope", slopes(Slopes.SHARED)));
  }

  static Stream<Arguments> imageLayers() {
    return Stream.of(
        layer("convolution", new ConvolutionLayer.Builder(3, 3).nOut(4).build()),
        layer("our convolution", new Convolution.Builder(3).nOut(4).build()),
        layer("maxout", new MaxoutConvolution.Builder(3).nOut(4).build()),
        layer("locally connected", new LocallyConnected.Builder(2).nOut(3).build()),
        layer("contrast", new ContrastNormalization.Builder().window(3).build()),
        layer("subtractive", new SubtractiveNormalization.Builder().build()),
        layer("local response", new LocalResponseNormalization.Builder().n(3).build()),
        layer("largest", new SubsamplingLayer.Builder().kernelSize(2, 2).build()),
        layer("slopes per channel", slopes(Slopes.PER_CHANNEL)),
        layer("slopes per unit", slopes(Slopes.PER_UNIT)));
  }

  private static Arguments layer(String name, Layer layer) {
    return Arguments.of(name, layer);
  }

  private static Layer slopes(Slopes slopes) {
    return new ParametricRectifier.Builder().slopes(slopes).build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectorLayers")
  void frozenLayersOfVectors_passTheGradientOnAndStay(String name, Layer layer) {
    stays(
        () ->
            Nets.vectors(
                Nets.settings(),
                new DenseLayer.Builder().nOut(9).activation(Activation.TANH).build(),
                new FrozenLayerWithBackprop(layer.clone()),
                new DenseLayer.Builder().nOut(7).build()),
        Nets.vectors());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("imageLayers")
  void frozenLayersOfImages_passTheGradientOnAndStay(String name, Layer layer) {
    stays(
        () ->
            Nets.images(
                Nets.settings(),
                new ConvolutionLayer.Builder(3, 3).nOut(5).activation(Activation.TANH).build(),
                new FrozenLayerWithBackprop(layer.clone()),
                new DenseLayer.Builder().nOut(7).build()),
        Nets.images());
  }

  private static void stays(Supplier<MultiLayerNetwork> network, INDArray features) {
    new Agreement(network, 1e-4).after(3, features, Nets.labels());
    MultiLayerNetwork frozen = network.get();
    Map<String, INDArray> before = copies(frozen.getLayer(1).paramTable());
    try (CompiledNetwork compiled = CompiledNetwork.compile(frozen)) {
      compiled.fit(features, Nets.labels());
    }
    assertThat(copies(frozen.getLayer(1).paramTable())).isEqualTo(before);
  }

  @Test
  void aFrozenOutput_isActivatedOnceAndStays() {
    stays(() -> endingFrozen(new OutputLayer.Builder(), Activation.SOFTMAX), Nets.vectors());
    new Agreement(
            () -> endingFrozen(new OutputLayer.Builder(LossFunction.MSE), Activation.TANH), 1e-4)
        .after(STEPS, Nets.vectors(), Nets.labels());
  }

  /** Of all frozen layers the one with the loss alone drops, as in Deeplearning4j. */
  @Test
  void aFrozenOutput_drops() {
    OutputLayer.Builder dropping = new OutputLayer.Builder().dropOut(new SharedMask(0.6, 3));
    new Agreement(() -> endingFrozen(dropping, Activation.SOFTMAX), 1e-4)
        .after(STEPS, Nets.vectors(), Nets.labels());
  }

  @Test
  void aFrozenSequence_isReadOnce() {
    INDArray labels = Nd4j.zeros(Nets.EXAMPLES, 3);
    new Agreement(
            () ->
                Nets.ending(
                    Nets.settings(),
                    new DenseLayer.Builder().nOut(9).build(),
                    new FrozenLayerWithBackprop(
                        new SequenceOutput.Builder().digits(2).classes(3).build())),
            1e-4)
        .after(STEPS, Nets.vectors(), labels);
  }

  private static MultiLayerNetwork endingFrozen(OutputLayer.Builder last, Activation activation) {
    return Nets.ending(
        Nets.settings(),
        new DenseLayer.Builder().nOut(9).build(),
        new FrozenLayerWithBackprop(last.nOut(Nets.CLASSES).activation(activation).build()));
  }

  /** Nothing is sent back to layers before a FrozenLayer: nor do statistics move there. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void statisticsBeforeAFrozenLayer_stayAsTheyAre(boolean logarithmic) {
    Supplier<MultiLayerNetwork> network =
        () ->
            Nets.vectors(
                Nets.settings(),
                new DenseLayer.Builder().nOut(9).build(),
                new BatchNormalization.Builder().useLogStd(logarithmic).build(),
                new FrozenLayer(new DenseLayer.Builder().nOut(8).build()));
    new Agreement(network, 1e-4).after(STEPS, Nets.vectors(), Nets.labels());
    MultiLayerNetwork frozen = network.get();
    Map<String, INDArray> before = copies(frozen.getLayer(1).paramTable());
    try (CompiledNetwork compiled = CompiledNetwork.compile(frozen)) {
      compiled.fit(Nets.vectors(), Nets.labels());
    }
    assertThat(copies(frozen.getLayer(1).paramTable())).isEqualTo(before);
  }

  static Stream<NeuralNetConfiguration.Builder> regularized() {
    return Stream.of(
        Nets.settings().l2(0.1),
        Nets.settings().l1(0.01).miniBatch(false).updater(new Sgd(0.02)),
        Nets.settings(new Adam(0.01)).weightDecay(0.1),
        Nets.settings(new AMSGrad(0.01)).l2(0.05),
        Nets.settings()
            .l2(0.05)
            .gradientNormalization(GradientNormalization.RenormalizeL2PerParamType),
        Nets.settings().constrainAllParameters(new MaxNormConstraint(0.3, 1)));
  }

  /**
   * What is not trained has no gradient, yet Deeplearning4j regularizes it: all but a FrozenLayer,
   * and before one together with the step before.
   */
  @ParameterizedTest
  @MethodSource("regularized")
  void regularizedLayersThatAreNotTrained_agreeWithDl4j(NeuralNetConfiguration.Builder settings) {
    regularizedAgrees(settings, 9);
  }

  /** So long that kernels update them. */
  @Test
  void longRegularizedLayersThatAreNotTrained_agreeWithDl4j() {
    regularizedAgrees(Nets.settings(new Adam(0.01)).weightDecay(0.1), 1700);
  }

  private static void regularizedAgrees(NeuralNetConfiguration.Builder settings, int units) {
    new Agreement(
            () ->
                Nets.vectors(
                    settings.clone(),
                    new DenseLayer.Builder().nOut(units).activation(Activation.TANH).build(),
                    new FrozenLayer(new DenseLayer.Builder().nOut(8).build()),
                    new DenseLayer.Builder().nOut(7).build()),
            1e-4)
        .after(4, Nets.vectors(), Nets.labels());
    new Agreement(
            () ->
                Nets.vectors(
                    settings.clone(),
                    new DenseLayer.Builder().nOut(20).build(),
                    new FrozenLayerWithBackprop(new DenseLayer.Builder().nOut(units).build()),
                    new DenseLayer.Builder().nOut(7).build()),
            1e-4)
        .after(4, Nets.vectors(), Nets.labels());
  }

  /** What a step left where no gradient comes counts in the next one, seen by listeners or not. */
  @Test
  void regularizedLayersBeforeAFrozenOne_agreeWithDl4jWithoutListeners() {
    Supplier<MultiLayerNetwork> network =
        () ->
            Nets.vectors(
                Nets.settings(new Adam(0.01)).l2(0.05),
                new DenseLayer.Builder().nOut(9).build(),
                new FrozenLayer(new DenseLayer.Builder().nOut(8).build()));
    MultiLayerNetwork plain = network.get();
    MultiLayerNetwork other = network.get();
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      for (int step = 0; step < STEPS; step++) {
        plain.fit(Nets.vectors(), Nets.labels());
        compiled.fit(Nets.vectors(), Nets.labels());
      }
    }
    assertThat(other.params().equalsWithEps(plain.params(), 1e-5)).isTrue();
  }

  @Test
  void aNetworkThatIsFrozenFromEndToEnd_keepsItsParameters() {
    new Agreement(
            () ->
                Nets.ending(
                    Nets.settings(),
                    new FrozenLayerWithBackprop(new DenseLayer.Builder().nOut(9).build()),
                    new FrozenLayerWithBackprop(
                        new OutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build())),
            1e-4)
        .after(STEPS, Nets.vectors(), Nets.labels());
  }

  @Test
  void wrappersWithoutACompiledForm_areRefusedByName() {
    refused(
        new FrozenLayerWithBackprop(new FrozenLayer(new DenseLayer.Builder().nOut(8).build())),
        "1:DenseLayer: a FrozenLayer hands nothing on, within a FrozenLayerWithBackprop either");
    refused(
        new FrozenLayerWithBackprop(new OutputLayer.Builder().nOut(8).build()),
        "1:OutputLayer: a layer with a loss must be the last one");
    refused(
        new FrozenLayer(new MaskZeroLayer(new DenseLayer.Builder().nOut(8).build(), 0)),
        "1:DenseLayer: layers within org.deeplearning4j.nn.layers.recurrent.MaskZeroLayer");
    refused(
        Nets.images(Nets.settings(), new FrozenLayer(new CnnLossLayer.Builder().build())),
        "0:CnnLossLayer: a layer with a loss must be the last one");
  }

  private static void refused(Layer layer, String reason) {
    refused(Nets.vectors(Nets.settings(), new DenseLayer.Builder().nOut(9).build(), layer), reason);
  }

  private static void refused(MultiLayerNetwork network, String reason) {
    assertThat(CompiledNetwork.explain(network).toString()).contains(reason);
  }

  private static MultiLayerNetwork trained() {
    MultiLayerNetwork network =
        Nets.images(
            Nets.settings(),
            new ConvolutionLayer.Builder(3, 3).nOut(6).dropOut(0.5).build(),
            new ActivationLayer.Builder().activation(Activation.TANH).build(),
            new BatchNormalization.Builder().build(),
            new DenseLayer.Builder().nOut(7).build());
    network.fit(Nets.images(), Nets.labels());
    return network;
  }

  /** The first parameters of a network. */
  private static float[] head(MultiLayerNetwork network, long count) {
    return Arrays.copyOf(network.params().toFloatVector(), Math.toIntExact(count));
  }

  private static Map<String, INDArray> copies(Map<String, INDArray> parameters) {
    Map<String, INDArray> copies = new TreeMap<>();
    parameters.forEach((name, values) -> copies.put(name, values.dup()));
    return copies;
  }
}
