package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.fathom4j.layers.convolution.LocallyConnected;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Layers within FrozenLayerWithBackprop behave as in inference. Deeplearning4j sends back what it
 * would in training through those of this list (or throws), the compiled step the derivative: it
 * agrees with finite differences in double precision.
 */
class FrozenDerivativesTest {
  private static final double STEP = 1e-5;

  static Stream<Arguments> vectorLayers() {
    return Stream.of(
        layer("batch normalization", new BatchNormalization.Builder().build()),
        layer("its logarithm", new BatchNormalization.Builder().useLogStd(true).build()),
        layer("locked", new BatchNormalization.Builder().lockGammaBeta(true).build()),
        layer("dropout", new DenseLayer.Builder().nOut(5).dropOut(0.5).build()),
        layer("slopes, dropout", new ParametricRectifier.Builder().dropOut(0.5).build()),
        layer("dropout alone", new DropoutLayer.Builder(0.5).build()),
        layer("tanh", new ActivationLayer.Builder().activation(Activation.TANH).build()),
        layer("softplus", new ActivationLayer.Builder().activation(Activation.SOFTPLUS).build()));
  }

  private static Arguments layer(String name, Layer layer) {
    return Arguments.of(name, layer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectorLayers")
  void gradientsThroughAFrozenLayer_areDifferences(String name, Layer layer) {
    gradientIsThatOfTheScore(
        settings ->
            Nets.vectors(
                settings,
                new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build(),
                new FrozenLayerWithBackprop(layer.clone()),
                new DenseLayer.Builder().nOut(3).activation(Activation.TANH).build()),
        Nets.vectors());
  }

  static Stream<Arguments> imageLayers() {
    return Stream.of(
        layer("batch normalization", new BatchNormalization.Builder().build()),
        layer("dropout", new ConvolutionLayer.Builder(2, 2).nOut(2).dropOut(0.5).build()),
        layer("in Java", new LocallyConnected.Builder(2).nOut(2).dropOut(0.5).build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("imageLayers")
  void gradientsThroughAFrozenLayerOfImages_areDifferences(String name, Layer layer) {
    gradientIsThatOfTheScore(
        settings ->
            Nets.images(
                settings,
                new ConvolutionLayer.Builder(2, 2)
                    .stride(3, 3)
                    .nOut(3)
                    .activation(Activation.TANH)
                    .build(),
                new FrozenLayerWithBackprop(layer.clone())),
        Nets.images());
  }

  /** Nothing of these networks behaves otherwise in training: the score is that of inference. */
  private static void gradientIsThatOfTheScore(
      Function<NeuralNetConfiguration.Builder, MultiLayerNetwork> network, INDArray features) {
    MultiLayerNetwork single = network.apply(Nets.settings());
    moveStatistics(single);
    MultiLayerNetwork exact = network.apply(Nets.settings().dataType(DataType.DOUBLE));
    exact.setParams(single.params().castTo(DataType.DOUBLE));
    INDArray gradient = compiledGradient(single, features);
    MultiLayerNetwork bare = network.apply(Nets.settings());
    moveStatistics(bare);
    bare.getLayerWiseConfigurations().setTrainingWorkspaceMode(WorkspaceMode.NONE);
    assertThat(compiledGradient(bare, features)).as("without workspaces").isEqualTo(gradient);
    DataSet batch =
        new DataSet(features.castTo(DataType.DOUBLE), Nets.labels().castTo(DataType.DOUBLE));
    for (int i = 0; i < exact.getLayer(0).numParams(); i += 3) {
      double value = exact.params().getDouble(i);
      exact.params().putScalar(i, value + STEP);
      double above = exact.score(batch);
      exact.params().putScalar(i, value - STEP);
      double slope = (above - exact.score(batch)) / (2 * STEP) * Nets.EXAMPLES;
      exact.params().putScalar(i, value);
      assertThat((gradient.getDouble(i) - slope) / (0.01 + Math.abs(slope)))
          .as("gradient of parameter %d, by differences %s", i, slope)
          .isBetween(-1e-3, 1e-3);
    }
  }

  /** Away from mean 0 and variance 1, and a scale that is not 1. */
  private static void moveStatistics(MultiLayerNetwork network) {
    network.getLayer(1).paramTable().forEach((name, values) -> values.addi(0.3));
  }

  private static INDArray compiledGradient(MultiLayerNetwork network, INDArray features) {
    INDArray[] seen = new INDArray[1];
    network.setListeners(
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            seen[0] = model.gradient().gradient().dup().reshape(-1);
          }
        });
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(features, Nets.labels());
    }
    return seen[0];
  }
}
