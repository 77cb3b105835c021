package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** The update runs within the training's program where nobody looks between the two. */
class WholeStepTest {
  private static final int STEPS = 4;

  /** Looks at the gradients, so that the update is a program of its own. */
  private static final class Between extends BaseTrainingListener {
    @Override
    public void onGradientCalculation(Model model) {}
  }

  static Stream<NeuralNetConfiguration.Builder> settings() {
    return Stream.of(
        Nets.settings(new Adam(0.01)).l2(1e-3).weightDecay(1e-4),
        Nets.settings(new Nesterovs(0.05, 0.9)).l1(1e-4),
        Nets.settings(new Sgd(0.05)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void whatSomebodyLooksBetween_isTheSameBitForBit(NeuralNetConfiguration.Builder settings) {
    assertThat(trained(wide(settings), true)).isEqualTo(trained(wide(settings), false));
    assertThat(trained(images(settings), true)).isEqualTo(trained(images(settings), false));
  }

  @Test
  void longLayers_areUpdatedBeforeThoseBelowAreReached() {
    MultiLayerNetwork network = wide(Nets.settings(new Adam(0.01)));
    network.setListeners(new ScoreIterationListener(1000));
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(Nets.vectors(), Nets.labels());
      List<String> lines = compiled.listing().lines().toList();
      int last = first(lines, "update from 192900");
      assertThat(last).isBetween(1, first(lines, "0:DenseLayer   backward_parameters"));
      assertThat(compiled.listing()).doesNotContain("Update\n");
    }
  }

  @Test
  void updateWhoseGradientsSomebodyLooksAt_isAProgramOfItsOwn() {
    MultiLayerNetwork network = wide(Nets.settings(new Adam(0.01)));
    network.setListeners(new Between());
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(Nets.vectors(), Nets.labels());
      assertThat(compiled.listing()).containsPattern("Update\\R");
    }
  }

  @Test
  void labelsThatAreNoNumbers_leaveAllAsItWas() {
    MultiLayerNetwork network = wide(Nets.settings(new Adam(0.01)));
    INDArray labels = Nets.labels().dup().putScalar(3, 1, Float.NaN);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(Nets.vectors(), Nets.labels());
      compiled.sync();
      float[] before = network.params().toFloatVector();
      assertThatThrownBy(() -> compiled.fit(Nets.vectors(), labels))
          .hasMessageContaining("labels hold NaN in example 3");
      compiled.sync();
      assertThat(network.params().toFloatVector()).isEqualTo(before);
      assertThat(network.getIterationCount()).isEqualTo(1);
    }
  }

  @Test
  void parametersThatBecomeInfinite_areNoticed() {
    MultiLayerNetwork network = wide(Nets.settings(new Sgd(1e38)));
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      assertThat(compiled.fit(Nets.vectors(), Nets.labels())).isFinite();
      compiled.fit(Nets.vectors(), Nets.labels());
      assertThat(compiled.fit(Nets.vectors(), Nets.labels())).isNaN();
    }
  }

  @Test
  void newUpdater_isFollowed() {
    float[] apart = withNewRate(true);
    assertThat(withNewRate(false)).isEqualTo(apart);
  }

  @Test
  void programsOfAnUpdaterThatIsGone_areClosed() {
    MultiLayerNetwork network = wide(Nets.settings(new Adam(0.01)));
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      for (int step = 0; step < STEPS; step++) {
        compiled.fit(Nets.vectors(), Nets.labels());
        compiled.sync();
        network.setLearningRate(0.1 / (step + 1));
      }
      assertThat(compiled.listing().split("Training on", -1)).hasSize(2);
    }
  }

  private static float[] withNewRate(boolean between) {
    MultiLayerNetwork network = wide(Nets.settings(new Adam(0.01)));
    if (between) {
      network.setListeners(new Between());
    }
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(Nets.vectors(), Nets.labels());
      compiled.sync();
      network.setLearningRate(0.5);
      compiled.fit(Nets.vectors(), Nets.labels());
      compiled.fit(Nets.vectors(), Nets.labels());
    }
    return network.params().toFloatVector();
  }

  private static int first(List<String> lines, String what) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(what)) {
        return i;
      }
    }
    return -1;
  }

  /** Two layers that are long enough for an update each. */
  private static MultiLayerNetwork wide(NeuralNetConfiguration.Builder settings) {
    return Nets.vectors(
        settings,
        new DenseLayer.Builder().nOut(600).build(),
        new DenseLayer.Builder().nOut(300).dropOut(0.5).build(),
        new DenseLayer.Builder().nOut(450).build());
  }

  private static MultiLayerNetwork images(NeuralNetConfiguration.Builder settings) {
    return Nets.images(
        settings,
        new ConvolutionLayer.Builder(3, 3).nOut(16).hasBias(false).build(),
        new BatchNormalization(),
        new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
        new DenseLayer.Builder().nOut(500).build());
  }

  private static INDArray features(MultiLayerNetwork network) {
    return network.getLayer(0).conf().getLayer() instanceof DenseLayer
        ? Nets.vectors()
        : Nets.images();
  }

  private static float[] trained(MultiLayerNetwork network, boolean between) {
    if (between) {
      network.setListeners(new Between());
    }
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      for (int step = 0; step < STEPS; step++) {
        compiled.fit(features(network), Nets.labels());
      }
    }
    return network.params().toFloatVector();
  }
}
