package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.Pruned;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.training.Budget;
import org.fathom4j.trial.TrialJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What real sweeps tell; {@link SmallSweep} holds the order of each against the table. */
@Timeout(180)
final class SweepEventsTest {
  @TempDir Path folder;

  private SmallSweep sweep() {
    return new SmallSweep(folder.resolve("run"), step -> {});
  }

  private static <T extends SweepEvent> List<T> all(SmallSweep sweep, Class<T> kind) {
    return sweep.events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void everyTrialIsToldFromStartToEnd_onSeveralWorkersToo() {
    for (int workers : new int[] {1, 3}) {
      SmallSweep sweep = new SmallSweep(folder.resolve("on" + workers), step -> {});
      SweepResult result = sweep.run(workers, (jobs, before, records) -> new ListedJobs(jobs));
      assertThat(all(sweep, TrialStarted.class)).hasSize(3);
      assertThat(all(sweep, SweepEnded.class))
          .singleElement()
          .satisfies(end -> assertThat(end.verdict().outcome()).isEqualTo(Outcome.FINISHED))
          .satisfies(end -> assertThat(end.sweep()).isEqualTo(result.record()));
      assertThat(LocalStore.read(sweep.store)).isEqualTo(result.record());
    }
  }

  @Test
  void aResumedSweepBeginsWithWhatIsFinished_andTellsTheRest() {
    AtomicBoolean stop = new AtomicBoolean();
    SmallSweep first =
        new SmallSweep(folder.resolve("run"), step -> stop.set(step.number() == 2))
            .stoppedBy(stop::get);
    first.run(false);
    assertThat(all(first, BrokenOff.class)).containsExactly(new BrokenOff(2, ""));
    assertThat(all(first, SweepEnded.class).get(0).verdict().outcome())
        .isEqualTo(Outcome.INTERRUPTED);
    SmallSweep second = sweep();
    second.run(true);
    assertThat(all(second, SweepStarted.class).get(0).sweep().trials())
        .extracting(TrialRecord::number)
        .containsExactly(1);
    assertThat(all(second, TrialStarted.class))
        .extracting(TrialStarted::number)
        .containsExactly(2, 3);
  }

  @Test
  void aTrialWhoseListIsUnwritable_endsTheSweep_withoutAnEndOfIt() throws IOException {
    Path model = folder.resolve("run/trials/0002/model.zip/in-the-way");
    Files.createDirectories(model);
    SmallSweep sweep = new SmallSweep(folder.resolve("run"), step -> {});
    assertThatExceptionOfType(ExperimentException.class)
        .isThrownBy(() -> sweep.run(false))
        .withMessageContaining("The network of trial 2 cannot be written")
        .withMessageContaining("--resume");
    assertThat(all(sweep, TrialEnded.class)).hasSize(1);
    assertThat(all(sweep, SweepEnded.class)).isEmpty();
  }

  /** Every trial to epoch 2; then the last two to the end, or none where the sweep is cut there. */
  private static final class Halving implements Agenda {
    private final Queue<Step> next = new ArrayDeque<>();
    private final List<TrialJob> jobs;
    private final boolean cut;
    private int waiting;

    Halving(List<TrialJob> jobs, boolean cut) {
      this.jobs = jobs.stream().sorted(Comparator.comparingInt(TrialJob::number)).toList();
      this.cut = cut;
      this.jobs.forEach(job -> next.add(new Step.Train(part(job, 1, 2))));
    }

    private static TrialJob part(TrialJob job, int from, int to) {
      return new TrialJob(
          job.number(),
          job.parameters(),
          job.seed(),
          job.fold(),
          new Budget(from, to),
          job.experiment(),
          job.hash());
    }

    @Override
    public Optional<Step> next() {
      return Optional.ofNullable(next.poll());
    }

    @Override
    public void tell(TrialEvent last) {
      waiting += last instanceof Paused ? 1 : 0;
      if (last instanceof Paused && waiting == jobs.size() && !cut) {
        next.add(new Step.Prune(1, 2, "two did better"));
        next.add(new Step.Train(part(jobs.get(1), 3, 4)));
        next.add(new Step.Train(part(jobs.get(2), 3, 4)));
      }
    }
  }

  @Test
  void pausedTrialsAreGivenUpOrPromoted_eachInOneFolder() throws IOException {
    SmallSweep sweep = sweep();
    SweepResult result = sweep.run(2, (jobs, before, records) -> new Halving(jobs, false));
    assertThat(all(sweep, Paused.class)).extracting(Paused::epoch).containsExactly(2, 2, 2);
    assertThat(all(sweep, Pruned.class)).containsExactly(new Pruned(1, 2, "two did better"));
    assertThat(all(sweep, Continued.class))
        .containsExactlyInAnyOrder(new Continued(2, 2, 4), new Continued(3, 2, 4));
    assertThat(result.record().trials())
        .extracting(TrialRecord::state)
        .containsExactly(TrialState.PRUNED, TrialState.COMPLETE, TrialState.COMPLETE);
    assertThat(result.record().trials())
        .extracting(trial -> trial.epochs().size())
        .containsExactly(2, 4, 4);
    assertThat(result.record().trials().get(0).cause()).isEqualTo("two did better");
    assertThat(LocalStore.read(sweep.store)).isEqualTo(result.record());
    assertThat(filesOf(sweep.store, "earlier", "checkpoint")).isEmpty();
  }

  @Test
  void whatIsPausedWhenTheSweepEnds_goesOnWhenItIsResumed() throws IOException {
    SmallSweep first = sweep();
    SweepResult cut = first.run(1, (jobs, before, records) -> new Halving(jobs, true));
    assertThat(cut.record().trials()).allMatch(trial -> trial.state() == TrialState.PAUSED);
    SmallSweep second = sweep();
    second.run(true);
    assertThat(second.firstEpochs).isEqualTo(Map.of(1, 3, 2, 3, 3, 3));
    assertThat(all(second, Continued.class)).hasSize(3);
    assertThat(filesOf(second.store, "earlier")).isEmpty();
    SmallSweep whole = new SmallSweep(folder.resolve("whole"), step -> {});
    whole.run(false);
    assertThat(SmallSweep.timeless(second.store))
        .usingRecursiveComparison()
        .isEqualTo(SmallSweep.timeless(whole.store));
  }

  private static List<String> filesOf(Path store, String... names) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> Stream.of(names).anyMatch(file::startsWith))
          .toList();
    }
  }
}
