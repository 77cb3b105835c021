package org.fathom4j.compiled.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A parameter that became NaN or infinite is told of once, wherever it is. */
class ChunkTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 2047, 2048})
  void aParameterThatIsNoNumber_isToldOf(int count) {
    Chunk chunk = new Chunk();
    Arrays.fill(chunk.parameters, Float.MAX_VALUE);
    for (int at = 0; at < count; at++) {
      chunk.resize(count);
      chunk.gradients[at] = at % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
      chunk.subtractGradients();
      chunk.parameters[at] = 1;
      chunk.gradients[at] = 0;
      chunk.resize(1); // of a shorter part behind it
      chunk.subtractGradients();
      assertEquals(Float.NaN, chunk.doubt(), 0, "at " + at);
      chunk.resize(count);
      chunk.subtractGradients();
      assertEquals(0, chunk.doubt(), 0, "after " + at);
    }
  }
}
