package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.normalization.SubtractiveNormalization;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;

class ExplanationTest {
  @Test
  void aNetworkThatCompiles_isListedLayerByLayer() {
    Explanation explanation =
        CompiledNetwork.explain(
            Nets.images(
                Nets.settings(),
                new ConvolutionLayer.Builder(3, 3).nOut(4).name("edges").build(),
                new DenseLayer.Builder().nOut(5).build()));
    assertThat(explanation.compilable()).isTrue();
    assertThat(explanation.toString().lines())
        .containsExactly(
            "0:edges: compiled",
            "1:DenseLayer: compiled",
            "2:OutputLayer: compiled",
            "network: its steps in Java depend on the size of its images, explain(network,"
                + " InputType.convolutional(height, width, channels)) lists them",
            "update: one sweep over 1941 parameters");
  }

  @Test
  void stepsInJava_areListedWithTheirCost() {
    MultiLayerNetwork network =
        Nets.images(
            Nets.settings(new AdaDelta())
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(1),
            new SubtractiveNormalization.Builder().build(),
            new BatchNormalization.Builder().useLogStd(true).build(),
            new DenseLayer.Builder()
                .nOut(5)
                .activation(Activation.RATIONALTANH)
                .dropOut(new GaussianDropout(0.1))
                .build());
    assertThat(
            CompiledNetwork.explain(network, InputType.convolutional(9, 10, 3)).toString().lines())
        .containsExactly(
            "0:SubtractiveNormalization: compiled; in Java: SubtractiveNormalization, 540 values"
                + " an example; in Java: gradients of SubtractiveNormalization, 540 values an"
                + " example",
            "1:BatchNormalization: compiled",
            "2:DenseLayer: compiled; in Java: GaussianDropout, 540 values an example; in Java:"
                + " rationaltanh, 10 values an example; in Java: derivative of"
                + " rationaltanh, 15 values an example; in Java: gradient of"
                + " GaussianDropout, 540 values an example",
            "3:OutputLayer: compiled",
            "update: one sweep over 1391 parameters");
  }

  @Test
  void stepsInJavaOfVectors_needNoInputType() {
    MultiLayerNetwork network =
        Nets.vectors(
            Nets.settings(),
            new ActivationLayer(Activation.RATIONALTANH),
            new DenseLayer.Builder().nOut(5).build());
    assertThat(CompiledNetwork.explain(network).toString())
        .contains("0:ActivationLayer: compiled; in Java: rationaltanh, ")
        .isEqualTo(CompiledNetwork.explain(network, InputType.feedForward(20)).toString());
  }

  @Test
  void updaterOfOnesOwn_isDl4jsToRun() {
    MultiLayerNetwork network = Nets.vectors(Nets.settings(new Own()));
    assertThat(CompiledNetwork.explain(network).toString())
        .contains(
            "update: in Java: Deeplearning4j's updater, about a dozen passes over 84 parameters,"
                + " for Own");
  }

  @Test
  void runningStatisticsThatAreRenormalized_areWarnedOf() {
    MultiLayerNetwork network = normalizing(GradientNormalization.RenormalizeL2PerLayer);
    assertThat(CompiledNetwork.explain(network).toString())
        .contains("renormalized with the gradients of layer 1, as in Deeplearning4j");
    assertThat(CompiledNetwork.explain(normalizing(GradientNormalization.ClipL2PerLayer)).notes())
        .noneMatch(note -> note.text().contains("renormalized"));
    for (int step = 0; step < 20; step++) { // it is so: there, too
      network.fit(Nets.vectors(), Nets.labels());
    }
    assertThat(network.getLayer(1).getParam("var").minNumber().doubleValue()).isNegative();
  }

  private static MultiLayerNetwork normalizing(GradientNormalization kind) {
    return Nets.vectors(
        Nets.settings().gradientNormalization(kind),
        new DenseLayer.Builder().nOut(9).build(),
        new BatchNormalization.Builder().useLogStd(false).build());
  }

  private static final class Own extends Sgd {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("MissingSuperCall") // it never changes
    public Own clone() {
      return this;
    }
  }

  @Test
  void lossWithoutAnOperation_isAStepInJava() {
    MultiLayerNetwork network =
        Nets.ending(
            Nets.settings(),
            new OutputLayer.Builder(new LossKLD()).nOut(4).activation(Activation.SOFTMAX).build());
    assertThat(CompiledNetwork.explain(network).toString())
        .contains("0:OutputLayer: compiled; in Java: loss LossKLD() of softmax, 8 values");
  }

  @Test
  void layersThatAreNotTrained_areListedWithTheReason() {
    MultiLayerNetwork network =
        Nets.vectors(
            Nets.settings(),
            new DenseLayer.Builder().nOut(9).build(),
            new FrozenLayer(new DenseLayer.Builder().nOut(8).build()),
            new DenseLayer.Builder().nOut(7).build(),
            new FrozenLayerWithBackprop(new DenseLayer.Builder().nOut(7).build()));
    assertThat(CompiledNetwork.explain(network).toString().lines())
        .contains(
            "0:DenseLayer: compiled; not trained, for 1:DenseLayer is frozen",
            "1:DenseLayer: compiled; frozen",
            "2:DenseLayer: compiled",
            "3:DenseLayer: compiled; frozen");
  }

  @Test
  void explaining_changesNothing() {
    MultiLayerNetwork network =
        Nets.vectors(Nets.settings(new Adam(0.01)), new DenseLayer.Builder().nOut(5).build());
    INDArray before = network.params().dup();
    CompiledNetwork.explain(network);
    assertThat(network.params()).isEqualTo(before);
    assertThat(network.getUpdater(false)).isNull();
  }

  @Test
  void whatDoesNotCompile_isNamedWithItsReason() {
    MultiLayerNetwork network =
        Nets.images(
            Nets.settings().dataType(DataType.DOUBLE),
            new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.PNORM)
                .pnorm(2)
                .kernelSize(2, 2)
                .build(),
            new SpaceToDepthLayer.Builder<>(1, CNN2DFormat.NCHW).build(),
            new DenseLayer.Builder().nOut(5).weightNoise(new DropConnect(0.5)).build());
    INDArray before = network.params().dup();
    Explanation explanation = CompiledNetwork.explain(network);
    assertThat(explanation.compilable()).isFalse();
    assertThat(explanation.toString().lines())
        .containsExactly(
            "network: its data type is DOUBLE, the compiled step computes in FLOAT",
            "0:ConvolutionLayer: compiled",
            "1:SubsamplingLayer: pooling PNORM has no compiled form",
            "2:SpaceToDepthLayer: layers of type "
                + SpaceToDepthLayer.class.getName()
                + " have no compiled form",
            "3:DenseLayer: weight noise has no compiled form",
            "4:OutputLayer: compiled");
    assertThatThrownBy(() -> CompiledNetwork.compile(network))
        .isInstanceOfSatisfying(
            NotCompilableException.class,
            refusal -> assertThat(refusal.obstacles()).isEqualTo(explanation.obstacles()))
        .hasMessageContaining("3:DenseLayer: weight noise has no compiled form")
        .hasMessageContaining("its own fit");
    assertThat(network.params()).isEqualTo(before);
  }

  /**
   * Plain networks of single precision leave the dilation out, those of double precision do not.
   */
  @Test
  void dilatedPooling_doesNotCompile() {
    MultiLayerNetwork network =
        Nets.images(
            Nets.settings(),
            new SubsamplingLayer.Builder().kernelSize(2, 2).dilation(1, 2).build(),
            new DenseLayer.Builder().nOut(5).build());
    assertThat(CompiledNetwork.explain(network).toString())
        .contains("0:SubsamplingLayer: dilated pooling has no compiled form");
  }

  @Test
  void poolingOfNothingButPadding_doesNotCompile() {
    MultiLayerNetwork network =
        Nets.images(
            Nets.settings(),
            new SubsamplingLayer.Builder().kernelSize(2, 2).padding(0, 2).build(),
            new DenseLayer.Builder().nOut(5).build());
    assertThat(CompiledNetwork.explain(network).toString())
        .contains("0:SubsamplingLayer: pooling windows that lie in the padding alone");
  }
}
