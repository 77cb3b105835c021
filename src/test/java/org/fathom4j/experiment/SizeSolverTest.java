package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.trial.PreparedTrial;
import org.junit.jupiter.api.Test;

/** Networks of equal cost are not those of equal size: a convolution uses its weights again. */
final class SizeSolverTest {
  private static final String FILE =
      """
      name: equal
      question: Does depth help at equal cost?
      data: {name: street-numbers, train: 48, validation: 24, test: 16}
      network:
        - repeat: "${depth}"
          layers: [convolution: {channels: "${width}", kernel: 3}]
        - pooling: {window: 8}
        - dense: {units: "${units}"}
        - output
      training: {epochs: 1, batch: 16}
      sweep:
        space: {depth: [1, 2, 3]}
        match-operations: {operations: 6M, by: width, fine: {units: 64}}
      """;

  @Test
  void widthsAreSolvedForAnEqualNumberOfOperations() {
    List<PreparedTrial> trials = SmallSweep.prepared(FILE).trials();
    assertThat(trials)
        .hasSize(3)
        .allSatisfy(
            trial ->
                assertThat(trial.exampleOperations())
                    .isCloseTo(6_000_000, Percentage.withPercentage(2)));
    assertThat(trials).extracting(t -> t.network().parameters()).doesNotHaveDuplicates();
    assertThat(trials.get(0).operations()).isEqualTo(48.0 * trials.get(0).exampleOperations());
  }

  @Test
  void whatCannotBeMet_isToldWithTheClosest() {
    assertThatThrownBy(() -> SmallSweep.prepared(FILE.replace("operations: 6M", "operations: 9")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("sweep.match-operations: no width gives 9 operations")
        .hasMessageContaining("the closest is");
  }
}
