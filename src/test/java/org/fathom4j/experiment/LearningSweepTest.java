package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sampler that learns in a real sweep: the same trials however it is run. */
final class LearningSweepTest {
  /** More points than TPE draws at random, and a pruner that gives most of them up. */
  static final String TPE =
      """
      name: learning
      question: Which width and rate learn best?
      data: {name: street-numbers, train: 48, validation: 24, test: 16}
      network: [pooling: {window: 4}, dense: {units: "${width}", dropout: 0.2}, output]
      training: {epochs: 3, batch: 16, optimizer: {adam: {rate: "${rate}"}}}
      sweep:
        generator: tpe
        trials: 16
        space: {width: {from: 1, to: 32, log: true}, rate: {from: 0.001, to: 0.1, log: true}}
        first: {width: 8, rate: 0.01}
        pruner: {asha: {first: 1, eta: 3}}
        parallel: 3
      """;

  @TempDir Path folder;

  private List<TrialRecord> trained(String name, int workers) {
    Path store = folder.resolve(name);
    assertThat(sweep(store).run(workers, false).interrupted()).isFalse();
    return SmallSweep.timeless(store);
  }

  private static SmallSweep sweep(Path store) {
    return new SmallSweep(store, progress -> {}).of(TPE);
  }

  @Test
  void anyNumberOfWorkersGivesTheSamePointsScoresAndWinner() {
    List<TrialRecord> one = trained("one", 1);
    assertThat(one).hasSize(16);
    assertThat(one.get(0).parameters()).containsEntry("width", 8).containsEntry("rate", 0.01);
    assertThat(one).extracting(TrialRecord::parameters).doesNotHaveDuplicates();
    assertThat(one).extracting(TrialRecord::state).contains(TrialState.COMPLETE, TrialState.PRUNED);
    assertThat(trained("four", 4)).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(ints = 7)
  void brokenOffAgainAndAgain_itEndsAsTheUnbrokenOne(int steps) {
    List<TrialRecord> whole = trained("whole", 1);
    Path store = folder.resolve("broken");
    boolean interrupted = true;
    for (int attempt = 0; interrupted && attempt < 200; attempt++) {
      AtomicInteger left = new AtomicInteger(steps * (attempt + 1));
      SmallSweep sweep = new SmallSweep(store, progress -> left.decrementAndGet()).of(TPE);
      interrupted =
          sweep.stoppedBy(() -> left.get() <= 0).run(1 + attempt % 2, attempt > 0).interrupted();
    }
    assertThat(interrupted).isFalse();
    assertThat(SmallSweep.timeless(store)).isEqualTo(whole);
  }

  @Test
  void aPointThatCannotBeBuiltFailsWithItsCause_andTheSweepGoesOn() {
    String unbuildable = "units: \"${if(width == 17, 0, width)}\"";
    String sixteenAndOne =
        IntStream.rangeClosed(1, 17)
            .mapToObj(width -> "{width: " + width + ", rate: 0.01}")
            .collect(Collectors.joining(", ", "first: [", "]"));
    String yaml =
        TPE.replace("units: \"${width}\"", unbuildable)
            .replace("epochs: 3", "epochs: 1")
            .replace("trials: 16", "trials: 18")
            .replace("pruner: {asha: {first: 1, eta: 3}}", "")
            .replace("first: {width: 8, rate: 0.01}", sixteenAndOne);
    SweepResult result = new SmallSweep(folder.resolve("one"), progress -> {}).of(yaml).run(false);
    assertThat(result.record().trials())
        .hasSize(18)
        .filteredOn(trial -> trial.state() == TrialState.FAILED)
        .singleElement()
        .satisfies(failed -> assertThat(failed.parameters()).containsEntry("width", 17))
        .satisfies(failed -> assertThat(failed.cause()).contains("units"));
    assertThatThrownBy(() -> SmallSweep.prepared(yaml.replace("width == 17", "width == 9")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("units");
  }

  @Test
  void mistakesOfTheSearchHaveTheirLine() {
    assertThatThrownBy(() -> SmallSweep.prepared(TPE.replace("generator: tpe", "generator: tpa")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("sweep.generator")
        .hasMessageContaining("'tpe'");
    assertThatThrownBy(() -> SmallSweep.prepared(TPE.replace("width: 8", "width: 64")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("sweep.first")
        .hasMessageContaining("width=64");
  }
}
