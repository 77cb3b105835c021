package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.backend.BackendProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;

/** Which library runs a step, and that each trains the same network. */
class KernelLibraryTest {
  private static final int STEPS = 4;
  private static final KernelLibrary ONE_DNN = KernelLibrary.named("oneDNN");
  private static final KernelLibrary INTERPRETER = KernelLibrary.named("Interpreter");

  private final String before = System.getProperty(KernelLibrary.PROPERTY);

  @BeforeEach
  void forget() {
    System.clearProperty(KernelLibrary.PROPERTY);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(KernelLibrary.PROPERTY);
    } else {
      System.setProperty(KernelLibrary.PROPERTY, before);
    }
  }

  static LongStream seeds() {
    return LongStream.range(500, 530);
  }

  @ParameterizedTest(name = "network {0}")
  @MethodSource("seeds")
  void randomNetwork_isTrainedAlikeByEachLibrary(long seed) {
    assumeTrue(RandomNetwork.of(seed).refusal().isEmpty(), "this network is refused");
    MultiLayerNetwork first = trained(seed, ONE_DNN);
    MultiLayerNetwork second = trained(seed, INTERPRETER);
    double scale = Math.max(1, Math.abs(first.score()));
    assertThat(second.score()).isCloseTo(first.score(), within(2e-3 * scale));
    assertThat(first.params().distance2(second.params()))
        .isLessThan(2e-3 * Math.max(1, first.params().norm2Number().doubleValue()));
  }

  private static MultiLayerNetwork trained(long seed, KernelLibrary kernels) {
    RandomNetwork drawn = RandomNetwork.of(seed);
    MultiLayerNetwork network = drawn.networkToCompile();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network, kernels)) {
      List<DataSet> epoch = drawn.epoch();
      for (int step = 0; step < STEPS; step++) {
        compiled.fit(epoch.get(step % epoch.size()).copy());
      }
      return network;
    }
  }

  @Test
  void eachHasATitleOfItsOwn_andOneIsTheStandard() {
    List<BackendProvider> providers =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    assertThat(providers).filteredOn(BackendProvider::standard).hasSize(1);
    assertThat(KernelLibrary.all())
        .doesNotHaveDuplicates()
        .hasSameSizeAs(providers)
        .contains(INTERPRETER, ONE_DNN);
    assertThatThrownBy(() -> KernelLibrary.named("abacus"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'abacus'");
  }

  @Test
  void libraryIsOneDnn_orTheOneThatThePropertyNames() {
    assertThat(KernelLibrary.chosen()).isEqualTo(ONE_DNN);
    System.setProperty(KernelLibrary.PROPERTY, "interpreter");
    assertThat(KernelLibrary.chosen()).isEqualTo(INTERPRETER);
    System.setProperty(KernelLibrary.PROPERTY, "abacus");
    assertThatThrownBy(KernelLibrary::chosen)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "fathom4j.kernels", "'abacus'", "distant, interpreter, onednn, poor");
  }
}
