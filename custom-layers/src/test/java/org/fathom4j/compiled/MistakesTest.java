package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Whatever is done wrong is told, leaves the network as it was and the virtual machine alive. */
class MistakesTest {
  private final MultiLayerNetwork network =
      Nets.images(
          Nets.settings(),
          new ConvolutionLayer.Builder(3, 3).stride(1, 1).nOut(6).build(),
          new DenseLayer.Builder().nOut(5).build());
  private final CompiledNetwork compiled = CompiledNetwork.compile(network);
  private final INDArray before = network.params().dup();

  @AfterEach
  void theNetworkTrainsOnAsIfNothingHadHappened() {
    if (!network.params().wasClosed()) {
      assertThat(network.params()).isEqualTo(before);
      try (CompiledNetwork again = CompiledNetwork.compile(network)) {
        assertThat(again.fit(Nets.images(), Nets.labels())).isPositive();
      }
    }
    compiled.close();
  }

  @Test
  void closingTwice_isClosingOnce() {
    compiled.output(Nets.images());
    compiled.close();
    compiled.close();
  }

  @Test
  void usingAfterClose_isRefused() {
    compiled.close();
    assertThatThrownBy(() -> compiled.fit(Nets.images(), Nets.labels()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this compiled network is closed: compile the network again");
    assertThatThrownBy(() -> compiled.output(Nets.images()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void trainingANetworkThatIsClosed_isRefused() {
    network.close();
    assertThatThrownBy(() -> compiled.fit(Nets.images(), Nets.labels()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its parameters are gone");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void featuresThatAreNoNumbers_areRefusedByExample(float value) {
    INDArray features = Nets.images();
    features.putScalar(7, 2, 8, 9, value);
    assertThatThrownBy(() -> compiled.fit(features, Nets.labels()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("features hold " + value + " in example 7 (shape [12, 3, 9, 10])");
    assertThatThrownBy(() -> compiled.output(features))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void labelsThatAreNoNumbers_areRefusedByExample(float value) {
    INDArray labels = Nets.labels();
    labels.putScalar(4, 1, value);
    assertThatThrownBy(() -> compiled.fit(Nets.images(), labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("labels hold " + value + " in example 4");
  }

  @Test
  void masksOfLabelsThatAreNoNumbers_areRefusedByExample() {
    INDArray mask = Nd4j.ones(Nets.EXAMPLES, 1);
    mask.putScalar(3, 0, Float.NaN);
    assertThatThrownBy(() -> compiled.fit(new DataSet(Nets.images(), Nets.labels(), null, mask)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("masks of labels hold NaN in example 3");
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 4, Float.NaN})
  void aClassThatIsNotThere_isRefusedByExample(float label) {
    MultiLayerNetwork sparse =
        new MultiLayerNetwork(
            Nets.settings()
                .list()
                .layer(
                    new OutputLayer.Builder(LossFunction.SPARSE_MCXENT)
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(Nets.vectors().size(1)))
                .build());
    INDArray labels = Nd4j.zeros(Nets.EXAMPLES, 1);
    try (CompiledNetwork learner = CompiledNetwork.compile(sparse)) {
      assertThat(learner.fit(Nets.vectors(), labels)).isPositive();
      labels.putScalar(5, 0, label);
      learner.sync();
      INDArray parameters = sparse.params().dup();
      assertThatThrownBy(() -> learner.fit(Nets.vectors(), labels))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("class " + label + " in example 5", "0 to 3");
      assertThat(sparse.params()).isEqualTo(parameters);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void aNetworkWhoseParametersAreNoNumbers_saysSo(float value) {
    // Native rectifiers turn NaN into 0: the score alone would look healthy.
    for (Activation activation : new Activation[] {Activation.RELU, Activation.TANH}) {
      MultiLayerNetwork broken =
          Nets.vectors(
              Nets.settings(),
              new DenseLayer.Builder().nOut(5).activation(activation).build(),
              new DenseLayer.Builder().nOut(5).activation(activation).build());
      INDArray sound = broken.params().dup();
      broken.getLayer(0).getParam("W").putScalar(0, 0, value);
      try (CompiledNetwork learner = CompiledNetwork.compile(broken)) {
        assertThat(learner.output(Nets.vectors()).data().asFloat())
            .containsExactly(broken.output(Nets.vectors()).data().asFloat());
        assertThat(learner.fit(Nets.vectors(), Nets.labels())).isNaN();
        broken.setParams(sound);
        assertThat(learner.fit(Nets.vectors(), Nets.labels())).isPositive();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 2000})
  void parametersThatAreBrokenInMidTraining_areSeenInTheNextScoreButOne(int units) {
    MultiLayerNetwork broken =
        Nets.vectors(
            Nets.settings(),
            new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build(),
            new DenseLayer.Builder().nOut(5).activation(Activation.RELU).build());
    try (CompiledNetwork learner = CompiledNetwork.compile(broken)) {
      assertThat(learner.fit(Nets.vectors(), Nets.labels())).isPositive();
      learner.sync();
      INDArray sound = broken.params().dup();
      broken.getLayer(0).getParam("W").putScalar(0, 0, Float.NaN);
      learner.fit(Nets.vectors(), Nets.labels());
      assertThat(learner.fit(Nets.vectors(), Nets.labels())).isNaN();
      learner.sync();
      broken.setParams(sound);
      assertThat(learner.fit(Nets.vectors(), Nets.labels())).isPositive();
      assertThat(learner.fit(Nets.vectors(), Nets.labels())).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 2000})
  void parametersThatStopBeingNumbersInMidTraining_areSeenInTheNextScore(int units) {
    MultiLayerNetwork broken =
        Nets.vectors(Nets.settings(new Sgd(1e38)), new DenseLayer.Builder().nOut(units).build());
    try (CompiledNetwork learner = CompiledNetwork.compile(broken)) {
      double score = 0;
      for (int step = 0; step < 5; step++) {
        score = learner.fit(Nets.vectors(), Nets.labels());
      }
      assertThat(score).isNaN();
    }
  }

  @Test
  void featuresOfAnotherShape_areRefusedWithLayerAndShapes() {
    refused(Nets.random(12, 4, 9, 10), Nets.labels(), "takes 3 channels, got 4");
    refused(Nets.random(12, 270), Nets.labels(), "0:ConvolutionLayer", "12x270");
    refused(Nets.random(12, 3, 9, 11), Nets.labels(), "1:DenseLayer", "takes 540 values", "594");
    refused(Nd4j.empty(), Nets.labels(), "");
  }

  /** Without an input type the sizes are known at the first pass only. */
  @Test
  void windowsThatDoNotFit_areRefusedWithLayer() {
    MultiLayerNetwork untyped =
        new MultiLayerNetwork(
            Nets.settings()
                .list()
                .layer(
                    new ConvolutionLayer.Builder(10, 3)
                        .nIn(3)
                        .nOut(2)
                        .stride(2, 2)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .build())
                .layer(new OutputLayer.Builder().nIn(8).nOut(Nets.CLASSES).build())
                .inputPreProcessor(1, new CnnToFeedForwardPreProcessor(1, 4, 2))
                .build());
    untyped.init();
    try (CompiledNetwork large = CompiledNetwork.compile(untyped)) {
      assertThatThrownBy(() -> large.output(Nets.images()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("layer 0:ConvolutionLayer", "over 10 cells", "image of 9");
      assertThat(large.output(Nets.random(2, 3, 10, 10)).shape()).containsExactly(2, Nets.CLASSES);
    }
  }

  @Test
  void labelsOfAnotherShape_areRefused() {
    refused(Nets.images(), Nets.labels(11, Nets.CLASSES), "[12, ...]", "got shape [11, 4]");
    refused(Nets.images(), Nets.labels(Nets.EXAMPLES, 5), "5", "4");
    refused(Nets.images(), Nd4j.ones(12), "got shape [12]");
  }

  @Test
  void missingLabels_areRefused() {
    assertThatThrownBy(() -> compiled.fit(new DataSet(Nets.images(), null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs labels");
  }

  @Test
  void missingFeatures_areRefused() {
    assertThatThrownBy(() -> compiled.fit(new DataSet(null, Nets.labels())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no features");
  }

  @Test
  void masksOfFeatures_areRefused() {
    assertThatThrownBy(
            () -> compiled.fit(new DataSet(Nets.images(), Nets.labels(), Nd4j.ones(12, 1), null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("own fit");
  }

  @Test
  void aMachineWithoutKernels_isNamed() throws IOException, InterruptedException {
    String printed =
        new ChildJvm(Map.of(), library -> !library.matches(".*dnnl-[^/\\\\]*64\\.jar"))
            .run(CompileAndSay.class);
    assertThat(printed)
        .contains("cannot be compiled: machine: oneDNN does not load on")
        .contains("trained with MultiLayerNetwork.fit");
  }

  private void refused(INDArray features, INDArray labels, String... parts) {
    assertThatThrownBy(() -> compiled.fit(features, labels))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContainingAll(parts);
  }

  /** Compiles a network; where that is refused, says why and trains it as it is. */
  static final class CompileAndSay {
    private CompileAndSay() {}

    public static void main(String[] arguments) {
      MultiLayerNetwork network =
          Nets.vectors(Nets.settings(), new DenseLayer.Builder().nOut(5).build());
      try {
        CompiledNetwork.compile(network).close();
      } catch (NotCompilableException reason) {
        System.out.println(reason.getMessage());
        network.fit(Nets.vectors(), Nets.labels());
        System.out.println("trained with MultiLayerNetwork.fit");
      }
    }
  }
}
