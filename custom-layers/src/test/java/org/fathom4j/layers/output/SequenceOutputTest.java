package org.fathom4j.layers.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class SequenceOutputTest extends LayerContract {
  private static final InputType FEATURES = InputType.feedForward(6);

  @Override
  protected Stream<LayerCase> cases() {
    return Stream.of(
        LayerCase.of("five digits", FEATURES, () -> new SequenceOutput.Builder().build())
            .labelled(batch -> labels(batch, 5, 10)),
        LayerCase.of(
                "two digits of three classes without bias",
                FEATURES,
                () -> new SequenceOutput.Builder().digits(2).classes(3).hasBias(false).build())
            .labelled(batch -> labels(batch, 2, 3)));
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "no digits",
            () -> new SequenceOutput.Builder().digits(0).name("out").build(),
            "SequenceOutput layer \"out\"",
            "digits must be at least 1",
            "got 0"),
        BadConfig.of(
            "one class",
            () -> new SequenceOutput.Builder().classes(1).build(),
            "classes must be at least 2",
            "got 1"),
        BadConfig.of(
            "another number of outputs",
            () -> new SequenceOutput.Builder().nOut(10).build(),
            "nOut must be left out or 57",
            "got 10"),
        BadConfig.of(
            "outputs changed afterwards",
            () -> {
              SequenceOutput layer = new SequenceOutput.Builder().nIn(2).build();
              layer.setNOut(3);
              network(layer);
            },
            "nOut must be 57",
            "got 3"));
  }

  /** Every length once, then again; digits beyond the length hold -1. */
  private static INDArray labels(int batch, int digits, int classes) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] labels = new double[batch][1 + digits];
    for (int row = 0; row < batch; row++) {
      labels[row][0] = (row * 2 + 1) % (digits + 2);
      for (int digit = 1; digit <= digits; digit++) {
        labels[row][digit] = digit <= labels[row][0] ? random.nextInt(classes) : -1;
      }
    }
    return Nd4j.createFromArray(labels);
  }

  @Test
  void scoreIsTheNegativeLogLikelihoodOfLengthAndDigits() {
    MultiLayerNetwork network = network(new SequenceOutput.Builder().nIn(2).build());
    network.params().assign(0);
    // Equal probabilities: 1/7 for the length, 1/10 for each of 3 digits.
    double expected = Math.log(7) + 3 * Math.log(10);
    assertThat(network.score(new DataSet(Nd4j.ones(1, 2), number(3, 1, 7, 5, -1, -1))))
        .isCloseTo(expected, within(1e-6));
    // More than five digits: the first five count.
    assertThat(network.score(new DataSet(Nd4j.ones(1, 2), number(6, 1, 7, 5, 2, 0))))
        .isCloseTo(Math.log(7) + 5 * Math.log(10), within(1e-6));
  }

  @Test
  void digitsBeyondTheLengthGetNoGradient() {
    MultiLayerNetwork network = network(new SequenceOutput.Builder().nIn(2).build());
    network.setInput(Nd4j.ones(1, 2));
    network.setLabels(number(2, 1, 7, 3, 3, 3));
    network.computeGradientAndScore();
    INDArray bias = network.gradient().getGradientFor("0_b");
    for (int output = 0; output < 57; output++) {
      if (output < 27) {
        assertThat(bias.getDouble(output)).as("output %d", output).isNotZero();
      } else {
        assertThat(bias.getDouble(output)).as("output %d", output).isZero();
      }
    }
  }

  @Test
  void maskedExampleCountsForNothing() {
    MultiLayerNetwork network = network(new SequenceOutput.Builder().nIn(2).build());
    INDArray features = Nd4j.rand(2, 2);
    INDArray labels = Nd4j.vstack(number(1, 4, -1, -1, -1, -1), number(2, 0, 1, -1, -1, -1));
    DataSet masked =
        new DataSet(features, labels, null, Nd4j.createFromArray(new float[][] {{1}, {0}}));
    INDArray scores = network.scoreExamples(masked, false);
    assertThat(scores.getDouble(0)).isPositive();
    assertThat(scores.getDouble(1)).isZero();
  }

  @Test
  void labelsOutOfRangeAreRefusedWithTheirExample() {
    MultiLayerNetwork network = network(new SequenceOutput.Builder().nIn(2).build());
    assertRefused(network, number(7, 1, 1, 1, 1, 1), "the length", "0 to 6", "7.0", "example 0");
    assertRefused(network, number(2, 1, 10, 1, 1, 1), "digit 2", "0 to 9", "10.0");
    assertRefused(network, number(2, 1, 0.5, 1, 1, 1), "digit 2", "whole number", "0.5");
    assertRefused(network, Nd4j.ones(1, 5), "[1, 6]", "[1, 5]");
  }

  private static void assertRefused(MultiLayerNetwork network, INDArray labels, String... parts) {
    assertThatThrownBy(() -> network.fit(Nd4j.ones(1, 2), labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void softmaxPassesGradientsOnToItsOwnAnswerOnly() {
    SequenceSoftmax softmax = new SequenceSoftmax(1, 2);
    INDArray z = Nd4j.createFromArray(new double[][] {{0.1, -0.4, 0.3, 1.0, 0.2}});
    INDArray weights = Nd4j.createFromArray(new double[][] {{1, 2, -1, 3, -2}});
    INDArray gradient = softmax.backprop(z.dup(), weights.dup()).getFirst();
    for (int i = 0; i < 5; i++) {
      INDArray step = Nd4j.zeros(z.dataType(), 1, 5).putScalar(i, 1e-6);
      double above =
          softmax.getActivation(z.add(step), true).mul(weights).sumNumber().doubleValue();
      double below =
          softmax.getActivation(z.sub(step), true).mul(weights).sumNumber().doubleValue();
      assertThat(gradient.getDouble(i)).isCloseTo((above - below) / 2e-6, within(1e-8));
    }
  }

  @Test
  void learnsToReadNumbersByHeart() {
    MultiLayerNetwork network = network(new SequenceOutput.Builder().nIn(2).build());
    INDArray features = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}});
    INDArray labels = Nd4j.vstack(number(3, 1, 7, 5, -1, -1), number(1, 9, -1, -1, -1, -1));
    for (int step = 0; step < 60; step++) {
      network.fit(features, labels);
    }
    assertThat(new SequenceDecoder(5, 10).decode(network.output(features)))
        .extracting(Sequence::text)
        .containsExactly("175", "9");
  }

  private static INDArray number(double... lengthAndDigits) {
    return Nd4j.createFromArray(new double[][] {lengthAndDigits});
  }

  private static MultiLayerNetwork network(SequenceOutput layer) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.1))
                .list()
                .layer(layer)
                .build());
    network.init();
    return network;
  }
}
