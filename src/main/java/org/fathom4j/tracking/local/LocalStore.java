package org.fathom4j.tracking.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Dropped;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;

/**
 * A run as a folder of JSON files (laid out as in {@code StoreLayout}), the record that every other
 * tracker can be filled from. What an event brought outlives this process when the event returns:
 * one that is killed loses at most the epoch under way. A loss of power may take epochs of trials
 * that neither paused nor ended, which a checkpoint holds too; they are told again.
 *
 * <p>A trial that starts again, after a crash or a failure, is told anew from its first epoch, also
 * where it goes on from a checkpoint: the files of its earlier try are moved to {@code earlier/N},
 * never mixed with the new ones. The parts of one trial that was paused share its files.
 *
 * <p>Whole numbers among a trial's parameters are read back as {@code Integer}, or {@code Long}
 * where they do not fit; NaN and the infinities survive.
 */
public final class LocalStore implements Subscriber {
  private static final int DEEPEST_RUN = 4;

  private static final Comparator<Stored> NEWEST_FIRST =
      Comparator.<Stored>comparingLong(run -> run.sweep().provenance().startedMillis())
          .thenComparing(Stored::folder)
          .reversed();

  private final StoreLayout layout;
  private final StoreLock lock;
  private final Journal journal;

  private LocalStore(StoreLayout layout, StoreLock lock) {
    this.layout = layout;
    this.lock = lock;
    this.journal = new Journal(layout.journal());
  }

  /**
   * Opens a run's folder for writing, new or stored before.
   *
   * @param folder created with its parents where absent
   * @throws InvalidSpecException if it cannot be written, or another process writes it
   */
  public static LocalStore open(Path folder) {
    StoreLayout layout = new StoreLayout(folder);
    try {
      Files.createDirectories(layout.trials());
      LocalStore store = new LocalStore(layout, StoreLock.take(layout.lock()));
      store.journal.mend();
      Request.clear(folder);
      return store;
    } catch (IOException e) {
      throw new InvalidSpecException(
          "The results folder %s cannot be written: %s. Give another with --out DIR, or make this one writable."
              .formatted(folder.toAbsolutePath(), e));
    }
  }

  /**
   * Reads a run, also one that is being written or whose writer was killed: a torn last line is
   * passed over, a trial without an end has state RUNNING.
   *
   * @throws InvalidSpecException if the folder holds no run, or a damaged one
   */
  public static SweepRecord read(Path folder) {
    return new StoreReader(new StoreLayout(folder)).sweep();
  }

  /**
   * Reads a trial as {@link #read} does; empty where the run has none of that number.
   *
   * @throws InvalidSpecException if it is damaged
   */
  public static Optional<TrialRecord> trial(Path folder, int number) {
    StoreLayout layout = new StoreLayout(folder);
    try {
      return new StoreReader(layout).trial(number);
    } catch (IOException e) {
      throw StoreReader.cannotRead(layout.trials(), e);
    }
  }

  /**
   * The run that a folder stands for: of a run's own report that run, of a page that keeps its run
   * beside its figures the folder {@code run} within, of any other the folder itself.
   */
  public static Path runOf(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    StoreLayout above = new StoreLayout(absolute.resolveSibling(""));
    if (Files.exists(new StoreLayout(folder).sweep())) {
      return folder;
    }
    if (above.report().equals(absolute) && Files.exists(above.sweep())) {
      return above.folder();
    }
    StoreLayout kept = new StoreLayout(folder.resolve("run"));
    return Files.exists(kept.sweep()) ? kept.folder() : folder;
  }

  /** Whether a process has the run open for writing now. */
  public static boolean isBeingWritten(Path folder) {
    return StoreLock.isHeld(new StoreLayout(folder).lock());
  }

  /**
   * What happened in a stored run, in order; nothing where an earlier version wrote it.
   *
   * @throws InvalidSpecException if its journal is damaged
   */
  public static List<JournalEntry> journal(Path folder) {
    Path file = new StoreLayout(folder).journal();
    try {
      return new Journal(file).entries();
    } catch (IOException e) {
      throw new ExperimentException("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  /** How the stored run ended; empty while it runs and after a crash. */
  public static Optional<Ending> ending(Path folder) {
    return new StoreReader(new StoreLayout(folder)).ending();
  }

  /** The file of a trial's network in a stored run; it need not exist. */
  public static Path modelFile(Path folder, int trial) {
    return new StoreLayout(folder).model(trial);
  }

  /**
   * The list of examples that trials of a stored run were trained on; it need not exist.
   *
   * @param id its name
   */
  public static Path seenFile(Path folder, String id) {
    return new StoreLayout(folder).seen(id);
  }

  /**
   * The file of what a look into a trial's network showed in a stored run; it need not exist: only
   * the best trial of a run that ended has one.
   */
  public static Path insideFile(Path folder, int trial) {
    return new StoreLayout(folder).inside(trial);
  }

  /** The file of what a stored run's study and expectations taught; it need not exist. */
  public static Path lessonFile(Path folder) {
    return new StoreLayout(folder).lesson();
  }

  /** The folder of a stored run's report; it need not exist. */
  public static Path reportFolder(Path folder) {
    return new StoreLayout(folder).report();
  }

  /**
   * Folders of the runs under {@code root}, itself included, newest first; none where absent.
   * Damaged runs are left out.
   */
  public static List<Path> runs(Path root) {
    return sweeps(root).map(Stored::folder).toList();
  }

  /**
   * The newest run under {@code root} of exactly this experiment: the one to resume.
   *
   * @param specHash {@link SweepRecord#specHash()}
   */
  public static Optional<Path> latest(Path root, String specHash) {
    return sweeps(root)
        .filter(run -> run.sweep().specHash().equals(specHash))
        .map(Stored::folder)
        .findFirst();
  }

  private static Stream<Stored> sweeps(Path root) {
    if (!Files.isDirectory(root)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.find(root, DEEPEST_RUN, LocalStore::isSweep)) {
      List<Stored> runs = files.flatMap(file -> run(folderOf(file)).stream()).toList();
      return runs.stream().sorted(NEWEST_FIRST);
    } catch (IOException e) {
      throw new ExperimentException("Cannot list the runs under %s: %s".formatted(root, e), e);
    }
  }

  private static boolean isSweep(Path file, BasicFileAttributes kind) {
    return kind.isRegularFile() && file.endsWith("sweep.json");
  }

  private static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static Optional<Stored> run(Path folder) {
    try {
      return Optional.of(new Stored(folder, new StoreReader(new StoreLayout(folder)).bare()));
    } catch (InvalidSpecException damaged) {
      return Optional.empty();
    }
  }

  /** The run's folder. */
  public Path folder() {
    return layout.folder();
  }

  /** The files that trainings read and write themselves. */
  public RunFiles files() {
    return new RunFiles(layout.folder());
  }

  @Override
  public void on(SweepEvent event) {
    write(() -> store(event));
  }

  private void store(SweepEvent event) throws IOException {
    Optional<JournalEntry> entry = JournalEntry.of(event, System.currentTimeMillis());
    boolean end = event instanceof TrialEnded;
    // A pause is told before it is a fact, an end after: of neither is there one too few or many.
    if (entry.isPresent() && !end) {
      journal.append(entry.get());
      if (!(event instanceof TrialStarted)) { // the trial's own files tell of its start and end
        journal.force();
      }
    }
    keep(event);
    if (entry.isPresent() && end) {
      journal.append(entry.get());
    }
  }

  private void keep(SweepEvent event) throws IOException {
    if (event instanceof SweepStarted started) {
      Files.deleteIfExists(layout.ending());
      Json.replace(layout.experiment(), started.sweep().spec());
      Json.replace(layout.sweep(), Json.without("trials", started.sweep()));
    } else if (event instanceof TrialStarted started) {
      Files.createDirectories(layout.trial(started.number()));
      putAside(started.number());
      begin(started.trial());
    } else if (event instanceof Dropped dropped) {
      Files.createDirectories(layout.trial(dropped.number()));
      putAside(dropped.number());
    } else if (event instanceof EpochEnded ended) {
      Json.append(layout.epochs(ended.number()), Json.line(ended.epoch()));
    } else if (event instanceof Paused paused) {
      Durable.force(layout.epochs(paused.number()));
      start(stored(paused.number()).in(TrialState.PAUSED, "", paused.seconds()));
    } else if (event instanceof Continued on) {
      TrialRecord paused = stored(on.number());
      start(paused.in(TrialState.RUNNING, "", paused.seconds()));
    } else if (event instanceof TrialEnded ended) {
      ended(ended.trial());
    } else if (event instanceof SweepEnded ended) {
      Json.replace(layout.sweep(), Json.without("trials", ended.sweep()));
      Ending ending = Ending.of(ended.verdict(), ended.artifacts().bestTrial());
      Json.replace(layout.ending(), Json.line(ending) + "\n");
    }
  }

  /** The trial as it is before its end. */
  private void start(TrialRecord trial) throws IOException {
    Json.replace(layout.start(trial.number()), Json.without("epochs", trial));
  }

  /** A start that a loss of power takes is told again: nobody waits for the disk. */
  private void begin(TrialRecord trial) throws IOException {
    Json.replaceUnforced(layout.start(trial.number()), Json.without("epochs", trial));
  }

  private TrialRecord stored(int trial) throws IOException {
    return Json.parse(Files.readString(layout.start(trial)), TrialRecord.class);
  }

  private void ended(TrialRecord trial) throws IOException {
    if (!trial.epochs().isEmpty()) {
      Durable.force(layout.epochs(trial.number()));
    }
    Json.replace(layout.result(trial.number()), Json.without("epochs", trial));
    if (trial.state().finished()) {
      Durable.delete(layout.checkpoint(trial.number()));
    }
  }

  @Override
  public void close() {
    write(lock::close);
  }

  /** The start goes last: until then, a crash here leaves a trial that is still unfinished. */
  private void putAside(int trial) throws IOException {
    if (!Files.exists(layout.start(trial))) {
      return;
    }
    int attempt = 1;
    while (Files.exists(layout.earlier(trial).resolve(Integer.toString(attempt)))) {
      attempt++;
    }
    Path aside = layout.earlier(trial).resolve(Integer.toString(attempt));
    Files.createDirectories(aside);
    List<Path> files =
        List.of(
            layout.result(trial),
            layout.inside(trial),
            layout.test(trial),
            layout.model(trial),
            layout.epochs(trial),
            layout.start(trial));
    for (Path file : files) {
      if (Files.exists(file)) {
        Files.move(file, aside.resolve(file.getFileName()));
      }
    }
  }

  private void write(Write action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new ExperimentException(
          "Results cannot be written to %s: %s. Free or mend the disk, then go on with --resume."
              .formatted(layout.folder().toAbsolutePath(), ExperimentException.reason(e)),
          e);
    }
  }

  private record Stored(Path folder, SweepRecord sweep) {}

  private interface Write {
    void run() throws IOException;
  }
}
