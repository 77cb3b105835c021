package org.fathom4j.compiled.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendContract;
import org.fathom4j.compiled.backend.OperationCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference itself: its gradients are the differences of its own scores. */
class InterpreterBackendTest extends BackendContract {
  private static final float STEP = 4e-3f;
  private final Backend interpreter = new InterpreterBackend();

  @Override
  protected Backend open() {
    return new InterpreterBackend();
  }

  @Override
  protected Backend openReference() {
    return new InterpreterBackend();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "org.fathom4j.compiled.backend.OperationCases#all",
    "org.fathom4j.compiled.backend.GroupCases#products",
    "org.fathom4j.compiled.backend.RecurrenceCases#all",
    "org.fathom4j.compiled.backend.MaskedStepCases#all"
  })
  void gradients_areDifferencesOfScores(OperationCase tried) {
    float[] start = tried.start();
    float[] gradients = tried.on(interpreter, start).gradients();
    int stride = Math.max(1, start.length / 60);
    for (int i = 0; i < start.length; i += stride) {
      double difference =
          (score(tried, start, i, STEP) - score(tried, start, i, -STEP)) / (2 * STEP);
      assertThat((double) gradients[i])
          .as("gradient %d of %d", i, start.length)
          .isCloseTo(difference, within(2e-3 * Math.max(1, Math.abs(difference))));
    }
  }

  private double score(OperationCase tried, float[] start, int index, float step) {
    float[] moved = start.clone();
    moved[index] += step;
    return tried.on(interpreter, moved).score();
  }
}
