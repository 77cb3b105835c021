package org.fathom4j.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.TrialSpec;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;

final class NetworkBuilderTest {
  private static final FeatureShape SHAPE = new FeatureShape.Image(8, 8, 3);
  private static final Target TARGET = new Target.Classes(List.of("a", "b", "c"));

  private final NetworkBuilder builder = new NetworkBuilder(LayerRegistry.load());
  private final Problems problems = new Problems();

  private Optional<NetworkPlan> plan(String network, String training) {
    String text =
        "name: test\nquestion: Does it work?\ndata: {name: mnist}\nnetwork:\n"
            + network.indent(2)
            + "training: "
            + training
            + "\n";
    ExperimentFile file =
        ExperimentFile.parse(text, Path.of("test.yaml"), Optional.empty(), List.of());
    TrialSpec spec = file.bind(Map.of(), problems);
    return builder.plan(
        spec.network(), new NetworkBuilder.Setting(SHAPE, TARGET, spec.training(), 10, 42));
  }

  private String messages() {
    return problems.all().toString();
  }

  @Test
  void countsParametersAndShapes() {
    NetworkPlan plan =
        plan(
                """
                - convolution: {channels: 4, kernel: 3}
                - pooling
                - dense: {units: 5, dropout: 0.5}
                - output
                """,
                "{epochs: 1}")
            .orElseThrow();
    assertThat(plan.layers())
        .extracting(l -> l.output())
        .containsExactly("8x8x4", "4x4x4", "5", "3");
    // 3x3x3x4 + 4; none; 64 x 5 + 5; 5 x 3 + 3
    assertThat(plan.layers()).extracting(l -> l.parameters()).containsExactly(112L, 0L, 325L, 18L);
    MultiLayerNetwork network = plan.build();
    assertThat(network.numParams()).isEqualTo(plan.parameters());
    network.close();
  }

  @Test
  void networksOfOnePlan_countTheirStepsApart() {
    NetworkPlan plan = plan("- dense: {units: 2}\n- output\n", "{epochs: 1}").orElseThrow();
    MultiLayerNetwork first = plan.build();
    first.setIterationCount(7);
    first.setEpochCount(3);
    MultiLayerNetwork second = plan.build();
    assertThat(second.getIterationCount()).isZero();
    assertThat(second.getEpochCount()).isZero();
    first.close();
    second.close();
  }

  @Test
  void aLayerOfSomebodyElse_isReadWithItsOptions() {
    NetworkPlan plan =
        plan("- gaussian-noise: {deviation: 0.3}\n- output\n", "{epochs: 1}").orElseThrow();
    MultiLayerNetwork network = plan.build();
    assertThat(network.getLayer(0).conf().getLayer().getIDropout())
        .isEqualTo(new GaussianNoise(0.3));
    network.close();
    plan("- gaussian-noise: {deviaton: 0.3}\n- output\n", "{epochs: 1}");
    assertThat(messages()).contains("deviaton", "deviation");
  }

  @Test
  void everyListedLayer_canBeBuiltWithItsDefaults() {
    for (LayerType type : LayerRegistry.load().all()) {
      if (type.name().endsWith("output")) {
        continue;
      }
      String needed =
          Map.of(
                  "convolution", "{channels: 2}",
                  "maxout-convolution", "{channels: 2}",
                  "locally-connected", "{channels: 2}",
                  "dense", "{units: 2}",
                  "maxout", "{units: 2}",
                  "trap", "{springs: none, folder: none}")
              .getOrDefault(type.name(), "{}");
      NetworkPlan plan =
          plan("- " + type.name() + ": " + needed + "\n- output\n", "{epochs: 1}").orElseThrow();
      MultiLayerNetwork network = plan.build();
      assertThat(network.numParams()).as(type.name()).isEqualTo(plan.parameters());
      network.close();
    }
    assertThat(problems.none()).isTrue();
  }

  @Test
  void equalSeeds_giveEqualWeights_otherSeedsOthers() {
    NetworkPlan plan = plan("- dense: {units: 4}\n- output\n", "{epochs: 1}").orElseThrow();
    MultiLayerNetwork a = plan.build();
    MultiLayerNetwork b = plan.build();
    assertThat(a.params()).isEqualTo(b.params());
  }

  @Test
  void impossibleKernel_isRefusedWithLayerIndexAndShapes() {
    assertThat(
            plan(
                "- convolution: {channels: 4, kernel: 11, padding: valid}\n- output\n",
                "{epochs: 1}"))
        .isEmpty();
    assertThat(messages()).contains("layer 1 (convolution)").contains("8x8x3").contains("11");
  }

  @Test
  void unknownLayer_unknownActivation_unknownKey_areReportedTogether_withTheNearest() {
    plan(
        """
        - convolutoin: {channels: 4}
        - dense: {units: 4, activation: rellu}
        - dense: {unit: 4}
        - output
        """,
        "{epochs: 1}");
    assertThat(messages())
        .contains("did you mean 'convolution'")
        .contains("did you mean 'relu'")
        .contains("did you mean 'units'")
        .contains("test.yaml:5");
  }

  @Test
  void aNetworkMustEndWithAnOutput_andHaveOnlyOne() {
    assertThat(plan("- dense: {units: 4}\n", "{epochs: 1}")).isEmpty();
    assertThat(messages()).contains("the last layer must be an output layer");
    assertThat(plan("- output\n- output\n", "{epochs: 1}")).isEmpty();
    assertThat(messages()).contains("an output layer must be the last layer");
  }

  @Test
  void maxNorm_limitsIncomingWeightsOfEachUnit() {
    MultiLayerNetwork network =
        plan("- dense: {units: 4}\n- output\n", "{epochs: 1, max-norm: 0.1, init: {normal: 1}}")
            .orElseThrow()
            .build();
    network.fit(
        org.nd4j.linalg.factory.Nd4j.rand(2, 3, 8, 8),
        org.nd4j.linalg.factory.Nd4j.create(new float[][] {{1, 0, 0}, {0, 1, 0}}));
    double[] norms = network.getParam("0_W").norm2(0).toDoubleVector();
    assertThat(norms).hasSize(4);
    assertThat(java.util.Arrays.stream(norms).max().orElseThrow()).isLessThanOrEqualTo(0.1001);
    network.close();
  }
}
