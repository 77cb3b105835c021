package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.backend.KernelMask;
import org.fathom4j.compiled.graph.Dropout.KeepProbability;
import org.fathom4j.layers.convolution.LocallyConnected;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Dropout by kernels and by DL4J's own code, compiled against plain with the same masks. */
class DropoutAgreementTest {
  private static final double KEEP = 0.6;
  private static final int SEED = 7; // of Nets.settings()
  private static final int STEPS = 20;

  @Test
  void masksOfVectors_agree() {
    agree(
        dropout ->
            Nets.vectors(
                Nets.settings(),
                new DenseLayer.Builder().nOut(33).build(),
                new DenseLayer.Builder().nOut(17).dropOut(dropout.apply(1)).build(),
                new DropoutLayer.Builder(dropout.apply(2)).build()),
        Nets.vectors());
  }

  @Test
  void masksOfImages_agree() {
    agree(
        dropout ->
            Nets.images(
                Nets.settings(),
                new ConvolutionLayer.Builder(3, 3).nOut(6).dropOut(dropout.apply(0)).build(),
                new DenseLayer.Builder().nOut(17).build()),
        Nets.images());
  }

  private static void agree(
      Function<IntFunction<IDropout>, MultiLayerNetwork> network, INDArray features) {
    agree(network, features, (iteration, epoch) -> KEEP, () -> new Dropout(KEEP));
  }

  private static void agree(
      Function<IntFunction<IDropout>, MultiLayerNetwork> network,
      INDArray features,
      KeepProbability keep,
      Supplier<Dropout> dropout) {
    new Agreement(
            () -> network.apply(layer -> new KernelMask(keep, SEED, layer)),
            () -> network.apply(layer -> dropout.get()),
            1e-3)
        .after(STEPS, features, Nets.labels());
  }

  @Test
  void scheduleOfTheKeptShare_agrees() {
    ISchedule schedule = new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.9, 3, 0.4, 8, 1.0));
    agree(
        dropout ->
            Nets.vectors(
                Nets.settings(),
                new DenseLayer.Builder().nOut(33).dropOut(dropout.apply(0)).build()),
        Nets.vectors(),
        schedule::valueAt,
        () -> new Dropout(schedule));
  }

  @Test
  void scheduleByEpoch_changesTheKeptShareWithTheEpoch() {
    // All of it is kept in the first epoch, almost nothing in the second: the score is that of
    // guessing, log 4.
    ISchedule schedule = new MapSchedule(ScheduleType.EPOCH, Map.of(0, 1.0, 1, 1e-9));
    MultiLayerNetwork network =
        Nets.vectors(Nets.settings(), new DropoutLayer.Builder(new Dropout(schedule)).build());
    MultiLayerNetwork without = Nets.vectors(Nets.settings());
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      double first = compiled.fit(Nets.vectors(), Nets.labels());
      without.fit(Nets.vectors(), Nets.labels());
      assertThat(first).isCloseTo(without.score(), within(1e-5));
      network.setEpochCount(1);
      compiled.sync();
      network.getParam("1_b").assign(0);
      assertThat(compiled.fit(Nets.vectors(), Nets.labels()))
          .isCloseTo(Math.log(Nets.CLASSES), within(1e-5));
    }
  }

  @Test
  void noiseOfOnesOwn_agrees() {
    new Agreement(
            () ->
                Nets.images(
                    Nets.settings(),
                    new ConvolutionLayer.Builder(3, 3).nOut(6).build(),
                    new ConvolutionLayer.Builder(3, 3)
                        .nOut(5)
                        .dropOut(new SharedMask(KEEP, 1))
                        .build(),
                    // Run by its own DL4J layer, which has to know the iteration.
                    new LocallyConnected.Builder(3)
                        .nOut(2)
                        .dropOut(new SharedMask(KEEP, 2))
                        .build()),
            1e-3)
        .after(STEPS, Nets.images(), Nets.labels());
  }

  @Test
  void otherNoise_isDrawnInTrainingAlone() {
    for (IDropout noise :
        new IDropout[] {
          new GaussianDropout(0.3), new AlphaDropout(0.8), new SpatialDropout(0.7), new Dropout(0.7)
        }) {
      MultiLayerNetwork network =
          Nets.images(
              Nets.settings()
                  .trainingWorkspaceMode(WorkspaceMode.NONE)
                  .inferenceWorkspaceMode(WorkspaceMode.NONE),
              new DropoutLayer.Builder(noise).build());
      INDArray before = network.params().dup();
      try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
        INDArray images = Nets.images();
        double first = compiled.fit(images, Nets.labels());
        network.setParams(before);
        network.setIterationCount(1);
        double second = compiled.fit(images, Nets.labels());
        assertThat(second).as("another draw of %s", noise).isNotEqualTo(first);
        assertThat(second).as("score under %s", noise).isCloseTo(first, within(3.0));
        network.setParams(before);
        assertThat(compiled.output(images).distance2(network.output(images)))
            .as("output without %s", noise)
            .isLessThan(1e-5);
      }
    }
  }
}
