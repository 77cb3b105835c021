package org.fathom4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.CompiledNetwork;
import org.fathom4j.config.ClassWeights;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Weights of classes, from the examples to the steps of both engines. */
class ClassWeightingTest {
  private static final Target.Classes CLASSES = new Target.Classes(List.of("a", "b", "never"));

  /** scikit-learn's compute_class_weight("balanced") of [0, 0, 0, 1]: 0.6667, 2. */
  @Test
  void balanced_givesEveryClassThatIsThereTheSameSum() {
    List<Double> weights =
        ClassWeighting.of(new ClassWeights(true, Map.of()), new Labels(0, 0, 0, 1));
    assertThat(weights).hasSize(3);
    assertThat(weights.get(0)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(weights.get(1)).isEqualTo(2);
    assertThat(weights.get(2)).isEqualTo(1);
  }

  @Test
  void given_areByName_othersCountOne() {
    Examples train = new Labels(0, 1);
    assertThat(ClassWeighting.of(new ClassWeights(false, Map.of("b", 5.0)), train))
        .containsExactly(1.0, 5.0, 1.0);
    assertThat(ClassWeighting.of(ClassWeights.NONE, train)).isEmpty();
  }

  @Test
  void bothEngines_stepAsTheWeightsSay() {
    INDArray features = Nd4j.create(new float[][] {{1, 2}, {-1, 0.5f}, {0.3f, -2}});
    INDArray labels = Nd4j.create(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    List<Double> weights = List.of(0.5, 4.0, 1.0);
    MultiLayerNetwork stock = plan().build(weights);
    MultiLayerNetwork compiled = plan().build(weights);
    MultiLayerNetwork plain = plan().build(List.of());
    INDArray before = stock.params().dup();
    stock.fit(features, labels);
    plain.fit(features, labels);
    try (CompiledNetwork fast = CompiledNetwork.compile(compiled)) {
      double loss = fast.fit(features, labels);
      assertThat(loss).isCloseTo(stock.score(), within(1e-5));
    }
    INDArray moved = stock.params().sub(before);
    assertThat(compiled.params().sub(before).distance2(moved)).isLessThan(1e-5);
    assertThat(plain.params().sub(before).distance2(moved)).isGreaterThan(1e-3);
  }

  private static NetworkPlan plan() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Sgd(0.1))
            .list()
            .layer(
                new OutputLayer.Builder(new LossMCXENT())
                    .nIn(2)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build())
            .build();
    return new NetworkPlan(configuration, List.of());
  }

  /** Examples of these classes. */
  private static final class Labels implements Examples {
    private final int[] classes;

    Labels(int... classes) {
      this.classes = classes;
    }

    @Override
    public int size() {
      return classes.length;
    }

    @Override
    public FeatureShape shape() {
      return new FeatureShape.Vector(0);
    }

    @Override
    public Target target() {
      return CLASSES;
    }

    @Override
    public void features(int index, float[] into, int offset) {
      // None.
    }

    @Override
    public void label(int index, float[] into, int offset) {
      for (int c = 0; c < CLASSES.width(); c++) {
        into[offset + c] = c == classes[index] ? 1 : 0;
      }
    }
  }
}
