package org.fathom4j.dashboard.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.tracking.local.FollowedRun;
import org.fathom4j.tracking.local.RunFollower;
import org.jspecify.annotations.Nullable;

/** One run of a store, read anew when asked for. Thread-safe. */
final class StoredRun {
  private static final long PATIENCE_MILLIS = 50;

  private final String key;
  private final Path folder;
  private final InstantSource clock;
  private final RunFollower follower;
  private final ReentrantLock reading = new ReentrantLock();
  private @Nullable FollowedRun shown;
  private IdentityHashMap<FollowedRun.Trial, TrialRow> rows = new IdentityHashMap<>();
  private volatile @Nullable RunView view;
  private volatile String problem = "";
  private long version;

  StoredRun(String key, Path folder, InstantSource clock) {
    this.key = key;
    this.folder = folder;
    this.clock = clock;
    this.follower = new RunFollower(folder);
    this.version = clock.millis(); // none that a page of an earlier start of this server shows
  }

  /** The run as far as it was read; empty where it cannot be read. */
  Optional<RunView> view(Duration most) {
    RunView known = view;
    if (known != null && isBeingReadForLong()) {
      return Optional.of(known);
    }
    reading.lock();
    try {
      return read(most);
    } finally {
      reading.unlock();
    }
  }

  /** Whoever finds another reader at a large run takes what there is. */
  private boolean isBeingReadForLong() {
    try {
      if (reading.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        reading.unlock();
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private Optional<RunView> read(Duration most) {
    try {
      FollowedRun now = follower.look(most);
      if (view == null || !now.equals(shown)) {
        shown = now;
        view = RunView.of(key, folder, now, rows(now), ++version);
      }
      problem = "";
    } catch (InvalidSpecException damaged) {
      problem = Objects.requireNonNullElse(damaged.getMessage(), "");
      view = null;
    }
    return Optional.ofNullable(view);
  }

  /** Most trials are as they were. */
  private List<TrialRow> rows(FollowedRun now) {
    IdentityHashMap<FollowedRun.Trial, TrialRow> next = new IdentityHashMap<>();
    for (FollowedRun.Trial trial : now.trials()) {
      TrialRow known = rows.get(trial);
      next.put(trial, known == null ? TrialRow.of(trial, now.sweep()) : known);
    }
    rows = next;
    return now.trials().stream().map(next::get).toList();
  }

  /** The run in a row; of one that has its end, trials are counted but not read. */
  RunSummary summary(Duration most) {
    Optional<RunView> head = view(Duration.ZERO);
    if (head.isPresent() && isOpen(head.get())) {
      head = view(most);
    }
    return head.map(this::summary).orElseGet(this::damaged);
  }

  private static boolean isOpen(RunView run) {
    return run.state().isUnderWay()
        || run.state() == RunState.CRASHED
        || run.state() == RunState.INTERRUPTED;
  }

  private RunSummary summary(RunView run) {
    SweepRecord sweep = run.sweep();
    boolean whole = run.state() == RunState.FINISHED || run.state() == RunState.FAILED;
    // The list would change every moment if it told how long a run has been under way.
    double seconds = run.state().isUnderWay() ? 0 : run.clock(clock.millis()).elapsed();
    return new RunSummary(
        key,
        run.state(),
        sweep.name(),
        sweep.preset(),
        sweep.question(),
        run.answer().isEmpty() ? bestSoFar(run) : run.answer(),
        whole ? run.planned() : run.ended(),
        run.planned(),
        sweep.provenance().startedMillis(),
        seconds);
  }

  private static String bestSoFar(RunView run) {
    String objective = run.sweep().objective();
    return run.best()
        .map(
            trial ->
                "%s: %s %s, trial %s (%s)"
                    .formatted(
                        run.ended() < run.planned() ? "Best so far" : "Best",
                        Words.value(objective, trial.best()),
                        Words.title(objective),
                        Numbers.count(trial.number()),
                        Words.parameters(trial.parameters())))
        .orElse("");
  }

  private RunSummary damaged() {
    return new RunSummary(
        key, RunState.DAMAGED, String.valueOf(folder.getFileName()), "", "", problem, 0, 0, 0, 0);
  }
}
