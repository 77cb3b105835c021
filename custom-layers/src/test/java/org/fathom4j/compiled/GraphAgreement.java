package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Trains two equal graphs, one compiled and one plain, on the same batch and compares them.
 *
 * @param where what is trained, for messages
 * @param tolerance relative difference of scores and, in the 2-norm, of arrays
 * @param floor what is the least size that a difference is measured against
 */
record GraphAgreement(String where, double tolerance, double floor) {
  static GraphAgreement within(double tolerance) {
    return new GraphAgreement("graph", tolerance, 1e-6);
  }

  /** Checks outputs, scores, gradients and parameters. */
  void after(int steps, ComputationGraph plain, ComputationGraph other, MultiDataSet batch) {
    assertThat(other.params()).isEqualTo(plain.params());
    FirstGradients expected = new FirstGradients();
    FirstGradients actual = new FirstGradients();
    plain.addListeners(expected);
    other.addListeners(actual);
    try (CompiledGraph compiled = CompiledGraph.compile(other)) {
      outputs("before", plain, compiled, batch);
      for (int i = 1; i <= steps; i++) {
        plain.fit(
            Arrays.stream(batch.getFeatures()).map(INDArray::dup).toArray(INDArray[]::new),
            batch.getLabels(),
            batch.getFeaturesMaskArrays(),
            batch.getLabelsMaskArrays());
        compiled.fit(batch);
        assertThat(compiled.score())
            .as("score of step %d, %s", i, where)
            .isCloseTo(plain.score(), offset(plain.score()));
      }
      compiled.sync();
      same("first gradient", expected.gradient(), actual.gradient());
      same("first step", expected.step(), actual.step());
      same("parameters after " + steps + " steps", plain.params(), other.params());
      outputs("after", plain, compiled, batch);
      assertThat(other.getIterationCount()).isEqualTo(plain.getIterationCount());
    }
  }

  private Offset<Double> offset(double score) {
    return Offset.offset(floor + tolerance * Math.abs(score));
  }

  private void outputs(
      String when, ComputationGraph plain, CompiledGraph compiled, MultiDataSet batch) {
    INDArray[] expected = plain.output(batch.getFeatures());
    INDArray[] actual = compiled.outputs(batch.getFeatures());
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      same("output %d %s".formatted(i, when), expected[i], actual[i]);
    }
  }

  /** Relative difference in the 2-norm. */
  void same(String what, INDArray expected, INDArray actual) {
    INDArray left = expected.castTo(DataType.DOUBLE).reshape(-1);
    INDArray right = actual.castTo(DataType.DOUBLE).reshape(-1);
    double size = Math.max(left.norm2Number().doubleValue(), floor);
    assertThat(left.sub(right).norm2Number().doubleValue() / size)
        .as("%s, %s", what, where)
        .isLessThan(tolerance);
  }
}
