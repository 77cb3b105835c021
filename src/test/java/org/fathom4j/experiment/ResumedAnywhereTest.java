package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.CheckpointKept;
import org.fathom4j.metrics.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store as it stood after an event of a trial is what a kill leaves behind then: resumed from
 * there, the sweep ends as the undisturbed one. {@code -Dfathom.moments=1} takes every event, not
 * one of three and the last checkpoints of trainings.
 */
final class ResumedAnywhereTest {
  private static final int EVERY = Integer.getInteger("fathom.moments", 6);
  private static final int LAST_EPOCH = 3;

  @TempDir Path folder;

  private final List<String> moments = new ArrayList<>();
  private int events;

  @Test
  void itEndsAsTheUndisturbedOne_whateverTheMoment() {
    Path whole = folder.resolve("whole");
    new SmallSweep(whole, progress -> {})
        .of(LearningSweepTest.TPE)
        .hearing(event -> keep(whole, event))
        .run(false);
    List<TrialRecord> undisturbed = SmallSweep.timeless(whole);
    assertThat(moments).hasSizeGreaterThan(12);
    for (int moment = 0; moment < moments.size(); moment++) {
      Path store = folder.resolve(Integer.toString(moment));
      new SmallSweep(store, progress -> {}).of(LearningSweepTest.TPE).run(1 + moment % 2, true);
      List<TrialRecord> resumed = SmallSweep.timeless(store);
      assertThat(resumed)
          .as(moments.get(moment))
          .extracting(TrialRecord::parameters)
          .isEqualTo(undisturbed.stream().map(TrialRecord::parameters).toList());
      assertThat(resumed).as(moments.get(moment)).isEqualTo(undisturbed);
    }
  }

  private void keep(Path store, SweepEvent event) {
    if (!(event instanceof TrialEvent told) || told instanceof TrialEvent.Progress) {
      return;
    }
    boolean wholly = told instanceof CheckpointKept kept && kept.epoch() == LAST_EPOCH;
    if (wholly || events++ % EVERY == 0) {
      copy(store, folder.resolve(Integer.toString(moments.size())));
      moments.add("%s of trial %d".formatted(told.getClass().getSimpleName(), told.number()));
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
