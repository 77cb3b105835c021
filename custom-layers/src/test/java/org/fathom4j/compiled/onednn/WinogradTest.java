package org.fathom4j.compiled.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.fathom4j.compiled.backend.FilterCases.FilterCase;
import org.fathom4j.compiled.backend.OperationCase;
import org.fathom4j.compiled.interpreter.InterpreterBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WinogradTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("org.fathom4j.compiled.backend.FilterCases#all")
  void convolutions_meanWhatThePlainSumMeans(FilterCase tried) {
    assertThat(Winograd.pays(tried.window(), tried.x(), tried.weights(), tried.y())).isTrue();
    OperationCase operation = tried.operation();
    float[] start = numbers(operation.start().length);
    try (OneDnnBackend fast = OneDnnBackend.open();
        InterpreterBackend plain = new InterpreterBackend()) {
      OperationCase.Answer answer = operation.on(fast, start);
      OperationCase.Answer expected = operation.on(plain, start);
      close(answer.output(), expected.output(), 0, expected.output().length);
      int images = (int) tried.x().elements();
      int weights = (int) tried.weights().elements();
      close(answer.gradients(), expected.gradients(), 0, images);
      close(answer.gradients(), expected.gradients(), images, images + weights);
      close(answer.gradients(), expected.gradients(), images + weights, start.length);
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

  /** Within 5e-5 of the largest. */
  private static void close(float[] answer, float[] expected, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    float most = 5e-5f * largest;
    for (int i = from; i < to; i++) {
      if (!(Math.abs(answer[i] - expected[i]) <= most)) { // a million assertions take seconds
        assertThat(answer[i]).as("number %d", i).isCloseTo(expected[i], within(most));
      }
    }
  }
}
