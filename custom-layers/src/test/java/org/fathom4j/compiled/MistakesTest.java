package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

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

  @Test
  void labelsThatAreNoNumbers_areRefusedByExample() {
    INDArray labels = Nets.labels();
    labels.putScalar(4, 1, Float.NaN);
    assertThatThrownBy(() -> compiled.fit(Nets.images(), labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("labels hold NaN in example 4");
  }

  @Test
  void featuresOfAnotherShape_areRefusedWithLayerAndShapes() {
    refused(Nets.random(12, 4, 9, 10), Nets.labels(), "takes 3 channels, got 4");
    refused(Nets.random(12, 270), Nets.labels(), "0:ConvolutionLayer", "12x270");
    refused(Nets.random(12, 3, 9, 11), Nets.labels(), "1:DenseLayer", "takes 540 values", "594");
    refused(Nd4j.empty(), Nets.labels(), "");
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
  void masksOfFeatures_areRefused() {
    assertThatThrownBy(
            () -> compiled.fit(new DataSet(Nets.images(), Nets.labels(), Nd4j.ones(12, 1), null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MultiLayerNetwork.fit");
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
