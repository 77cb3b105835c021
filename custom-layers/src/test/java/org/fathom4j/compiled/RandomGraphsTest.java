package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Graphs drawn at random, frozen parts and masks of labels among them, each trained for some steps
 * compiled and plain: scores, first gradient, parameters and outputs agree. {@code
 * -Dfathom.random.graphs=N} draws more, {@code -Dfathom.random.first=SEED} others.
 */
class RandomGraphsTest {
  private static final int GRAPHS = Integer.getInteger("fathom.random.graphs", 30);
  private static final long FIRST = Long.getLong("fathom.random.first", 0);
  private static final int STEPS = 4;
  private static final double TOLERANCE = 2e-3;

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + GRAPHS);
  }

  @ParameterizedTest(name = "graph {0}")
  @MethodSource("seeds")
  void compiledIsRight(long seed) {
    RandomGraph drawn = RandomGraph.of(seed);
    String where = "graph " + seed + ", " + drawn;
    ComputationGraph plain = drawn.graph();
    ComputationGraph other = drawn.graph();
    DataSet batch = drawn.batch();
    INDArray features = batch.getFeatures();
    try (CompiledGraph compiled = CompiledGraph.compile(other)) {
      same(where, "output before", plain.output(features)[0], compiled.output(features));
      for (int step = 1; step <= STEPS; step++) {
        plain.fit(batch.copy());
        compiled.fit(batch);
        assertThat(compiled.score())
            .as("score of step %d, %s", step, where)
            .isCloseTo(plain.score(), within(1e-4 + TOLERANCE * Math.abs(plain.score())));
      }
      same(where, "parameters", plain.params(), other.params());
      same(where, "output after", plain.output(features)[0], compiled.output(features));
    }
  }

  private static void same(String where, String what, INDArray expected, INDArray actual) {
    INDArray left = expected.castTo(DataType.DOUBLE).reshape(-1);
    INDArray right = actual.castTo(DataType.DOUBLE).reshape(-1);
    double size = Math.max(left.norm2Number().doubleValue(), 1e-4);
    assertThat(left.sub(right).norm2Number().doubleValue() / size)
        .as("%s, %s", what, where)
        .isLessThan(TOLERANCE);
  }
}
