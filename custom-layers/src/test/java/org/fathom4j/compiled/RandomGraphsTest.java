package org.fathom4j.compiled;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Graphs drawn at random, with several inputs and outputs, frozen parts and masks of labels among
 * them, each trained for some steps compiled and plain: scores, first gradient, parameters and
 * outputs agree. {@code -Dfathom.random.graphs=N} draws more, {@code -Dfathom.random.first=SEED}
 * others.
 */
class RandomGraphsTest {
  private static final int GRAPHS = Integer.getInteger("fathom.random.graphs", 30);
  private static final long FIRST = Long.getLong("fathom.random.first", 0);
  private static final int STEPS = 4;

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + GRAPHS);
  }

  @ParameterizedTest(name = "graph {0}")
  @MethodSource("seeds")
  void compiledIsRight(long seed) {
    RandomGraph drawn = RandomGraph.of(seed);
    new GraphAgreement("graph %d, %s".formatted(seed, drawn), 2e-3, 1e-4)
        .after(STEPS, drawn.graph(), drawn.graph(), drawn.batch());
  }
}
