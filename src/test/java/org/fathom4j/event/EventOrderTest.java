package org.fathom4j.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.FAILED;
import static org.fathom4j.metrics.TrialState.PAUSED;
import static org.fathom4j.metrics.TrialState.PRUNED;
import static org.fathom4j.metrics.TrialState.RUNNING;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.SweepEvent.SweepPaused;
import org.fathom4j.event.SweepEvent.SweepResumed;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.CheckpointKept;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Dropped;
import org.fathom4j.event.TrialEvent.Lost;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.event.TrialEvent.Pruned;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.tracking.Records;
import org.junit.jupiter.api.Test;

/** Each cell of the table: which events may come where. */
final class EventOrderTest {
  private static final SweepEvent START = Records.start("s");
  private static final SweepEvent END = Records.end(Records.sweep("s", List.of()), Outcome.FAILED);

  /** Every kind of event as it would be right after one epoch of trial 1. */
  private static final Map<String, SweepEvent> NEXT = next();

  private static Map<String, SweepEvent> next() {
    Map<String, SweepEvent> events = new LinkedHashMap<>();
    events.put("remark", Remark.status("x"));
    events.put("sweep", START);
    events.put("hold", new SweepPaused());
    events.put("release", new SweepResumed());
    events.put("start", Records.begin(1));
    events.put("step", new Progress(1, 2, 3, 4, 8, 0.5));
    events.put("epoch", Records.epochEnd(1, 2));
    events.put("kept", new CheckpointKept(1, 1));
    events.put("pause", new Paused(1, 1, 0.5));
    events.put("go on", new Continued(1, 1, 3));
    events.put("prune", new Pruned(1, 1, "worse"));
    events.put("drop", new Dropped(Records.ended(1, PRUNED, 0)));
    events.put("lost", new Lost(1, "killed"));
    events.put("broken", new BrokenOff(1, ""));
    events.put("end", Records.end(1, COMPLETE, 1));
    events.put("failure", Records.end(1, FAILED, 1));
    events.put("pruned", Records.end(1, PRUNED, 1));
    events.put("over", END);
    return events;
  }

  private static final List<SweepEvent> RUNS =
      List.of(START, Records.begin(1), Records.epochEnd(1, 1));
  private static final List<SweepEvent> WAITS = and(RUNS, a("pause"));

  private static SweepEvent a(String name) {
    return Objects.requireNonNull(NEXT.get(name));
  }

  private static List<SweepEvent> and(List<SweepEvent> before, SweepEvent... more) {
    List<SweepEvent> all = new java.util.ArrayList<>(before);
    all.addAll(List.of(more));
    return all;
  }

  /** What may come after these events. */
  private static Set<String> allowed(List<SweepEvent> before) {
    Set<String> allowed = new TreeSet<>();
    NEXT.forEach(
        (name, event) -> {
          EventOrder order = new EventOrder();
          before.forEach(order::on);
          try {
            order.on(event);
            allowed.add(name);
          } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageContaining(event.getClass().getSimpleName());
          }
        });
    return allowed;
  }

  @Test
  void everyPlaceAllowsWhatTheTableSays() {
    assertThat(allowed(List.of())).containsExactly("remark", "sweep");
    assertThat(allowed(List.of(START))).containsExactly("drop", "hold", "over", "remark", "start");
    assertThat(allowed(RUNS))
        .containsExactly(
            "broken", "end", "epoch", "failure", "hold", "kept", "lost", "pause", "pruned",
            "remark", "step");
    assertThat(allowed(WAITS)).containsExactly("go on", "hold", "over", "prune", "remark", "start");
    assertThat(allowed(and(WAITS, a("go on")))).isEqualTo(allowed(RUNS));
    assertThat(allowed(and(WAITS, a("prune")))).containsExactly("hold", "pruned", "remark");
    assertThat(allowed(List.of(START, a("drop")))).containsExactly("hold", "remark");
    assertThat(allowed(List.of(START, a("drop"), Records.end(1, PRUNED, 0))))
        .containsExactly("hold", "over", "remark");
    assertThat(allowed(and(RUNS, a("broken")))).containsExactly("hold", "over", "remark", "start");
    assertThat(allowed(and(RUNS, a("lost")))).containsExactly("hold", "remark", "start");
    assertThat(allowed(and(RUNS, a("failure")))).containsExactly("hold", "over", "remark", "start");
    assertThat(allowed(and(RUNS, a("end")))).containsExactly("hold", "over", "remark");
    assertThat(allowed(and(RUNS, a("end"), END))).containsExactly("remark");
  }

  @Test
  void aPausedSweepMayDoAllButPauseAgain() {
    Set<String> paused = allowed(and(RUNS, a("hold")));
    assertThat(paused).contains("release").doesNotContain("hold");
    paused.remove("release");
    paused.add("hold");
    assertThat(paused)
        .isEqualTo(allowed(RUNS))
        .isEqualTo(allowed(and(RUNS, a("hold"), a("release"))));
    assertThat(allowed(and(RUNS, a("end"), a("hold"))))
        .containsExactly("over", "release", "remark");
  }

  @Test
  void epochsComeOneAfterAnother_andThePauseAndTheEndHaveTheirNumber() {
    refused(RUNS, Records.epochEnd(1, 1), Records.epochEnd(1, 3));
    refused(RUNS, new Progress(1, 1, 3, 4, 8, 0.5), new CheckpointKept(1, 2));
    refused(RUNS, new Paused(1, 2, 0.5), Records.end(1, COMPLETE, 2), Records.end(1, COMPLETE, 0));
    refused(WAITS, new Continued(1, 2, 3), new Continued(1, 1, 1), new Pruned(1, 2, "worse"));
    refused(RUNS, new TrialEnded(Records.ended(1, RUNNING, 1)));
  }

  private static void refused(List<SweepEvent> before, SweepEvent... events) {
    for (SweepEvent event : events) {
      EventOrder order = new EventOrder();
      before.forEach(order::on);
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> order.on(event));
    }
  }

  @Test
  void aResumedSweepGoesOnWithWhatWasPaused_andLeavesWhatIsFinished() {
    TrialRecord paused = Records.ended(1, PAUSED, 1);
    assertThat(allowed(List.of(Records.start("s", paused)))).isEqualTo(allowed(WAITS));
    TrialRecord finished = Records.ended(1, COMPLETE, 1);
    assertThat(allowed(List.of(Records.start("s", finished))))
        .containsExactly("hold", "over", "remark");
    refused(List.of(), Records.start("s", Records.ended(1, RUNNING, 1)));
  }

  @Test
  void trialsInterleave() {
    EventOrder order = new EventOrder();
    and(RUNS, Records.begin(2), Records.epochEnd(2, 1), Records.epochEnd(1, 2)).forEach(order::on);
    refused(and(RUNS, Records.begin(2)), Records.epochEnd(2, 2), END);
  }
}
