package org.fathom4j.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.PRUNED;
import static org.fathom4j.tracking.local.JournalEntry.Event.CONTINUED;
import static org.fathom4j.tracking.local.JournalEntry.Event.ENDED;
import static org.fathom4j.tracking.local.JournalEntry.Event.PAUSED;
import static org.fathom4j.tracking.local.JournalEntry.Event.STARTED;
import static org.fathom4j.tracking.local.JournalEntry.Event.SWEEP_ENDED;
import static org.fathom4j.tracking.local.JournalEntry.Event.SWEEP_STARTED;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.fathom4j.dashboard.run.LocalRuns;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.JournalEntry;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers behind the chart of what trained when, of a run whose journal tells given times. */
final class TimelineJsonTest {
  @TempDir Path store;

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  @ResourceLock(Resources.LOCALE)
  void isTheSameInEveryLocale(String locale) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      assertThat(TimelineJson.of(run(), 0))
          .isEqualTo(
              """
              {"lanes":2,"found":3,"seconds":1801.5,"trials":{\
              "1":{"state":"complete","label":"depth 2, rate 0.02, activation relu, bias true","href":"/runs/one/trials/1"},\
              "2":{"state":"pruned","label":"depth 3, rate 0.02, activation relu, bias true","href":"/runs/one/trials/2"}},\
              "stretches":[\
              {"trial":1,"lane":1,"from":0.25,"to":600.0,"what":"epochs 1 to 3","promoted":false,"open":false},\
              {"trial":2,"lane":2,"from":0.25,"to":700.125,"what":"epoch 1","promoted":false,"open":false},\
              {"trial":1,"lane":1,"from":700.5,"to":1801.5,"what":"epochs 4 to 1200, rung 2","promoted":true,"open":false}]}""");
    } finally {
      Locale.setDefault(before);
    }
  }

  private RunView run() {
    try (LocalStore run = LocalStore.open(store.resolve("one"))) {
      run.on(Records.start("one"));
      var trials = List.of(Records.play(run, 1, COMPLETE, 3), Records.play(run, 2, PRUNED, 1));
      run.on(Records.end(Records.sweep("one", trials), Outcome.FINISHED));
    }
    RunView stored = new LocalRuns(store, InstantSource.system()).run("one").orElseThrow();
    List<JournalEntry> journal =
        List.of(
            at(0, SWEEP_STARTED, 0, 0),
            at(0.25, STARTED, 1, 0),
            at(0.25, STARTED, 2, 0),
            at(600, PAUSED, 1, 3),
            at(700.125, ENDED, 2, 1),
            at(700.5, CONTINUED, 1, 3),
            at(1801.5, ENDED, 1, 1200),
            at(1801.5, SWEEP_ENDED, 0, 0));
    return new RunView(
        stored.key(),
        stored.folder(),
        stored.state(),
        stored.sweep(),
        stored.trials(),
        journal,
        stored.unread(),
        stored.problems(),
        stored.answer(),
        stored.version());
  }

  private static JournalEntry at(double second, JournalEntry.Event event, int trial, int epoch) {
    return new JournalEntry(Records.STARTED + Math.round(1000 * second), event, trial, epoch, "");
  }
}
