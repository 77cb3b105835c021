package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

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
        .containsExactly("0:edges: compiled", "1:DenseLayer: compiled", "2:OutputLayer: compiled");
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
            new GlobalPoolingLayer(),
            new DenseLayer.Builder().nOut(5).weightNoise(new DropConnect(0.5)).build());
    INDArray before = network.params().dup();
    Explanation explanation = CompiledNetwork.explain(network);
    assertThat(explanation.compilable()).isFalse();
    assertThat(explanation.toString().lines())
        .containsExactly(
            "network: its data type is DOUBLE, the compiled step computes in FLOAT",
            "0:ConvolutionLayer: compiled",
            "1:SubsamplingLayer: pooling PNORM has no compiled form",
            "2:GlobalPoolingLayer: layers of type "
                + GlobalPoolingLayer.class.getName()
                + " have no compiled form",
            "3:DenseLayer: weight noise has no compiled form",
            "4:OutputLayer: compiled");
    assertThatThrownBy(() -> CompiledNetwork.compile(network))
        .isInstanceOfSatisfying(
            NotCompilableException.class,
            refusal -> assertThat(refusal.obstacles()).isEqualTo(explanation.obstacles()))
        .hasMessageContaining("3:DenseLayer: weight noise has no compiled form")
        .hasMessageContaining("MultiLayerNetwork.fit");
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
