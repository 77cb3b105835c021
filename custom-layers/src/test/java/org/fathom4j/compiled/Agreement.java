package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains two copies of a network, one compiled and one plain, on the same batches and compares
 * them.
 */
final class Agreement {
  private final Supplier<MultiLayerNetwork> plain;
  private final Supplier<MultiLayerNetwork> toCompile;
  private final double tolerance;

  Agreement(Supplier<MultiLayerNetwork> network, double tolerance) {
    this(network, network, tolerance);
  }

  /** Of two networks that should train alike, of which the second is compiled. */
  Agreement(
      Supplier<MultiLayerNetwork> plain, Supplier<MultiLayerNetwork> toCompile, double tolerance) {
    this.plain = plain;
    this.toCompile = toCompile;
    this.tolerance = tolerance;
  }

  /** Checks output, score, first gradient and parameters. */
  void after(int steps, INDArray features, INDArray labels) {
    after(steps, new DataSet(features, labels));
  }

  /** The same for a batch that may have a mask of its labels. */
  void after(int steps, DataSet batch) {
    INDArray features = batch.getFeatures();
    MultiLayerNetwork plain = this.plain.get();
    MultiLayerNetwork other = toCompile.get();
    assertThat(other.params()).isEqualTo(plain.params());
    FirstGradients expected = new FirstGradients();
    FirstGradients actual = new FirstGradients();
    plain.addListeners(expected);
    other.addListeners(actual);
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      same("output before", plain.output(features), compiled.output(features));
      for (int i = 1; i <= steps; i++) {
        plain.fit(batch.copy());
        compiled.fit(batch);
        assertThat(compiled.score())
            .as("score of step " + i)
            .isCloseTo(plain.score(), within(1e-5 + tolerance * Math.abs(plain.score())));
      }
      compiled.sync();
      same("first gradient", expected.gradient(), actual.gradient());
      same("first step", expected.step(), actual.step());
      same("parameters after " + steps + " steps", plain.params(), other.params());
      same("output after", plain.output(features), compiled.output(features));
      assertThat(other.getIterationCount()).isEqualTo(plain.getIterationCount());
    }
  }

  /** Relative difference in the 2-norm. */
  private void same(String what, INDArray expected, INDArray actual) {
    INDArray left = expected.castTo(DataType.DOUBLE).reshape(-1);
    INDArray right = actual.castTo(DataType.DOUBLE).reshape(-1);
    double size = Math.max(left.norm2Number().doubleValue(), 1e-6);
    double difference = left.sub(right).norm2Number().doubleValue() / size;
    assertThat(difference).as(what).isLessThan(tolerance);
  }
}
