package org.fathom4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sides of the benchmark train the same networks. */
final class BenchNetsTest {

  static List<BenchNet> nets() {
    return BenchNets.named(
        Stream.of(
                BenchNets.all(),
                BenchNets.variants(),
                BenchNets.graphs(),
                BenchNets.recurrent(),
                BenchNets.paired())
            .flatMap(group -> group.stream())
            .map(BenchNet::name)
            .distinct()
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "tiny-mlp, 370", // 21 * 16 + 17 * 2
    "deep-mlp, 3417098", // 3073 * 512 + 7 * 513 * 512 + 513 * 10
    "maxout-mlp, 1233610", // 785 * 1200 + 241 * 1200 + 241 * 10
    "cnn-3, 1142026", // 76 * 32 + 801 * 64 + 577 * 64 + (64 * 8 * 8 + 1) * 256 + 257 * 10
    "maxout-cnn, 2281482", // 76 * 64 + 801 * 128 + 577 * 128 + (64 * 8 * 8 + 1) * 512 + 257 * 10
    "svhn-5, 376026", // 76 * 48 + 3 * 1201 * 48 + (48 * 4 * 4 + 1) * 256 + 257 * 10
    "svhn-8, 548970", // three convolutions of 1201 * 48 more
    "svhn-11, 721914", // and again
    "lstm-small, 14922", // 4 * (16 + 32 + 1) * 32 + 4 * (32 + 32 + 1) * 32 + 33 * 10
    "lstm, 231690", // 4 * (64 + 128 + 1) * 128 + 4 * (128 + 128 + 1) * 128 + 129 * 10
    "quick-2, 60344", // as the committed results of the quick depth study
    "quick-3, 60031",
    "quick-4, 59925",
    "quick-6, 59995"
  })
  void parameters_areThoseOfTheLayersCountedByHand(String name, long parameters) {
    assertThat(BenchNets.named(List.of(name)).get(0).parameters()).isEqualTo(parameters);
  }

  @Test
  void parameters_areCountedOfEveryNetwork() {
    assertThat(BenchNets.named(List.of())).hasSize(8);
    assertThat(nets()).hasSize(28).doesNotHaveDuplicates();
  }

  @Test
  void variants_areAskedForByOneName() {
    assertThat(BenchNets.named(List.of("variants", "cnn-3")))
        .startsWith(BenchNets.variants().toArray(BenchNet[]::new))
        .hasSize(13);
  }

  @Test
  void normalizations_standBehindLayersWithWeights() {
    BenchNet net = BenchNets.named(List.of("cnn-3-norm")).get(0);
    assertThat(net.blocks()).filteredOn(Block.Normalization.class::isInstance).hasSize(4);
    assertThat(net.parameters()).isEqualTo(1142026 + 4 * (32 + 64 + 64 + 256));
  }

  static Stream<BenchNet> lists() {
    return nets().stream().filter(net -> !net.isGraph());
  }

  @Test
  void groups_areSuggestedToo() {
    assertThatThrownBy(() -> BenchNets.named(List.of("recurent")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("did you mean 'recurrent'?");
  }

  @Test
  void graphsAndSequences_areAskedForByOneName() {
    assertThat(BenchNets.named(List.of("graphs")))
        .extracting(BenchNet::name)
        .containsExactly("resnet-18", "u-net");
    assertThat(BenchNets.named(List.of("recurrent")))
        .extracting(BenchNet::name)
        .containsExactly("lstm-small", "lstm");
  }

  @Test
  void aResidualBlock_hasTwoRectifiersOfItsOwn_asNormalizationHasNone() {
    BenchNet net = BenchNets.named(List.of("resnet-18")).get(0);
    assertThat(GraphForm.network(net).getLayers())
        .filteredOn(layer -> layer.conf().getLayer() instanceof ActivationLayer)
        .hasSize(2 * 8);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void dl4jsNetwork_isTrainedByTheRecipe(BenchNet net) {
    Recipe recipe = net.recipe();
    assertThat(Dl4jForm.batch(net).getLabelsMaskArray() != null).isEqualTo(recipe.masked());
    assertThat(Dl4jForm.configuration(net).toJson())
        .contains(
            switch (recipe.updater()) {
              case NESTEROVS -> "Nesterovs";
              case RMSPROP -> "RmsProp";
              case ADAGRAD -> "AdaGrad";
            })
        .contains(
            switch (recipe.loss()) {
              case SOFTMAX -> "LossMCXENT";
              case XENT -> "LossBinaryXENT";
              case MSE -> "LossMSE";
            });
    assertThat(Dl4jForm.configuration(net).toJson().contains("MaxNorm"))
        .isEqualTo(recipe.maxNorm() > 0);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void dl4jsNetwork_hasTheParametersOfTheDescription(BenchNet net) {
    Model network = net.isGraph() ? GraphForm.network(net) : Dl4jForm.network(net);
    assertThat(network.numParams()).isEqualTo(net.parameters());
  }

  static Stream<Arguments> peersNets() {
    return Stream.concat(
        nets().stream().map(net -> Arguments.of(PythonPeer.TORCH, net)),
        BenchNets.all().stream().map(net -> Arguments.of(PythonPeer.JAX, net)));
  }

  @ParameterizedTest
  @MethodSource("peersNets")
  void thePeersNetwork_hasTheParametersOfTheDescription(PythonPeer peer, BenchNet net) {
    assumeThat(peer.present()).as("python3 with " + peer.module() + " is there").isTrue();
    try (Twin twin = Twin.start(peer, net)) {
      assertThat(twin.parameters()).isEqualTo(net.parameters());
    }
  }

  @Test
  void aPeerThatIsNotThere_isNamed_beforeAnythingIsMeasured() {
    Set<String> named = new LinkedHashSet<>();
    List<String> said = new ArrayList<>();
    for (PythonPeer peer : PythonPeer.values()) {
      if (!peer.present()) {
        named.add(peer.module() + ": " + Python.missing(peer.module(), peer.module()));
      }
    }
    new Bench(Precision.FLOAT, Set.of("torch", "jax"), 1, 1, said::add);
    assertThat(said).containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void whatAPeerCannotTrain_isNamed() {
    assumeThat(PythonPeer.JAX.present()).as("python3 with jax is there").isTrue();
    BenchNet net = BenchNets.named(List.of("cnn-3-norm")).get(0);
    assertThatThrownBy(() -> Twin.start(PythonPeer.JAX, net))
        .isInstanceOf(ExperimentException.class)
        .hasMessageContaining("JAX: NotImplementedError: no normalization here");
  }

  @Test
  void operationsOfAStep_countEachProductThreeTimesButTheFirstLayersTwice() {
    BenchNet tiny = BenchNets.named(List.of("tiny-mlp")).get(0);
    assertThat(tiny.operationsPerStep()).isEqualTo(2.0 * 64 * (2 * 20 * 16 + 3 * 16 * 2));
  }

  @Test
  void theStudysNetworks_poolAtMostThreeTimes() {
    BenchNet net = BenchNets.named(List.of("svhn-11")).get(0);
    assertThat(net.blocks()).filteredOn(Block.MaxPooling.class::isInstance).hasSize(3);
    assertThat(net.blocks()).filteredOn(Block.Convolution.class::isInstance).hasSize(10);
  }

  @Test
  void maxout_isNotAmongStocksLayers() {
    assertThat(BenchNets.all().stream().filter(net -> !net.stock()).map(BenchNet::name))
        .containsExactly("maxout-mlp", "maxout-cnn");
  }

  @Test
  void unknownNet_isRefusedWithTheNearestName() {
    assertThatThrownBy(() -> BenchNets.named(List.of("cnn3")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("did you mean 'cnn-3'");
  }

  @Test
  void spread_isMedianAndQuartiles() {
    Spread spread = Spread.of(new double[] {4, 1, 3, 2});
    assertThat(spread.lower()).isCloseTo(1.75, within(1e-12));
    assertThat(spread.median()).isCloseTo(2.5, within(1e-12));
    assertThat(spread.upper()).isCloseTo(3.25, within(1e-12));
  }

  @Test
  void spreadOfARatio_pairsTheRounds() {
    assertThat(Spread.ofRatio(new double[] {10, 30}, new double[] {5, 10}).median())
        .isCloseTo(2.5, within(1e-12));
  }
}
