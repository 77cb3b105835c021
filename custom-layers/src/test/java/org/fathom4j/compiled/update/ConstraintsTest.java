package org.fathom4j.compiled.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.SharedVectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.host.HostArrays;
import org.fathom4j.compiled.model.LayerList;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.dense.Maxout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The constraints of whole networks, against Deeplearning4j's own. */
class ConstraintsTest {
  private static final float TOLERANCE = 1e-6f;

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void constraintsOfVectorLayers_areDl4js(String name, Setting setting) {
    agree(() -> vectors(setting));
  }

  @Test
  void withoutConstraints_parametersStayAsTheyAre() {
    MultiLayerNetwork network = vectors(s -> s);
    INDArray before = network.params().dup();
    hold(network, 1);
    assertThat(network.params()).isEqualTo(before);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        setting("max norm", s -> s.constrainWeights(new MaxNormConstraint(0.7, 0))),
        setting("max norm of rows", s -> s.constrainWeights(new MaxNormConstraint(0.7, 1))),
        setting("unit norm", s -> s.constrainWeights(new UnitNormConstraint(0))),
        setting("norms between", s -> s.constrainWeights(new MinMaxNormConstraint(0.2, 0.5, 0))),
        setting("non-negative", ConstraintsTest::nonNegative),
        setting("non-negative biases", s -> s.constrainBias(new NonNegativeConstraint())),
        setting(
            "several, in their order",
            s ->
                s.constrainWeights(new UnitNormConstraint(1), new MaxNormConstraint(0.3, 0))
                    .constrainBias(new NonNegativeConstraint())),
        setting("of one's own", s -> s.constrainWeights(new Halving())),
        setting(
            "of one's own after a known one",
            s -> s.constrainWeights(new MaxNormConstraint(0.3, 0), new Halving())));
  }

  /** DL4J takes no notice of constrainAllParameters on a network. */
  private static NeuralNetConfiguration.Builder nonNegative(
      NeuralNetConfiguration.Builder settings) {
    return settings
        .constrainWeights(new NonNegativeConstraint())
        .constrainBias(new NonNegativeConstraint());
  }

  @Test
  void constraintsOfImageLayers_areDl4js() {
    agree(() -> images(s -> s.constrainWeights(new MaxNormConstraint(0.4, 1, 2, 3))));
    agree(() -> images(s -> s.constrainWeights(new UnitNormConstraint(0, 2))));
    agree(() -> images(ConstraintsTest::nonNegative));
  }

  @Test
  void frozenLayers_stayAsTheyAre() {
    Setting setting = s -> s.constrainWeights(new MaxNormConstraint(0.1, 0));
    DenseLayer inner = new DenseLayer.Builder().nOut(6).build();
    MultiLayerNetwork network =
        vectors(setting, new FrozenLayer(inner), new FrozenLayerWithBackprop(inner.clone()));
    INDArray first = network.getLayer(2).params().dup();
    INDArray second = network.getLayer(3).params().dup();
    hold(network, 1);
    assertThat(network.getLayer(2).params()).isEqualTo(first);
    assertThat(network.getLayer(3).params()).isEqualTo(second);
  }

  @Test
  void onlyLayersWithUnknownConstraints_areLeftToDl4j() {
    assertThat(ours(vectors(s -> s.constrainWeights(new MaxNormConstraint(1, 0))))).isTrue();
    assertThat(ours(vectors(s -> s.constrainWeights(new MaxNormConstraint(1, 0, 1))))).isFalse();
    assertThat(ours(vectors(s -> s.constrainWeights(new Halving())))).isFalse();
  }

  private static boolean ours(MultiLayerNetwork network) {
    return Constraints.ofLayer(network.getLayer(0)).isPresent();
  }

  /** A subclass of a known constraint that does something else. */
  private static final class Halving extends MaxNormConstraint {
    private static final long serialVersionUID = 1L;

    Halving() {
      super(1, 0);
    }

    @Override
    public void apply(INDArray parameter) {
      parameter.muli(0.5);
    }

    @Override
    public MaxNormConstraint clone() {
      return new Halving();
    }
  }

  @FunctionalInterface
  private interface Setting extends UnaryOperator<NeuralNetConfiguration.Builder> {}

  private static Arguments setting(String name, Setting setting) {
    return arguments(name, setting);
  }

  private static void agree(Supplier<MultiLayerNetwork> network) {
    MultiLayerNetwork expected = network.get();
    MultiLayerNetwork actual = network.get();
    INDArray before = expected.params().dup();
    for (int iteration = 1; iteration <= 2; iteration++) {
      expected.applyConstraints(iteration, 0);
      hold(actual, iteration);
    }
    assertThat(expected.params())
        .as("parameters that some constraint changes")
        .isNotEqualTo(before);
    float[] left = expected.params().toFloatVector();
    float[] right = actual.params().toFloatVector();
    for (int i = 0; i < left.length; i++) {
      assertThat(right[i])
          .as("parameter %d", i)
          .isCloseTo(left[i], within(TOLERANCE * Math.abs(left[i])));
    }
  }

  private static void hold(MultiLayerNetwork network, int iteration) {
    network.initGradientsView();
    try (Backend backend = KernelLibrary.chosen().open();
        SharedVectors vectors =
            new SharedVectors(
                backend,
                HostArrays.floats(network.params()),
                HostArrays.floats(network.getFlattenedGradients()));
        Constraints constraints = new Constraints(new LayerList(network), vectors)) {
      constraints.apply(Batch.at(iteration, 0));
      vectors.look();
    }
  }

  private static MultiLayerNetwork vectors(Setting setting, Layer... more) {
    NeuralNetConfiguration.ListBuilder list =
        setting
            .apply(new NeuralNetConfiguration.Builder().seed(5))
            .list()
            .layer(new DenseLayer.Builder().nOut(7).build())
            .layer(new Maxout.Builder().nOut(4).pieces(3).build());
    for (Layer layer : more) {
      list.layer(layer);
    }
    list.layer(new OutputLayer.Builder().nOut(3).build());
    return drawn(list.setInputType(InputType.feedForward(20)));
  }

  private static MultiLayerNetwork images(Setting setting) {
    return drawn(
        setting
            .apply(new NeuralNetConfiguration.Builder().seed(5))
            .list()
            .layer(new ConvolutionLayer.Builder(3, 2).nOut(6).build())
            .layer(new BatchNormalization.Builder().build())
            .layer(new MaxoutConvolution.Builder(3).nOut(5).build())
            .setInputType(InputType.convolutional(8, 9, 2)));
  }

  /** All parameters drawn at random, biases too. */
  private static MultiLayerNetwork drawn(NeuralNetConfiguration.ListBuilder list) {
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    INDArray parameters = network.params();
    parameters.assign(
        Nd4j.getRandomFactory().getNewRandomInstance(3).nextGaussian(parameters.shape()));
    return network;
  }
}
