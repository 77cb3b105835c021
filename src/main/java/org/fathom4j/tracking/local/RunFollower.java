package org.fathom4j.tracking.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.SweepRecord.DataInfo;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.provenance.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * Follows a run that may be being written: each look reads what is new since the last one. Damaged
 * files are left out and named; nothing outside the run's folder is read. Not thread-safe.
 */
public final class RunFollower {
  /** Folders between the root and a run, at most. */
  private static final int DEEPEST_RUN = 3;

  private static final Provenance UNKNOWN =
      new Provenance("", false, "", "", "", "", "", 0, 0, "", "", "", Map.of(), List.of(), 0);

  private final StoreLayout layout;
  private final Map<Integer, TrialFollower> trials = new TreeMap<>();
  private final JournalFollower journal;
  private PlainFile.@Nullable Stamp sweepSeen;
  private PlainFile.@Nullable Stamp endingSeen;
  private PlainFile.@Nullable Stamp lockFree;
  private @Nullable FileTime trialsSeen;
  private @Nullable SweepRecord sweep;
  private Optional<Ending> ending = Optional.empty();
  private @Nullable FollowedRun last;

  /** Follows the run in that folder. */
  public RunFollower(Path folder) {
    this.layout = new StoreLayout(folder);
    this.journal = new JournalFollower(layout.journal());
  }

  /**
   * The run as it is now; the same object as before where nothing is new.
   *
   * @param most for how long trials are read; the rest is read at the next look. The journal is
   *     read where that is more than nothing
   * @throws InvalidSpecException if the folder holds no run that can be read
   */
  public FollowedRun look(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    boolean changed = readSweep();
    changed |= readEnding();
    changed |= findTrials();
    if (System.nanoTime() < deadline) {
      changed |= journal.refresh();
    }
    int unread = 0;
    for (TrialFollower trial : trials.values()) {
      if (System.nanoTime() < deadline) {
        changed |= trial.refresh();
      }
      unread += trial.isRead() ? 0 : 1;
    }
    boolean written = isBeingWritten();
    boolean paused = written && PlainFile.stamp(layout.pause()).isPresent();
    FollowedRun before = last;
    if (before != null
        && !changed
        && before.beingWritten() == written
        && before.paused() == paused
        && before.unread() == unread) {
      return before;
    }
    FollowedRun now = snapshot(written, paused, unread);
    last = now;
    return now;
  }

  private FollowedRun snapshot(boolean written, boolean paused, int unread) {
    List<FollowedRun.Trial> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    if (!journal.problem().isEmpty()) {
      problems.add(journal.problem());
    }
    for (TrialFollower trial : trials.values()) {
      trial.trial().ifPresent(found::add);
      if (!trial.problem().isEmpty()) {
        problems.add(trial.problem());
      }
    }
    return new FollowedRun(
        Objects.requireNonNull(sweep),
        ending,
        written,
        paused,
        journal.entries(),
        found,
        unread,
        problems);
  }

  private boolean readSweep() {
    PlainFile.Stamp stamp = PlainFile.stamp(layout.sweep()).orElse(null);
    if (sweep != null && Objects.equals(stamp, sweepSeen)) {
      return false;
    }
    sweepSeen = stamp;
    sweep = whole(parse(layout.sweep(), SweepRecord.class).orElseThrow(this::noRun));
    trials.values().forEach(TrialFollower::forget);
    return true;
  }

  private InvalidSpecException noRun() {
    return new InvalidSpecException("%s is no stored run".formatted(layout.folder()));
  }

  /** Earlier versions wrote less. */
  private static SweepRecord whole(SweepRecord s) {
    return new SweepRecord(
        s.id(),
        s.name(),
        s.question(),
        s.preset(),
        s.axis(),
        s.objective(),
        s.maximize(),
        s.matchedParameters(),
        s.matchedOperations(),
        s.plannedTrials(),
        Objects.requireNonNullElse(s.data(), DataInfo.NONE),
        s.spec(),
        s.specHash(),
        s.command(),
        Objects.requireNonNullElse(s.provenance(), UNKNOWN),
        List.of(),
        s.seconds());
  }

  private boolean readEnding() {
    PlainFile.Stamp stamp = PlainFile.stamp(layout.ending()).orElse(null);
    if (Objects.equals(stamp, endingSeen)) {
      return false;
    }
    endingSeen = stamp;
    ending = parse(layout.ending(), Ending.class).filter(found -> found.outcome() != null);
    return true;
  }

  private static <T> Optional<T> parse(Path file, Class<T> type) {
    try {
      Optional<byte[]> bytes = PlainFile.read(file, 0);
      return bytes.isEmpty()
          ? Optional.empty()
          : Optional.of(Json.parse(new String(bytes.get(), StandardCharsets.UTF_8), type));
    } catch (JsonProcessingException e) {
      throw new InvalidSpecException("%s is damaged".formatted(file));
    } catch (IOException e) {
      throw new InvalidSpecException("%s cannot be read: %s".formatted(file, e));
    }
  }

  /** Whether there are others than before. */
  private boolean findTrials() {
    FileTime modified = PlainFile.folderModified(layout.trials()).orElse(null);
    if (modified != null && modified.equals(trialsSeen)) {
      return false;
    }
    // A second change within a tick of the file system's clock is seen at the next look.
    trialsSeen = PlainFile.isFresh(modified) ? null : modified;
    Map<Integer, TrialFollower> found = new TreeMap<>();
    for (int number : modified == null ? List.<Integer>of() : numbers()) {
      TrialFollower known = trials.get(number);
      found.put(number, known == null ? new TrialFollower(layout, number) : known);
    }
    boolean changed = !found.keySet().equals(trials.keySet());
    trials.clear();
    trials.putAll(found);
    return changed;
  }

  private List<Integer> numbers() {
    try (Stream<Path> folders = Files.list(layout.trials())) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.matches("\\d{4,9}"))
          .map(Integer::valueOf)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidSpecException("%s cannot be read: %s".formatted(layout.trials(), e));
    }
  }

  /**
   * A lock that was free is asked for again only once its file changed: asking takes it for a
   * moment, and a run that starts would find it taken.
   */
  private boolean isBeingWritten() {
    PlainFile.Stamp stamp = PlainFile.stamp(layout.lock()).orElse(null);
    if (stamp == null || stamp.equals(lockFree)) {
      return false;
    }
    boolean held = StoreLock.isHeld(layout.lock());
    lockFree = held ? null : stamp;
    return held;
  }

  /**
   * Folders of the runs under {@code root}, itself included, in no order. Links are not followed,
   * nor is looked for runs within runs.
   */
  public static List<Path> folders(Path root) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(root, Set.of(), DEEPEST_RUN, new Finder(root, found));
    } catch (IOException e) {
      throw new InvalidSpecException("%s cannot be read: %s".formatted(root, e));
    }
    return found;
  }

  private static final class Finder extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> found;

    Finder(Path root, List<Path> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(root) && folder.getFileName().toString().startsWith(".")) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (PlainFile.stamp(new StoreLayout(folder).sweep()).isPresent()) {
        found.add(folder);
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException unreadable) {
      return FileVisitResult.CONTINUE;
    }
  }
}
