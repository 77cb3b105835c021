package org.fathom4j.dashboard.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.local.Request;
import org.fathom4j.tracking.local.RunFollower;

/**
 * The runs under a folder. A key is the path from there to the run, and only keys of runs that were
 * found are known: no path is ever made of what a browser sends.
 */
public final class LocalRuns implements Runs {
  private static final Duration FOR_A_PAGE = Duration.ofMillis(300);
  private static final Duration FOR_THE_LIST = Duration.ofMillis(100);

  private static final Comparator<RunSummary> NEWEST_FIRST =
      Comparator.comparingLong(RunSummary::startedMillis).reversed().thenComparing(RunSummary::key);

  private final Path store;
  private final InstantSource clock;
  private Map<String, StoredRun> runs = new HashMap<>();
  private List<RunSummary> list = List.of();

  /**
   * The runs under a folder, which need not exist yet.
   *
   * @param clock tells the time
   */
  public LocalRuns(Path store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public List<RunSummary> list() {
    List<RunSummary> now = new ArrayList<>();
    for (StoredRun run : scan().values()) {
      now.add(run.summary(FOR_THE_LIST));
    }
    now.sort(NEWEST_FIRST);
    return newest(List.copyOf(now));
  }

  /** The list of before where it says the same. */
  private synchronized List<RunSummary> newest(List<RunSummary> now) {
    if (!now.equals(list)) {
      list = now;
    }
    return list;
  }

  @Override
  public Optional<RunView> run(String key) {
    StoredRun known = known(key);
    StoredRun found = known == null ? scan().get(key) : known;
    return Optional.ofNullable(found).flatMap(run -> run.view(FOR_A_PAGE));
  }

  private synchronized @org.jspecify.annotations.Nullable StoredRun known(String key) {
    return runs.get(key);
  }

  @Override
  public boolean ask(String key, Wish wish) {
    Optional<RunView> run = run(key).filter(found -> found.can(wish));
    if (run.isEmpty()) {
      return false;
    }
    try {
      ask(run.get().folder(), wish);
      return true;
    } catch (IOException e) {
      throw new ExperimentException(
          "The run cannot be asked to %s, as its folder cannot be written: %s"
              .formatted(wish.word(), ExperimentException.reason(e)),
          e);
    }
  }

  private static void ask(Path folder, Wish wish) throws IOException {
    switch (wish) {
      case STOP -> Request.stop(folder).put();
      case PAUSE -> Request.pause(folder).put();
      case RESUME -> Request.pause(folder).withdraw();
    }
  }

  private synchronized Map<String, StoredRun> scan() {
    Map<String, StoredRun> found = new HashMap<>();
    for (Path folder : RunFollower.folders(store)) {
      String key = key(folder);
      StoredRun known = runs.get(key);
      found.put(key, known == null ? new StoredRun(key, folder, clock) : known);
    }
    runs = found;
    return found;
  }

  /** One name for the path from the store, in which no slash is left. */
  private String key(Path folder) {
    String path = store.relativize(folder).toString().replace('\\', '/');
    return path.isEmpty() ? "~" : path.replace("~", "~0").replace("/", "~1");
  }
}
