package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.convolution.LocallyConnected;
import org.fathom4j.layers.normalization.ContrastNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Whatever lives longer than a call lies outside of the caller's workspaces. */
class WorkspacesTest {
  private static final WorkspaceConfiguration SMALL =
      WorkspaceConfiguration.builder()
          .initialSize(1 << 20)
          .policyLearning(LearningPolicy.NONE)
          .build();

  static Stream<NeuralNetConfiguration.Builder> updates() {
    return Stream.of(
        Nets.settings(new Adam(0.01)),
        Nets.settings(new AMSGrad(0.01)),
        Nets.settings(new Nesterovs(0.05, 0.9))
            .gradientNormalization(GradientNormalization.ClipL2PerLayer)
            .gradientNormalizationThreshold(0.1));
  }

  @ParameterizedTest
  @MethodSource("updates")
  void trainingInACallersWorkspace_isTrainingOutside(NeuralNetConfiguration.Builder settings) {
    MultiLayerNetwork outside = network(settings.clone());
    MultiLayerNetwork inside = network(settings.clone());
    try (CompiledNetwork expected = CompiledNetwork.compile(outside);
        CompiledNetwork actual = CompiledNetwork.compile(inside)) {
      for (int step = 0; step < 4; step++) {
        double score = expected.fit(Nets.images(), Nets.labels());
        assertThat(inWorkspace(() -> actual.fit(Nets.images(), Nets.labels()))).isEqualTo(score);
        inWorkspace(() -> Nd4j.valueArrayOf(new long[] {100_000}, 1e9f));
      }
    }
    assertThat(inside.params()).isEqualTo(outside.params());
    assertThat(inside.getUpdater().getStateViewArray())
        .isEqualTo(outside.getUpdater().getStateViewArray());
  }

  @Test
  void outputs_areTheCallersToKeep() {
    try (CompiledNetwork compiled = CompiledNetwork.compile(network(Nets.settings()))) {
      INDArray expected = compiled.output(Nets.images());
      INDArray kept = inWorkspace(() -> compiled.output(Nets.images()));
      inWorkspace(() -> Nd4j.valueArrayOf(new long[] {100_000}, 1e9f));
      assertThat(kept.isAttached()).isFalse();
      assertThat(kept).isEqualTo(expected);
    }
  }

  /** Those that the network itself has to compute among them. */
  @Test
  void outputsOfWhatHasNoCompiledForm_areTheCallersToKeep() {
    MultiLayerNetwork broken = network(Nets.settings());
    broken.params().putScalar(0, Float.NaN);
    MultiLayerNetwork fixed =
        Nets.ending(
            Nets.settings(),
            new ActivationLayer.Builder().activation(Activation.TANH).build(),
            new LossLayer.Builder().activation(Activation.SOFTMAX).build());
    keepTheirOutputs(broken, Nets.images());
    keepTheirOutputs(fixed, Nets.vectors());
  }

  private static void keepTheirOutputs(MultiLayerNetwork network, INDArray features) {
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      INDArray expected = compiled.output(features);
      INDArray kept = inWorkspace(() -> compiled.output(features));
      assertThat(kept.isAttached()).isFalse();
      assertThat(kept.data().asFloat()).containsExactly(expected.data().asFloat());
    }
  }

  @Test
  void masksOfFeatures_areEvaluatedInACallersWorkspaceToo() {
    DataSet batch = new DataSet(Nets.vectors(), Nets.labels(), Nd4j.ones(Nets.EXAMPLES, 1), null);
    MultiLayerNetwork network =
        Nets.vectors(Nets.settings(), new DenseLayer.Builder().nOut(7).build());
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      Evaluation expected = compiled.evaluate(new ExistingDataSetIterator(List.of(batch)));
      Evaluation actual =
          inWorkspace(() -> compiled.evaluate(new ExistingDataSetIterator(List.of(batch))));
      assertThat(actual.stats()).isEqualTo(expected.stats());
    }
  }

  @Test
  void compilingInACallersWorkspace_initialisesOutside() {
    MultiLayerNetwork raw =
        new MultiLayerNetwork(
            Nets.settings(new Adam(0.01))
                .list()
                .layer(new DenseLayer.Builder().nIn(20).nOut(5).build())
                .layer(
                    new OutputLayer.Builder()
                        .nIn(5)
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    assertThat(inWorkspace(() -> CompiledNetwork.explain(raw)).compilable()).isTrue();
    try (CompiledNetwork compiled = inWorkspace(() -> CompiledNetwork.compile(raw))) {
      assertThat(raw.params().isAttached()).isFalse();
      assertThat(raw.getFlattenedGradients().isAttached()).isFalse();
      assertThat(compiled.fit(Nets.vectors(), Nets.labels())).isPositive();
    }
  }

  /** With steps in Java, whole layers and statistics. */
  private static MultiLayerNetwork network(NeuralNetConfiguration.Builder settings) {
    return Nets.images(
        settings,
        new ConvolutionLayer.Builder(3, 3).nOut(4).dropOut(0.8).build(),
        new BatchNormalization.Builder().build(),
        new LocallyConnected.Builder(2).nOut(3).activation(Activation.RATIONALTANH).build(),
        new ContrastNormalization.Builder().window(3).build(),
        new DenseLayer.Builder().nOut(7).build());
  }

  /** In a workspace whose memory the next call overwrites. */
  private static <T> T inWorkspace(Supplier<T> work) {
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(SMALL, "CALLERS")) {
      assertThat(workspace.isScopeActive()).isTrue();
      return work.get();
    }
  }
}
