package org.fathom4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.cli.ExperimentRun.Settings;
import org.fathom4j.config.CollectionSpec;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.config.Problem;
import org.fathom4j.config.Problems;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.report.CollectionReport;
import org.fathom4j.report.RunOutcome;
import org.fathom4j.report.lesson.CollectionEntry;
import org.fathom4j.tracking.local.Ending;
import org.fathom4j.tracking.local.LocalStore;

/**
 * Every experiment of a folder that belongs to one collection, in the order of their names, and the
 * page that collects them.
 *
 * @param name of the collection
 * @param folder of experiment files
 * @param preset used of each file that has it
 * @param settings of the command line; with {@code resume} what was run to its end before is kept;
 *     {@code out} takes the page and, in {@code runs}, the runs
 */
record CollectionRun(String name, Path folder, Optional<String> preset, Settings settings) {
  /** Checks all, runs all, writes the page; the exit code. */
  int run(PrintWriter out, PrintWriter err, boolean json) {
    List<CollectionEntry> entries = new ArrayList<>();
    int code = 0;
    List<ExperimentRun> runs = prepare();
    for (ExperimentRun run : runs) {
      try {
        RunOutcome outcome = outcome(run, out, json);
        if (outcome.verdict().outcome() == Outcome.INTERRUPTED) {
          return ExitCode.INTERRUPTED;
        }
        code = Math.max(code, ExitCode.of(outcome.verdict()));
        entries.add(entry(run, outcome));
      } catch (InvalidSpecException unavailable) { // its data cannot be had: the others go on
        err.println("left out: " + run.file() + ": " + unavailable.getMessage());
        code = ExitCode.FAILED;
      }
    }
    CollectionSpec collection = runs.get(0).sweep().header().collection().orElseThrow();
    Path page = settings.out().orElse(Path.of("reports", name));
    out.println("page    " + CollectionReport.write(collection, entries, page));
    out.flush();
    return code;
  }

  /** Shows what would be run. */
  void dryRun(PrintWriter out) {
    for (ExperimentRun run : prepare()) {
      out.println(run.file() + "  " + DryRun.headline(run.sweep()));
    }
    out.flush();
  }

  private static RunOutcome outcome(ExperimentRun run, PrintWriter out, boolean json) {
    Optional<Path> kept = kept(run);
    if (kept.isPresent()) {
      out.println(run.file() + ": kept from " + kept.get());
      return StoredOutcome.read(kept.get());
    }
    return run.run(ended -> RunOutput.print(ended, run.sweep(), out, json)).outcome();
  }

  /** The checked experiments; the mistakes of all files are told together. */
  private List<ExperimentRun> prepare() {
    List<Problem> problems = new ArrayList<>();
    List<ExperimentRun> runs = new ArrayList<>();
    for (Path file : files()) {
      try {
        ExperimentFile plain = ExperimentFile.load(file, Optional.empty(), List.of());
        if (belongs(plain)) {
          Optional<String> chosen = preset.filter(plain::hasPreset);
          String hash = ExperimentFile.load(file, chosen, List.of()).specHash();
          runs.add(ExperimentRun.prepare(file, chosen, List.of(), own(file, hash)));
        }
      } catch (InvalidSpecException mistakes) {
        problems.addAll(mistakes.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSpecException(problems);
    }
    if (runs.isEmpty()) {
      throw new InvalidSpecException(
          "--collection: no experiment in "
              + folder
              + " belongs to "
              + name
              + "; one that does says so with collection: {name: "
              + name
              + "}");
    }
    return runs;
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " cannot be listed", e);
    }
  }

  private boolean belongs(ExperimentFile file) {
    return file.header(new Problems()).collection().filter(c -> c.name().equals(name)).isPresent();
  }

  /** An experiment that was never begun has nothing to resume. */
  private Settings own(Path file, String hash) {
    String stem = file.getFileName().toString().replaceFirst("\\.yaml$", "");
    Optional<Path> begun =
        settings.resume() ? LocalStore.latest(runs(), hash) : Optional.<Path>empty();
    return new Settings(
        settings.workers(),
        begun.isPresent(),
        settings.otherCpu(),
        begun.or(() -> settings.out().map(out -> runs().resolve(stem))),
        settings.trackingUri(),
        settings.offline(),
        settings.resumeCommand());
  }

  private Path runs() {
    return settings.out().map(out -> out.resolve("runs")).orElse(ExperimentRun.RUNS);
  }

  private static Optional<Path> kept(ExperimentRun run) {
    return run.settings()
        .out()
        .filter(store -> run.settings().resume())
        .filter(CollectionRun::ended);
  }

  private static boolean ended(Path store) {
    return LocalStore.ending(store)
        .map(Ending::outcome)
        .filter(Outcome.FINISHED::equals)
        .isPresent();
  }

  private static CollectionEntry entry(ExperimentRun run, RunOutcome outcome) {
    String number = run.file().getFileName().toString().replaceFirst("(\\d*).*", "$1");
    return CollectionReport.entry(
        outcome, number, run.sweep().header().collection().map(CollectionSpec::section).orElse(""));
  }
}
