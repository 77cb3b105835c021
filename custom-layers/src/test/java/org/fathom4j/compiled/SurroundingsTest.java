package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.stepfunctions.DefaultStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.GradientStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeDefaultStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeGradientStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.StepFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** What a compiled network finds around it: workspaces, step functions, vectors of its network. */
@SuppressWarnings({
  "try",
  "deprecation"
}) // scopes are left at their end; people do set step functions
class SurroundingsTest {
  private static final WorkspaceConfiguration SMALL =
      WorkspaceConfiguration.builder()
          .initialSize(1 << 20)
          .policyLearning(LearningPolicy.NONE)
          .build();

  private static MemoryWorkspace callersWorkspace() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(SMALL, "CALLERS");
  }

  /** Whoever comes next writes over what was in the workspace. */
  private static void overwriteCallersWorkspace() {
    try (MemoryWorkspace scope = callersWorkspace()) {
      Nd4j.valueArrayOf(new long[] {200_000}, 1e9f);
    }
  }

  private static MultiLayerNetwork network(NeuralNetConfiguration.Builder settings) {
    return Nets.vectors(settings, new DenseLayer.Builder().nOut(9).build());
  }

  @Test
  void aCallersWorkspace_holdsNothingThatOutlivesACall() {
    for (boolean clipped : List.of(false, true)) {
      MultiLayerNetwork plain = network(settings(clipped));
      MultiLayerNetwork other = network(settings(clipped));
      INDArray features = Nets.vectors();
      CompiledNetwork compiled;
      try (MemoryWorkspace scope = callersWorkspace()) {
        assertThat(CompiledNetwork.explain(other).obstacles()).isEmpty();
        compiled = CompiledNetwork.compile(other);
      }
      INDArray output = features;
      for (int step = 0; step < 5; step++) {
        plain.fit(features, Nets.labels());
        try (MemoryWorkspace scope = callersWorkspace()) {
          compiled.fit(features, Nets.labels());
          output = compiled.output(features);
        }
        overwriteCallersWorkspace();
      }
      assertThat(output.isAttached()).isFalse();
      assertThat(output.equalsWithEps(plain.output(features), 1e-4)).isTrue();
      assertThat(other.params().equalsWithEps(plain.params(), 1e-4)).isTrue();
      assertThat(other.updaterState().isAttached()).isFalse();
      compiled.close();
    }
  }

  private static NeuralNetConfiguration.Builder settings(boolean clipped) {
    NeuralNetConfiguration.Builder settings = Nets.settings(new Adam(0.01));
    return clipped
        ? settings
            .gradientNormalization(GradientNormalization.ClipL2PerLayer)
            .gradientNormalizationThreshold(0.1)
        : settings;
  }

  @Test
  void stepFunctionsThatAscend_areRefusedByName() {
    for (StepFunction ascending : List.of(new DefaultStepFunction(), new GradientStepFunction())) {
      MultiLayerNetwork network = network(Nets.settings().stepFunction(ascending));
      assertThatThrownBy(() -> CompiledNetwork.compile(network))
          .isInstanceOf(NotCompilableException.class)
          .hasMessageContaining("step function " + ascending.getClass().getSimpleName());
    }
    for (StepFunction descending :
        List.of(new NegativeDefaultStepFunction(), new NegativeGradientStepFunction())) {
      new Agreement(() -> network(Nets.settings().stepFunction(descending)), 1e-4)
          .after(3, Nets.vectors(), Nets.labels());
    }
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

  @Test
  void newGradientVectorsOfTheNetwork_areFollowed() {
    for (boolean clipped : List.of(false, true)) {
      MultiLayerNetwork plain = network(settings(clipped));
      MultiLayerNetwork other = network(settings(clipped));
      try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
        for (int step = 0; step < 6; step++) {
          if (step == 2) {
            other.initGradientsView();
          }
          plain.fit(Nets.vectors(), Nets.labels());
          compiled.fit(Nets.vectors(), Nets.labels());
        }
      }
      double difference = other.params().sub(plain.params()).norm2Number().doubleValue();
      assertThat(difference / plain.params().norm2Number().doubleValue()).isLessThan(1e-4);
    }
  }
}
