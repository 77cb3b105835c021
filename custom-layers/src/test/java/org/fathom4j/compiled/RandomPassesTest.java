package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Random networks over random iterators with random masks: epochs train or are refused as by DL4J,
 * figures are DL4J's, and what is refused beyond that is refused by name and changes nothing.
 */
class RandomPassesTest {
  private static final int NETWORKS = 40;
  private static final long FIRST = 1000; // networks that no other test draws
  private static final double TOLERANCE = 1e-3;

  /** Last activations by which single outputs can be left out; DL4J refuses that of a softmax. */
  private static final Set<Class<?>> ELEMENTWISE =
      Set.of(ActivationIdentity.class, ActivationTanH.class, ActivationSigmoid.class);

  /** How many times as far as the last bit drives plain networks apart. */
  private static final double ROUNDING = 4;

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + NETWORKS);
  }

  @ParameterizedTest(name = "network {0}")
  @MethodSource("seeds")
  void epochsAndFiguresAreThoseOfDl4j(long seed) {
    RandomNetwork drawn = RandomNetwork.of(seed);
    MultiLayerNetwork plain = drawn.network();
    Draw draw = new Draw(new Random(seed), drawn.epoch(), ELEMENTWISE.contains(activation(plain)));
    MultiLayerNetwork other = drawn.networkToCompile();
    assertThat(CompiledNetwork.explain(other).compilable()).isEqualTo(drawn.refusal().isEmpty());
    if (drawn.refusal().isPresent()) {
      assertThatThrownBy(() -> CompiledNetwork.compile(other))
          .isInstanceOf(NotCompilableException.class)
          .hasMessageContaining(drawn.refusal().get());
      return;
    }
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      Draw.Pass training = draw.next();
      if (drawn.wrongByDl4j().isEmpty()) { // else there is nothing to compare with
        train(training, drawn, plain, compiled);
      }
      plain.setParams(other.params().dup());
      evaluate(draw.next(), drawn.surroundings(), plain, compiled);
    }
  }

  private static Class<?> activation(MultiLayerNetwork network) {
    return network.getOutputLayer().conf().getLayer() instanceof BaseLayer layer
        ? layer.getActivationFn().getClass()
        : Object.class;
  }

  private static void train(
      Draw.Pass pass, RandomNetwork drawn, MultiLayerNetwork plain, CompiledNetwork compiled) {
    MultiLayerNetwork other = compiled.network();
    boolean masked = pass.featuresMasked() && pass.iterator().hasNext() && pass.epochs() > 0;
    INDArray before = other.params().dup();
    @Nullable RuntimeException actual =
        thrown(() -> drawn.surroundings().call(() -> fit(compiled, pass)));
    if (masked) {
      assertThat(actual).isInstanceOf(IllegalArgumentException.class);
      assertThat(other.params()).isEqualTo(before);
      return;
    }
    @Nullable RuntimeException expected = thrown(() -> plain.fit(pass.iterator(), pass.epochs()));
    assertThat(actual == null ? null : actual.getClass())
        .as("%s: DL4J %s, compiled %s", pass, expected, actual)
        .isEqualTo(expected == null ? null : expected.getClass());
    assertThat(other.getEpochCount()).as("%s", pass).isEqualTo(plain.getEpochCount());
    assertThat(other.getIterationCount()).as("%s", pass).isEqualTo(plain.getIterationCount());
    double apart = apart(plain, other);
    if (apart > TOLERANCE) { // rounding alone may have driven them apart
      MultiLayerNetwork beside = drawn.network();
      beside.params().muli(1 + 1e-7);
      beside.fit(pass.iterator(), pass.epochs());
      assertThat(apart).as("%s of %s", pass, drawn).isLessThan(ROUNDING * apart(plain, beside));
    }
  }

  private static double fit(CompiledNetwork compiled, Draw.Pass pass) {
    compiled.fit(pass.iterator(), pass.epochs());
    return compiled.score();
  }

  private static double apart(MultiLayerNetwork left, MultiLayerNetwork right) {
    INDArray expected = left.params().castTo(DataType.DOUBLE);
    double size = Math.max(expected.norm2Number().doubleValue(), 1e-5);
    return expected.sub(right.params().castTo(DataType.DOUBLE)).norm2Number().doubleValue() / size;
  }

  private static void evaluate(
      Draw.Pass pass,
      RandomSurroundings around,
      MultiLayerNetwork network,
      CompiledNetwork compiled) {
    same(pass, network::evaluate, data -> around.call(() -> compiled.evaluate(data)));
    same(
        pass,
        network::evaluateRegression,
        data -> around.call(() -> compiled.evaluateRegression(data)));
    same(
        pass,
        data -> measured(network.evaluateROCMultiClass(data, pass.epochs())),
        data -> measured(around.call(() -> compiled.evaluateROCMultiClass(data, pass.epochs()))));
    same(
        pass,
        data -> network.doEvaluation(data, new EvaluationBinary())[0],
        data -> around.call(() -> compiled.doEvaluation(data, new EvaluationBinary())[0]));
  }

  /** Curves without data are refused only when their area is asked for. */
  private static ROCMultiClass measured(ROCMultiClass curves) {
    curves.calculateAverageAUC();
    return curves;
  }

  /** The same figures, or the same refusal. */
  private static void same(
      Draw.Pass pass,
      Function<DataSetIterator, IEvaluation<?>> byDl4j,
      Function<DataSetIterator, IEvaluation<?>> compiled) {
    List<IEvaluation<?>> figures = new ArrayList<>();
    @Nullable RuntimeException expected = thrown(() -> figures.add(byDl4j.apply(pass.iterator())));
    @Nullable RuntimeException actual = thrown(() -> figures.add(compiled.apply(pass.iterator())));
    assertThat(actual == null ? null : actual.getClass())
        .as("%s: DL4J %s, compiled %s", pass, expected, actual)
        .isEqualTo(expected == null ? null : expected.getClass());
    if (expected == null) {
      Figures.same(figures.get(0), figures.get(1));
    }
  }

  private static @Nullable RuntimeException thrown(Runnable action) {
    try {
      action.run();
      return null;
    } catch (RuntimeException refusal) {
      return refusal;
    }
  }

  /** Draws how a pass goes over the batches of an epoch. */
  private record Draw(Random random, List<DataSet> epoch, boolean elementwise) {
    private enum Kind {
      RESETTABLE,
      BEGUN,
      ONE_WAY,
      USED_UP
    }

    private enum Masks {
      AS_DRAWN,
      OUTPUTS,
      FEATURES
    }

    /** One pass; its iterators all give the same. */
    private record Pass(Kind kind, int epochs, Masks masks, List<DataSet> batches) {
      boolean featuresMasked() {
        return masks == Masks.FEATURES;
      }

      DataSetIterator iterator() {
        List<DataSet> copies = batches.stream().map(DataSet::copy).toList();
        int outputs = (int) copies.get(0).getLabels().size(1);
        DataSetIterator iterator =
            kind == Kind.RESETTABLE || kind == Kind.BEGUN
                ? new ExistingDataSetIterator(copies, 0, 0, outputs)
                : new ExistingDataSetIterator(copies.iterator(), names(outputs));
        if (kind == Kind.BEGUN) {
          iterator.next();
        }
        while (kind == Kind.USED_UP && iterator.hasNext()) {
          iterator.next();
        }
        return iterator;
      }

      private static List<String> names(int count) {
        return LongStream.range(0, count).mapToObj(i -> "class " + i).toList();
      }

      @Override
      public String toString() {
        return kind + ", " + epochs + " epochs, masks " + masks;
      }
    }

    Pass next() {
      int chosen = random.nextInt(8);
      Masks masks =
          chosen == 0 ? Masks.FEATURES : elementwise && chosen < 3 ? Masks.OUTPUTS : Masks.AS_DRAWN;
      List<DataSet> batches = epoch.stream().map(DataSet::copy).toList();
      if (masks == Masks.FEATURES) {
        batches.forEach(batch -> batch.setFeaturesMaskArray(some(batch.getFeatures().size(0), 1)));
      }
      if (masks == Masks.OUTPUTS) {
        batches.forEach(batch -> batch.setLabelsMaskArray(some(batch.getLabels().shape())));
      }
      return new Pass(pick(Kind.values()), pick(0, 1, 1, 1, 2, 3, -1), masks, batches);
    }

    private INDArray some(long... shape) {
      float[] numbers =
          new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = random.nextInt(3) == 0 ? 0 : 1;
      }
      return Nd4j.createFromArray(numbers).reshape(shape);
    }

    private Kind pick(Kind... all) {
      return all[random.nextInt(all.length)];
    }

    private int pick(int... all) {
      return all[random.nextInt(all.length)];
    }
  }
}
