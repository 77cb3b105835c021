package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of a sweep are the same whoever trains it. */
final class WorkersTest {
  /** Two convolutional networks, whose losses are others on one thread than on two. */
  private static final String FILE =
      """
      name: convolutions
      data: {name: street-numbers, train: 64, validation: 16, test: 16, augment: {shift: 1}}
      network:
        - convolution: {channels: "${width}", kernel: 5, dropout: 0.1}
        - pooling: {window: 4}
        - output
      training: {epochs: 2, batch: 16, optimizer: {adam: {rate: 0.002}}}
      sweep: {space: {width: [8, 16]}, threads: 2}
      """;

  @TempDir Path folder;

  private List<TrialRecord> trials(String name, Workers workers) {
    SmallSweep sweep = new SmallSweep(folder.resolve(name), step -> {}).of(FILE);
    SweepResult result = sweep.run(workers, false);
    assertThat(result.record().provenance().threads()).isEqualTo(2);
    assertThat(LocalStore.read(sweep.store)).isEqualTo(result.record());
    return SmallSweep.timeless(sweep.store);
  }

  private static Workers processes(int count) {
    return new Workers(
        OptionalInt.of(count), OptionalInt.empty(), Optional.of(true), Workers.SILENCE);
  }

  @Test
  void threadsOneProcessAndTwoProcesses_giveTheSameTable() {
    List<TrialRecord> threads = trials("threads", Workers.inThisProcess(2));
    assertThat(threads).hasSize(2).allMatch(trial -> trial.state() == TrialState.COMPLETE);
    assertThat(trials("one", processes(1))).isEqualTo(threads);
    assertThat(trials("two", processes(2))).isEqualTo(threads);
  }
}
