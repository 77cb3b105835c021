package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/** Frozen layers with parameters, statistics or a loss, wherever they stand. */
class FrozenPlacesTest {
  private static final int STEPS = 10;

  @Test
  void aFrozenOutput_passesTheGradientOnAndStays() {
    Supplier<MultiLayerNetwork> network =
        () ->
            Nets.ending(
                Nets.settings(),
                new DenseLayer.Builder().nOut(9).build(),
                new FrozenLayerWithBackprop(
                    new OutputLayer.Builder()
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build()));
    new Agreement(network, 1e-4).after(STEPS, Nets.vectors(), Nets.labels());
    stays(network.get(), 1);
  }

  @Test
  void frozenSlopes_stay() {
    Supplier<MultiLayerNetwork> network =
        () ->
            Nets.vectors(
                Nets.settings(),
                new DenseLayer.Builder().nOut(9).activation(Activation.IDENTITY).build(),
                new FrozenLayerWithBackprop(new ParametricRectifier.Builder().build()),
                new DenseLayer.Builder().nOut(7).build());
    new Agreement(network, 1e-4).after(STEPS, Nets.vectors(), Nets.labels());
    stays(network.get(), 1);
  }

  @Test
  void aFrozenNormalizationThatHandsGradientsOn_isRefusedByName() {
    MultiLayerNetwork network =
        Nets.vectors(
            Nets.settings().trainingWorkspaceMode(WorkspaceMode.NONE),
            new DenseLayer.Builder().nOut(9).build(),
            new FrozenLayerWithBackprop(new BatchNormalization.Builder().build()),
            new DenseLayer.Builder().nOut(7).build());
    assertThat(CompiledNetwork.explain(network).toString())
        .contains("1:BatchNormalization: a frozen normalization that hands gradients on");
    assertThatThrownBy(() -> CompiledNetwork.compile(network))
        .isInstanceOf(NotCompilableException.class)
        .hasMessageContaining("1:BatchNormalization");
  }

  @Test
  void statisticsBeforeAFrozenLayer_stay() {
    Supplier<MultiLayerNetwork> network =
        () ->
            Nets.vectors(
                Nets.settings(),
                new DenseLayer.Builder().nOut(9).build(),
                new BatchNormalization.Builder().build(),
                new FrozenLayer(new DenseLayer.Builder().nOut(8).build()),
                new DenseLayer.Builder().nOut(7).build());
    new Agreement(network, 1e-4).after(STEPS, Nets.vectors(), Nets.labels());
    stays(network.get(), 1);
  }

  @Test
  void penaltiesOnFrozenLayers_areThoseOfDl4j() {
    for (boolean stopping : List.of(true, false)) {
      Supplier<MultiLayerNetwork> network =
          () -> {
            DenseLayer inner = new DenseLayer.Builder().nOut(8).build();
            return Nets.vectors(
                Nets.settings(new Adam(0.01)).l2(0.05).weightDecay(0.01),
                new DenseLayer.Builder().nOut(9).build(),
                new ParametricRectifier.Builder().build(),
                stopping ? new FrozenLayer(inner) : new FrozenLayerWithBackprop(inner),
                new DenseLayer.Builder().nOut(7).build());
          };
      new Agreement(network, 1e-4).after(STEPS, Nets.vectors(), Nets.labels());
    }
  }

  private static void stays(MultiLayerNetwork network, int layer) {
    float[] before = network.getLayer(layer).params().toFloatVector();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(Nets.vectors(), Nets.labels());
      compiled.fit(Nets.vectors(), Nets.labels());
    }
    assertThat(network.getLayer(layer).params().toFloatVector()).isEqualTo(before);
  }
}
