package org.fathom4j.compiled.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.fathom4j.compiled.backend.OperationCase;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.interpreter.InterpreterBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollidingRowsTest {
  private static final int BATCH = 17;
  private static final int INPUTS = 3072;
  private static final int OUTPUTS = 130;

  @ParameterizedTest
  @CsvSource({
    "17, 3072, 130, true",
    "128, 6144, 512, true",
    "15, 3072, 130, false",
    "17, 3000, 130, false",
    "17, 4096, 130, false",
    "17, 3072, 127, false"
  })
  void rowsOfWholePages_collideUnlessTheyAreFewOrAPowerOfTwo(
      int rows, int inputs, int outputs, boolean collide) {
    assertThat(CollidingRows.collide(Shape.of(rows, inputs), Shape.of(rows, outputs)))
        .isEqualTo(collide);
  }

  @Test
  void images_areLeftAlone() {
    assertThat(CollidingRows.collide(Shape.of(17, 3, 32, 32), Shape.of(17, 130))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradients_areThoseOfThePlainSum(boolean bias) {
    Shape x = Shape.of(BATCH, INPUTS);
    Shape weights = Shape.of(OUTPUTS, INPUTS);
    OperationCase operation =
        new OperationCase(
            "inner product",
            bias ? List.of(x, weights, Shape.of(OUTPUTS)) : List.of(x, weights),
            -1,
            (graph, in) ->
                new InnerProduct()
                    .of(graph, in.get(0), in.get(1), in.stream().skip(2).findFirst()));
    float[] start = numbers(operation.start().length);
    try (OneDnnBackend fast = OneDnnBackend.open();
        InterpreterBackend plain = new InterpreterBackend()) {
      float[] answer = operation.on(fast, start).gradients();
      float[] expected = operation.on(plain, start).gradients();
      int behindX = BATCH * INPUTS;
      int behindWeights = behindX + OUTPUTS * INPUTS;
      assertThat(answer).hasSameSizeAs(expected);
      assertThat(apart(answer, expected, behindX, behindWeights)).isLessThan(1e-5f);
      assertThat(apart(answer, expected, behindWeights, start.length)).isLessThan(1e-5f);
    }
  }

  private static float[] numbers(int count) {
    SplittableRandom random = new SplittableRandom(3);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (random.nextDouble() - 0.5);
    }
    return numbers;
  }

  /** The largest difference. */
  private static float apart(float[] answer, float[] expected, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(answer[i] - expected[i]));
    }
    return largest;
  }
}
