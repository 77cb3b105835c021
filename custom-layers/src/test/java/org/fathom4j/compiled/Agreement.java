package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains two copies of a network, one compiled and one plain, on the same batches and compares
 * them.
 */
final class Agreement {
  private final Supplier<MultiLayerNetwork> network;
  private final double tolerance;

  Agreement(Supplier<MultiLayerNetwork> network, double tolerance) {
    this.network = network;
    this.tolerance = tolerance;
  }

  /** Checks score and parameters after each of the steps, and the outputs at the end. */
  void after(int steps, INDArray features, INDArray labels) {
    MultiLayerNetwork plain = network.get();
    MultiLayerNetwork other = network.get();
    assertThat(other.params()).isEqualTo(plain.params());
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      same("output before", plain.output(features), compiled.output(features));
      for (int i = 1; i <= steps; i++) {
        plain.fit(features.dup(), labels.dup());
        double score = compiled.fit(features, labels);
        assertThat(score)
            .as("score of step " + i)
            .isCloseTo(
                plain.score(),
                org.assertj.core.data.Offset.offset(1e-5 + tolerance * Math.abs(plain.score())));
        same("gradient of step " + i, plain.getFlattenedGradients(), other.getFlattenedGradients());
        same("parameters after step " + i, plain.params(), other.params());
      }
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
