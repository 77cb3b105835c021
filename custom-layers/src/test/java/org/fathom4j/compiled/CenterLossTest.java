package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks that draw what they make of a class together, compiled against plain. */
class CenterLossTest {
  private static final double TOLERANCE = 1e-3;
  private static final int STEPS = 8;

  private static CenterLossOutputLayer.Builder centers(LossFunction loss, Activation activation) {
    return new CenterLossOutputLayer.Builder(loss)
        .nOut(Nets.CLASSES)
        .activation(activation)
        .alpha(0.7)
        .lambda(0.3);
  }

  private static CenterLossOutputLayer.Builder centers() {
    return centers(LossFunction.MCXENT, Activation.SOFTMAX);
  }

  private static MultiLayerNetwork behindADenseLayer(
      NeuralNetConfiguration.Builder settings, Layer last) {
    return Nets.ending(
        settings, new DenseLayer.Builder().nOut(9).activation(Activation.TANH).build(), last);
  }

  private static Supplier<MultiLayerNetwork> of(Layer last) {
    return () -> behindADenseLayer(Nets.settings(), last.clone());
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("softmax", of(centers().build())),
        Arguments.of("centers that follow the gradient", of(centers().gradientCheck(true).build())),
        Arguments.of("squares", of(centers(LossFunction.MSE, Activation.TANH).build())),
        Arguments.of("hinge, in Java", of(centers(LossFunction.HINGE, Activation.TANH).build())),
        Arguments.of(
            "summed gradients",
            settings(Nets.settings(new Sgd(0.02)).miniBatch(false).l2(0.01).l1Bias(0.01))),
        Arguments.of(
            "Adam, weight decay", settings(Nets.settings(new Adam(0.01)).weightDecay(0.1))),
        Arguments.of(
            "gradients of one length",
            settings(
                Nets.settings()
                    .gradientNormalization(GradientNormalization.RenormalizeL2PerLayer))),
        Arguments.of(
            "alone, with dropout",
            (Supplier<MultiLayerNetwork>)
                () ->
                    Nets.ending(
                        Nets.settings(), centers().dropOut(new SharedMask(0.7, 3)).build())));
  }

  private static Supplier<MultiLayerNetwork> settings(NeuralNetConfiguration.Builder settings) {
    return () -> behindADenseLayer(settings.clone(), centers().build());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void network_agreesWithDl4j(String name, Supplier<MultiLayerNetwork> network) {
    new Agreement(network, TOLERANCE).after(STEPS, Nets.vectors(), Nets.labels());
  }

  /** Examples that are left out have centers all the same. */
  @Test
  void masks_areOfTheOtherLossAlone() {
    INDArray mask = Nd4j.ones(Nets.EXAMPLES, 1).putScalar(2, 0).putScalar(7, 0);
    new Agreement(of(centers().build()), TOLERANCE)
        .after(STEPS, new DataSet(Nets.vectors(), Nets.labels(), null, mask));
  }

  @Test
  void labelsMayBeShares() {
    INDArray shares = Nets.labels().mul(0.7).addi(0.3 / Nets.CLASSES);
    new Agreement(of(centers().build()), TOLERANCE).after(STEPS, Nets.vectors(), shares);
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void centersOfImages_agreeWithDl4j(CNN2DFormat format) {
    new Agreement(
            () ->
                Nets.images(
                    format,
                    Nets.settings(new Sgd(0.01)),
                    new ConvolutionLayer.Builder(3, 3)
                        .nOut(3)
                        .stride(4, 4)
                        .activation(Activation.TANH)
                        .build(),
                    centers().build()),
            TOLERANCE)
        .after(STEPS, Nets.as(format, Nets.images()), Nets.labels());
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            Nets.settings()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(20))
                .addLayer("dense", new DenseLayer.Builder().nOut(9).build(), "in")
                .addLayer("a", centers().build(), "dense")
                .addLayer("b", centers().lambda(0.1).alpha(0.2).build(), "dense")
                .setOutputs("a", "b")
                .build());
    graph.init();
    return graph;
  }

  @Test
  void severalOutputsOfAGraph_haveTheirOwnCenters() {
    INDArray others = Nets.labels().rsubi(1).divi(Nets.CLASSES - 1);
    MultiDataSet batch =
        new MultiDataSet(new INDArray[] {Nets.vectors()}, new INDArray[] {Nets.labels(), others});
    GraphAgreement.within(TOLERANCE).after(STEPS, graph(), graph(), batch);
  }

  @Test
  void noneOfItRunsInDeeplearning4jsCode() {
    Explanation explanation = CompiledNetwork.explain(of(centers().build()).get());
    assertThat(explanation.compilable()).isTrue();
    assertThat(explanation.toString())
        .contains("1:CenterLossOutputLayer: compiled")
        .doesNotContain("in Java");
  }

  @Test
  void numbersOfClasses_areRefusedAndNothingIsTrained() {
    MultiLayerNetwork network = of(centers().build()).get();
    INDArray before = network.params().dup();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> compiled.fit(Nets.vectors(), Nd4j.ones(Nets.EXAMPLES, 1)))
          .withMessageContaining("layer 1:CenterLossOutputLayer takes labels of 12x4")
          .withMessageContaining("got 12x1");
    }
    assertThat(network.params()).isEqualTo(before);
  }
}
