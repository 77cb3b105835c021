package org.fathom4j.experiment;

import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the small sweep in a process of its own: {@code killed STORE} until the second trial's third
 * epoch, where the process ends without any warning; {@code resumed STORE OTHER} to its end, and
 * undisturbed in another store.
 */
final class KilledSweep {
  private KilledSweep() {}

  public static void main(String[] args) {
    Path store = Path.of(args[1]);
    if (args[0].equals("killed")) {
      new SmallSweep(store, KilledSweep::dieInTheSecondTrial).run(false);
      return;
    }
    SmallSweep resumed = new SmallSweep(store, moment -> {});
    resumed.run(true);
    new SmallSweep(Path.of(args[2]), moment -> {}).run(false);
    if (!resumed.firstEpochs.equals(Map.of(2, 3, 3, 1))) {
      throw new IllegalStateException("first epochs of the trials: " + resumed.firstEpochs);
    }
  }

  private static void dieInTheSecondTrial(SmallSweep.Moment moment) {
    if (moment.trial() == 2 && moment.progress().epoch() == 3) {
      Runtime.getRuntime().halt(137);
    }
  }
}
