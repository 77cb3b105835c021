package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.event.EventStream;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.Pruned;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.event.TrialRecords;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.training.Budget;
import org.fathom4j.trial.TrialExecutor;
import org.fathom4j.trial.TrialJob;
import org.junit.jupiter.api.Test;

/** What the loop hands out, tells and asks, with an executor that trains nothing. */
final class SweepLoopTest {
  private final List<SweepEvent> events = new ArrayList<>();
  private final List<Integer> told = new ArrayList<>();
  private final Queue<Agenda.Step> steps = new ArrayDeque<>();
  private final Played executor = new Played();
  private boolean stopped;

  /** Two slots; a job ends on another thread, before its start returns. */
  private static final class Played implements TrialExecutor {
    private int running;
    private int most;
    private int starts;
    private String breaks = "none";

    @Override
    public int slots() {
      return 2;
    }

    @Override
    public void start(TrialJob job, Consumer<? super SweepEvent> listener) {
      running++;
      starts++;
      most = Math.max(most, running);
      listener.accept(new TrialStarted(record(job.number(), TrialState.RUNNING)));
      Thread end =
          new Thread(
              () -> {
                running--;
                listener.accept(
                    breaks.equals("none")
                        ? new TrialEnded(record(job.number(), TrialState.COMPLETE))
                        : new BrokenOff(job.number(), breaks));
              });
      end.start();
      join(end);
    }

    @Override
    public void close() {
      // Nothing runs on.
    }
  }

  @Test
  void everyStepIsTakenInOrder_andEachLastEventIsToldToTheAgendaOnce() {
    steps.add(train(1));
    steps.add(new Agenda.Step.Fail(new PlannedTrial(2, Map.of("width", 0), 7, 0), "no width of 0"));
    steps.add(train(3));
    steps.add(train(4));
    run();
    assertThat(told).containsExactly(1, 3, 4);
    assertThat(executor.starts).isEqualTo(3);
    List<TrialEvent> second =
        events.stream().map(TrialEvent.class::cast).filter(event -> event.number() == 2).toList();
    assertThat(second).hasSize(2).first().isInstanceOf(TrialStarted.class);
    TrialRecord failed = ((TrialEnded) second.get(1)).trial();
    assertThat(failed.state()).isEqualTo(TrialState.FAILED);
    assertThat(failed.cause()).isEqualTo("no width of 0");
    assertThat(failed.seed()).isEqualTo(7);
  }

  @Test
  void aTrialThatIsGivenUpIsToldWithItsRungAndKeepsWhatItWas() {
    steps.add(train(1));
    steps.add(new Agenda.Step.Prune(1, 3, "others did better"));
    run();
    assertThat(events).contains(new Pruned(1, 3, "others did better"));
    SweepEvent last = events.get(events.size() - 1);
    assertThat(((TrialEnded) last).trial().state()).isEqualTo(TrialState.PRUNED);
    assertThat(((TrialEnded) last).trial().parameters()).containsEntry("width", 1);
  }

  @Test
  void stopped_nothingMoreIsHandedOut_notEvenAFirstTrial() {
    stopped = true;
    steps.add(train(1));
    run();
    assertThat(executor.starts).isZero();
    assertThat(events).isEmpty();
    assertThat(steps).hasSize(1);
  }

  @Test
  void aJobThatIsBrokenOffByAStopIsToldAsSuch_oneThatCannotGoOnEndsTheSweep() {
    steps.add(train(1));
    executor.breaks = "";
    run();
    assertThat(events).last().isEqualTo(new BrokenOff(1, ""));
    assertThat(told).containsExactly(1);
    steps.add(train(2));
    executor.breaks = "the disk is full";
    assertThatThrownBy(this::run)
        .isInstanceOf(ExperimentException.class)
        .hasMessage("the disk is full");
    assertThat(events).doesNotContain(new BrokenOff(2, "the disk is full"));
  }

  private void run() {
    TrialRecords records = new TrialRecords();
    EventStream stream = new EventStream();
    stream.subscribe(records);
    stream.subscribe(new Hearing());
    Agenda agenda =
        new Agenda() {
          @Override
          public Optional<Step> next() {
            return Optional.ofNullable(steps.poll());
          }

          @Override
          public void tell(TrialEvent last) {
            told.add(last.number());
          }
        };
    new SweepLoop(agenda, executor, stream, records, () -> stopped, () -> false).run();
  }

  private final class Hearing implements Subscriber {
    @Override
    public void on(SweepEvent event) {
      events.add(event);
    }

    @Override
    public void close() {
      // Holds memory alone.
    }
  }

  private static Agenda.Step train(int number) {
    return new Agenda.Step.Train(
        new TrialJob(
            number,
            Map.of("width", number),
            1,
            0,
            new Budget(1, 1),
            "name: x",
            ExperimentFile.hashOf("name: x")));
  }

  private static TrialRecord record(int number, TrialState state) {
    return new TrialRecord(
        number, Map.of("width", number), 1, 0, state, "", 0, "", List.of(), Map.of(), 0);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
