package org.fathom4j.compiled.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.Operation;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation, forward and backward, means what the interpreter says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendContract {
  private Backend backend;
  private Backend reference;

  /** The backend to try. */
  protected abstract Backend open();

  /** What it is held to. */
  protected abstract Backend openReference();

  @BeforeAll
  void openBoth() {
    backend = open();
    reference = openReference();
  }

  @AfterAll
  void closeBoth() {
    backend.close();
    reference.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "org.fathom4j.compiled.backend.OperationCases#all",
    "org.fathom4j.compiled.backend.StepCases#all"
  })
  protected void operation_meansWhatTheReferenceSays(OperationCase tried) {
    OperationCase.Answer answer = tried.on(backend, tried.start());
    OperationCase.Answer expected = tried.on(reference, tried.start());
    assertThat(answer.score()).isCloseTo(expected.score(), within(1e-4));
    assertThat(answer.output()).as("output").containsExactly(expected.output(), within(1e-5f));
    assertThat(answer.gradients())
        .as("gradients")
        .containsExactly(expected.gradients(), within(1e-4f));
    assertThat(answer.gradients()).as("gradients").isNotEqualTo(new float[tried.parameters()]);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.fathom4j.compiled.backend.OperationCases#all")
  protected void tiesAndKinks_areTheReferences(OperationCase tried) {
    OperationCase.Answer answer = tried.on(backend, tried.tied());
    OperationCase.Answer expected = tried.on(reference, tried.tied());
    same("output", answer.output(), expected.output());
    same("gradient", answer.gradients(), expected.gradients());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.fathom4j.compiled.backend.VectorCase#all")
  void whatIsDoneToVectors_isTheReferences(VectorCase tried) {
    double[] answer = tried.on(backend);
    double[] expected = tried.on(reference);
    assertThat(answer).hasSameSizeAs(expected);
    for (int i = 0; i < answer.length; i++) {
      assertThat(answer[i])
          .as("number %d", i)
          .isCloseTo(expected[i], within(1e-6 + 2e-4 * Math.abs(expected[i])));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.fathom4j.compiled.backend.UpdateCase#all")
  void update_movesWhatTheReferenceMoves(UpdateCase tried) {
    same("element", tried.on(backend), tried.on(reference));
  }

  /** What is no number need not be the same one. */
  private static void same(String what, float[] answer, float[] expected) {
    assertThat(answer).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (Float.isFinite(expected[i])) {
        assertThat(answer[i])
            .as("%s %d", what, i)
            .isCloseTo(expected[i], within(1e-4f * Math.max(1, Math.abs(expected[i]))));
      } else {
        assertThat(Float.isFinite(answer[i])).as("%s %d", what, i).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1025, 32_767, 32_768, 32_769, 40_000, 600_001})
  void parametersThatAreNoNumbers_areToldWhereverTheyAre(int count) {
    UpdateCase update = UpdateCase.plain(count);
    for (int place : new int[] {0, count / 2, count - 1}) {
      assertThat(update.notices(backend, place)).as("NaN at %d", place).isTrue();
    }
    assertThat(update.notices(backend, -1)).as("NaN before").isFalse();
    assertThat(update.notices(backend, count)).as("NaN behind").isFalse();
  }

  @Test
  void operationWithoutKernel_isRefusedByNameBeforeAnythingRuns() {
    Tensor x = new Tensor(0, "x", Shape.of(1), new Storage.Planned());
    Step step = new Step("layer", new Unheard(), Pass.FORWARD, List.of(x), List.of(x));
    assertThat(backend.obstacle(step))
        .hasValueSatisfying(why -> assertThat(why).contains("unheard"));
  }

  @Test
  void backend_tellsItsNameAndInstructions() {
    assertThat(backend.name()).isNotBlank();
    assertThat(backend.instructions()).isNotBlank();
  }

  private record Unheard() implements Operation {
    @Override
    public String describe() {
      return "unheard-of operation";
    }

    @Override
    public void backward(Step forward, Backpropagation back) {}
  }
}
