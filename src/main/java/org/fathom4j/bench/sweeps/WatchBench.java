package org.fathom4j.bench.sweeps;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fathom4j.bench.JavaCommand;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.local.LocalStore;

/**
 * What a sweep loses by being watched: the same sweep alone and before the eyes of a {@link Viewer}
 * of a dashboard in a process beside it, taking turns. The first of a round is the second of the
 * next. A run's seconds are those of the sweep, without the start of its process.
 */
public final class WatchBench {
  private final String main;
  private final Function<Path, List<String>> dashboard;
  private final int rounds;
  private final Consumer<String> log;

  /**
   * A benchmark.
   *
   * @param main class of Fathom4j's command line
   * @param dashboard the command that starts a dashboard over a folder, whose first line of output
   *     is its address
   * @param rounds runs of each side, at least 1
   * @param log takes lines of progress
   */
  public WatchBench(
      String main, Function<Path, List<String>> dashboard, int rounds, Consumer<String> log) {
    this.main = main;
    this.dashboard = dashboard;
    this.rounds = rounds;
    this.log = log;
  }

  /**
   * Measures a work.
   *
   * @param folder takes everything that is written
   */
  public WatchResult measure(SweepWork work, Path folder) {
    List<WatchResult.Round> measured = new ArrayList<>();
    try (WatchedStore watched = WatchedStore.open(dashboard.apply(folder))) {
      for (int round = 1; round <= rounds; round++) {
        WatchResult.Round both = round(work, watched, folder, round);
        measured.add(both);
        log.accept(
            String.format(
                Locale.ROOT,
                "%s: alone %.2f s, watched %.2f s, in which the page was loaded %d times and the"
                    + " dashboard worked for %.2f s",
                work.name(),
                both.alone(),
                both.watched(),
                both.loads(),
                both.dashboardSeconds()));
      }
    }
    return new WatchResult(work.name(), measured);
  }

  private WatchResult.Round round(SweepWork work, WatchedStore store, Path folder, int round) {
    String alone = "alone-" + round;
    String watched = "watched-" + round;
    double before = round % 2 == 1 ? seconds(work, folder, alone) : 0;
    double worked = store.cpuSeconds();
    double seconds;
    int loads;
    try (Viewer viewer = Viewer.watch(store.address(), watched)) {
      seconds = seconds(work, folder, watched);
      loads = viewer.loads();
    }
    worked = store.cpuSeconds() - worked;
    double unwatched = round % 2 == 1 ? before : seconds(work, folder, alone);
    return new WatchResult.Round(unwatched, seconds, loads, worked);
  }

  private double seconds(SweepWork work, Path folder, String name) {
    Path out = folder.resolve(name);
    List<String> command = JavaCommand.of(main);
    command.addAll(List.of("run", work.file().toString()));
    command.addAll(work.overrides());
    work.preset().ifPresent(preset -> command.addAll(List.of("--preset", preset)));
    command.addAll(List.of("--out", out.toString()));
    if (TimedProcess.run(command, Map.of(), folder, Double.POSITIVE_INFINITY).isEmpty()) {
      throw new ExperimentException("an endless limit was passed");
    }
    return LocalStore.read(out).seconds();
  }
}
