package org.fathom4j.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.event.TrialRecords;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.trial.ThreadExecutor;
import org.fathom4j.trial.TrialBinding;
import org.fathom4j.trial.TrialExecutor;
import org.fathom4j.trial.TrialJob;

/**
 * Runs the small sweep in a process of its own. {@code undisturbed STORE}; {@code killed STORE}
 * until the second trial's third epoch, where the process ends without any warning; {@code resumed
 * STORE} from there; {@code job STORE} the one job in the folder's job.json, to record.txt.
 */
final class KilledSweep {
  private KilledSweep() {}

  public static void main(String[] args) throws Exception {
    Path store = Path.of(args[1]);
    switch (args[0]) {
      case "undisturbed" -> new SmallSweep(store, moment -> {}).run(false);
      case "killed" -> new SmallSweep(store, KilledSweep::dieInTheSecondTrial).run(false);
      case "resumed" -> resume(store);
      default -> job(store);
    }
  }

  private static void dieInTheSecondTrial(Progress moment) {
    if (moment.number() == 2 && moment.epoch() == 3) {
      Runtime.getRuntime().halt(137);
    }
  }

  private static void resume(Path store) {
    SmallSweep sweep = new SmallSweep(store, moment -> {});
    sweep.run(true);
    if (!sweep.firstEpochs.equals(Map.of(2, 3, 3, 1))) {
      throw new IllegalStateException("first epochs of the trials: " + sweep.firstEpochs);
    }
  }

  private static void job(Path folder) throws Exception {
    TrialJob job = TrialJob.fromJson(Files.readString(folder.resolve("job.json")));
    TrialBinding binding = new TrialBinding(DataPlaces.of(Map.of(), folder, true));
    TrialRecords records = new TrialRecords();
    try (LocalStore store = LocalStore.open(folder.resolve("store"));
        TrialExecutor executor =
            new ThreadExecutor(1, 1, binding, store.files(), Duration.ofHours(1), () -> false)) {
      CountDownLatch ended = new CountDownLatch(1);
      executor.start(
          job,
          event -> {
            store.on(event);
            records.on(event);
            if (event instanceof TrialEvent told && told.last()) {
              ended.countDown();
            }
          });
      ended.await();
    }
    TrialRecord record = SmallSweep.timeless(records.trials().get(0));
    Files.writeString(folder.resolve("record.txt"), record.toString());
  }
}
