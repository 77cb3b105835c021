package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Successive halving in a real sweep: the same trials however it is run. */
final class EngineAgendaTest {
  private static final String ASHA =
      """
      name: halving
      question: Which width learns fastest?
      data: {name: street-numbers, train: 48, validation: 24, test: 16}
      network: [pooling: {window: 4}, dense: {units: "${width}", dropout: 0.2}, output]
      training: {epochs: 9, batch: 16, optimizer: {adam: {rate: 0.01}}}
      sweep:
        space: {width: [1, 2, 4, 8, 16, 24]}
        seeds: 2
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
    return new SmallSweep(store, progress -> {}).of(ASHA);
  }

  @Test
  void anyNumberOfWorkersGivesTheSameTrials_andOnlySomeAreTrainedToTheEnd() {
    List<TrialRecord> one = trained("one", 1);
    assertThat(one).hasSize(12);
    assertThat(one).extracting(TrialRecord::state).contains(TrialState.COMPLETE, TrialState.PRUNED);
    assertThat(one)
        .extracting(TrialRecord::state)
        .containsOnly(TrialState.COMPLETE, TrialState.PRUNED);
    assertThat(one.stream().mapToInt(trial -> trial.epochs().size()).sum()).isLessThan(12 * 9 / 2);
    assertThat(one)
        .filteredOn(trial -> trial.state() == TrialState.PRUNED)
        .allSatisfy(trial -> assertThat(trial.epochs().size()).isIn(1, 3))
        .allSatisfy(trial -> assertThat(trial.cause()).startsWith("others did better"));
    assertThat(trained("two", 2)).isEqualTo(one);
    assertThat(trained("four", 4)).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 40})
  void brokenOffAgainAndAgain_itEndsAsTheUnbrokenOne(int steps) {
    List<TrialRecord> whole = trained("whole", 1);
    Path store = folder.resolve("broken");
    boolean interrupted = true;
    for (int attempt = 0; interrupted && attempt < 200; attempt++) {
      AtomicInteger left = new AtomicInteger(steps * (attempt + 1));
      SmallSweep sweep = new SmallSweep(store, progress -> left.decrementAndGet()).of(ASHA);
      interrupted =
          sweep.stoppedBy(() -> left.get() <= 0).run(1 + attempt % 2, attempt > 0).interrupted();
    }
    assertThat(interrupted).isFalse();
    assertThat(SmallSweep.timeless(store)).isEqualTo(whole);
  }

  @Test
  void trainingsOfDifferentLength_andARungBeyondTheEnd_areRefused() {
    assertThatThrownBy(() -> SmallSweep.prepared(ASHA.replace("first: 1", "first: 10")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("sweep.pruner")
        .hasMessageContaining("within the 9 epochs");
    String lengths =
        ASHA.replace("epochs: 9", "epochs: \"${width}\"").replace("[1, 2, 4, 8, 16, 24]", "[2, 4]");
    assertThatThrownBy(() -> SmallSweep.prepared(lengths))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("trainings of equal length");
    assertThatThrownBy(() -> SmallSweep.prepared(ASHA.replace("{asha:", "{ahsa:")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("asha");
  }
}
