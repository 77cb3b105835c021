package org.fathom4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.metrics.Quantity;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * What is said of an example that is looked at from three sides, by an engine that says what it
 * sees.
 */
final class ViewsTest {
  private static final int MANY = 300; // more than are asked about at once

  @Test
  void aTestTakesTheMeanOfTheViews_andAnEpochGlancesAtOne() {
    Evaluator evaluator = Evaluator.of(network());
    assertThat(evaluator.score(new Echo(), new Sides()).of(Quantity.ACCURACY)).isEqualTo(1);
    assertThat(evaluator.score(new Echo(), new Sides()).of(Quantity.LOSS))
        .isCloseTo(-Math.log(0.6), within(1e-6));
    assertThat(evaluator.glance(new Echo(), new Sides()).of(Quantity.ACCURACY)).isEqualTo(0);
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(2)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }

  /** Of the second class: two views of three speak for the first one, the third one is surer. */
  private record Sides() implements Examples {
    private static final float[] SECOND = {0.45f, 0.45f, 0.9f};

    @Override
    public int size() {
      return MANY;
    }

    @Override
    public FeatureShape shape() {
      return new FeatureShape.Vector(2);
    }

    @Override
    public Target target() {
      return new Target.Classes(List.of("first", "second"));
    }

    @Override
    public int views() {
      return SECOND.length;
    }

    @Override
    public void features(int index, float[] into, int offset) {
      view(index, 0, into, offset);
    }

    @Override
    public void view(int index, int view, float[] into, int offset) {
      into[offset] = 1 - SECOND[view];
      into[offset + 1] = SECOND[view];
    }

    @Override
    public void label(int index, float[] into, int offset) {
      into[offset] = 0;
      into[offset + 1] = 1;
    }
  }

  private record Echo() implements Engine {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public double step(INDArray features, INDArray labels) {
      throw new UnsupportedOperationException("is only asked");
    }

    @Override
    public INDArray output(INDArray features) {
      return features;
    }

    @Override
    public void epochEnded() {
      // Trains nothing.
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
