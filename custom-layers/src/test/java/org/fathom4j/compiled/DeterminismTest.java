package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;

/** The same seed gives the same network, dropout and all. */
class DeterminismTest {
  private static final int STEPS = 10;

  @Test
  void sameSeed_givesTheSameNetworkBitForBit() {
    assertThat(trained()).isEqualTo(trained());
  }

  @Test
  void otherThreadCounts_differByRoundingOnly() throws IOException, InterruptedException {
    float[] one = trainedWith("1");
    assertThat(trainedWith("1")).isEqualTo(one);
    float[] two = trainedWith("2");
    assertThat(trainedWith("2")).isEqualTo(two);
    for (int i = 0; i < one.length; i++) {
      assertThat(two[i]).isCloseTo(one[i], within(1e-3f));
    }
  }

  private static float[] trainedWith(String threads) throws IOException, InterruptedException {
    String printed = ChildJvm.with("OMP_NUM_THREADS", threads).run(Train.class);
    String last = printed.strip().lines().reduce((first, second) -> second).orElse("");
    String[] numbers = last.split(" ", -1);
    float[] parameters = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      parameters[i] = Float.parseFloat(numbers[i]);
    }
    return parameters;
  }

  private static float[] trained() {
    MultiLayerNetwork network =
        Nets.images(
            Nets.settings(new Adam(0.01)),
            new ConvolutionLayer.Builder(5, 5).stride(1, 1).nOut(16).hasBias(false).build(),
            new BatchNormalization.Builder().build(),
            new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
            new DenseLayer.Builder().nOut(32).dropOut(0.5).build());
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      for (int step = 0; step < STEPS; step++) {
        compiled.fit(Nets.images(), Nets.labels());
      }
    }
    return network.params().toFloatVector();
  }

  /** Prints the parameters of a trained network. */
  static final class Train {
    private Train() {}

    public static void main(String[] arguments) {
      StringBuilder line = new StringBuilder();
      for (float parameter : trained()) {
        line.append(parameter).append(' ');
      }
      System.out.println(line);
    }
  }
}
