package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.stepfunctions.DefaultStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.GradientStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeDefaultStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeGradientStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.StepFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.solvers.accumulation.BasicGradientsAccumulator;
import org.deeplearning4j.optimize.solvers.accumulation.LocalHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Settings of a network as a whole mean what they mean in DL4J, or are refused by name. */
@SuppressWarnings("deprecation") // people do set step functions
class SettingsTest {
  @Test
  void stepsAgainstTheGradient_agreeWithDl4j() {
    for (StepFunction step :
        List.of(new NegativeDefaultStepFunction(), new NegativeGradientStepFunction())) {
      new Agreement(() -> dense(Nets.settings().stepFunction(step)), 1e-4)
          .after(5, Nets.vectors(), Nets.labels());
    }
  }

  @Test
  void stepsAlongTheGradient_areRefused() {
    for (StepFunction step : List.of(new DefaultStepFunction(), new GradientStepFunction())) {
      refused(
          dense(Nets.settings().stepFunction(step)),
          "network: step function " + step.getClass().getSimpleName() + " has no compiled form");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = OptimizationAlgorithm.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "STOCHASTIC_GRADIENT_DESCENT")
  void searchesAlongLines_areRefused(OptimizationAlgorithm algorithm) {
    refused(
        dense(Nets.settings().optimizationAlgo(algorithm)),
        "network: optimization algorithm " + algorithm + " has no compiled form");
  }

  @Test
  void truncatedBackpropagationOverFewerSteps_isRefused() {
    MultiLayerNetwork network = dense(Nets.settings());
    network.getLayerWiseConfigurations().setBackpropType(BackpropType.TruncatedBPTT);
    network.getLayerWiseConfigurations().setTbpttFwdLength(5);
    network.getLayerWiseConfigurations().setTbpttBackLength(4);
    refused(network, "network: truncated backpropagation through time has no compiled form");
  }

  @Test
  void settingsThatChangeNoNumber_agreeWithDl4j() {
    new Agreement(
            () ->
                Nets.images(
                    Nets.settings()
                        .minimize(false)
                        .maxNumLineSearchIterations(7)
                        .cacheMode(CacheMode.DEVICE),
                    new ConvolutionLayer.Builder(3, 3).nOut(4).build()),
            1e-4)
        .after(5, Nets.images(), Nets.labels());
  }

  @Test
  void aNetworkWithoutParameters_isLeftAsItIs() {
    MultiLayerNetwork network =
        Nets.ending(
            Nets.settings(),
            new ActivationLayer.Builder().activation(Activation.TANH).build(),
            new LossLayer.Builder(LossFunctions.LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .build());
    INDArray features = Nets.vectors();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      assertThatCode(() -> compiled.fit(features, Nets.random(Nets.EXAMPLES, 20)))
          .doesNotThrowAnyException();
      assertThat(compiled.output(features).equalsWithEps(network.output(features.dup()), 1e-6))
          .isTrue();
      assertThat(network.getIterationCount()).isZero();
    }
  }

  /** It stands between the updates of several networks: it may hold them back, or add others'. */
  @Test
  void aGradientsAccumulator_isRefused_whenCompilingAndLater() {
    MultiLayerNetwork network = dense(Nets.settings());
    network.setGradientsAccumulator(new BasicGradientsAccumulator(1, new LocalHandler()));
    refused(network, "network: its gradients accumulator (BasicGradientsAccumulator) has no");
    assertThatThrownBy(() -> CompiledNetwork.compile(network))
        .isInstanceOf(NotCompilableException.class);
    network.setGradientsAccumulator(null);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(Nets.vectors(), Nets.labels());
      compiled.sync();
      INDArray before = network.params().dup();
      network.setGradientsAccumulator(new BasicGradientsAccumulator(1, new LocalHandler()));
      assertThatThrownBy(() -> compiled.fit(Nets.vectors(), Nets.labels()))
          .isInstanceOf(NotCompilableException.class)
          .hasMessageContaining("gradients accumulator");
      assertThat(network.params()).isEqualTo(before);
      network.setGradientsAccumulator(null);
      assertThat(compiled.fit(Nets.vectors(), Nets.labels())).isPositive();
    }
  }

  /** DL4J multiplies by a locked gamma and adds a locked beta where neither is the usual one. */
  @Test
  void lockedNormalization_agreesOrIsRefused() {
    new Agreement(() -> locked(1, 0), 1e-4).after(5, Nets.vectors(), Nets.labels());
    new Agreement(() -> locked(2, 0.5), 1e-4).after(5, Nets.vectors(), Nets.labels());
    refused(locked(2, 0), "1:BatchNormalization: locked gamma 2.0 with beta 0.0");
    refused(locked(1, 0.5), "1:BatchNormalization: locked gamma 1.0 with beta 0.5");
  }

  private static MultiLayerNetwork locked(double gamma, double beta) {
    return Nets.vectors(
        Nets.settings(),
        new DenseLayer.Builder().nOut(7).activation(Activation.TANH).build(),
        new BatchNormalization.Builder().lockGammaBeta(true).gamma(gamma).beta(beta).build());
  }

  @Test
  void aPreProcessorOfOnesOwn_isRefused() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            Nets.settings()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nIn(3).nOut(2).build())
                .layer(new OutputLayer.Builder().nIn(180).nOut(Nets.CLASSES).build())
                .inputPreProcessor(1, new Doubling())
                .setInputType(InputType.convolutional(9, 10, 3))
                .build());
    network.init();
    refused(network, "1:OutputLayer: its pre-processor Doubling has no compiled form");
  }

  /** Gradients move elsewhere, whatever the update and the size of the batches. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientsThatLieElsewhereSinceCompiling_areFollowed(boolean clipping) {
    NeuralNetConfiguration.Builder settings =
        clipping
            ? Nets.settings(new Nesterovs(0.1, 0.9))
                .gradientNormalization(GradientNormalization.ClipL2PerParamType)
                .gradientNormalizationThreshold(0.1)
            : Nets.settings(new Adam(0.01));
    MultiLayerNetwork left = dense(settings.clone());
    MultiLayerNetwork moved = dense(settings.clone());
    try (CompiledNetwork expected = CompiledNetwork.compile(left);
        CompiledNetwork actual = CompiledNetwork.compile(moved)) {
      for (int step = 0; step < 6; step++) {
        if (step % 2 == 0) {
          moved.initGradientsView();
        }
        int examples = step == 3 ? 4 : Nets.EXAMPLES;
        INDArray features = Nets.random(examples, 20);
        INDArray labels = Nets.labels(examples, Nets.CLASSES);
        assertThat(actual.fit(features, labels)).isEqualTo(expected.fit(features, labels));
      }
    }
    assertThat(moved.params()).isEqualTo(left.params());
  }

  private static MultiLayerNetwork dense(NeuralNetConfiguration.Builder settings) {
    return Nets.vectors(settings, new DenseLayer.Builder().nOut(7).build());
  }

  private static void refused(MultiLayerNetwork network, String reason) {
    Explanation explanation = CompiledNetwork.explain(network);
    assertThat(explanation.toString()).contains(reason);
    assertThat(explanation.compilable()).isFalse();
  }

  /** Twice the images. */
  private static final class Doubling extends CnnToFeedForwardPreProcessor {
    private static final long serialVersionUID = 1L;

    Doubling() {
      super(9, 10, 2);
    }

    @Override
    public INDArray preProcess(INDArray input, int examples, LayerWorkspaceMgr workspaces) {
      return super.preProcess(input, examples, workspaces).mul(2);
    }
  }
}
