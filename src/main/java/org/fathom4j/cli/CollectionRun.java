package org.fathom4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.cli.ExperimentRun.Settings;
import org.fathom4j.experiment.ExperimentCollection;
import org.fathom4j.experiment.ExperimentCollection.Member;
import org.fathom4j.experiment.RunPlace;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.report.CollectionReport;
import org.fathom4j.report.RunOutcome;
import org.fathom4j.report.lesson.CollectionEntry;
import org.fathom4j.tracking.local.LocalStore;

/**
 * A collection of a command line: runs its experiments and writes the page that collects them.
 *
 * @param collection the experiments
 * @param settings of the command line; with {@code resume} what was run to its end before is kept;
 *     {@code out} takes the page and, in {@code runs}, the runs
 */
record CollectionRun(ExperimentCollection collection, Settings settings) {
  private record MemberRun(Member member, ExperimentRun run) {}

  /** Checks all, runs all, writes the page; the exit code. */
  int run(PrintWriter out, PrintWriter err, boolean json) {
    List<CollectionEntry> entries = new ArrayList<>();
    int code = 0;
    List<MemberRun> runs = prepare();
    for (MemberRun each : runs) {
      try {
        RunOutcome outcome = outcome(each.run(), out, json);
        if (outcome.verdict().outcome() == Outcome.INTERRUPTED) {
          return ExitCode.INTERRUPTED;
        }
        code = Math.max(code, ExitCode.of(outcome.verdict()));
        entries.add(each.member().entry(outcome));
      } catch (InvalidSpecException unavailable) { // its data cannot be had: the others go on
        err.println("left out: " + each.member().file() + ": " + unavailable.getMessage());
        code = ExitCode.FAILED;
      }
    }
    Path page = settings.out().orElse(Path.of("reports", collection.name()));
    out.println(
        "page    " + CollectionReport.write(runs.get(0).member().collection(), entries, page));
    out.flush();
    return code;
  }

  /** Shows what would be run. */
  void dryRun(PrintWriter out) {
    for (MemberRun each : prepare()) {
      out.println(each.member().file() + "  " + DryRun.headline(each.run().sweep()));
    }
    out.flush();
  }

  private List<MemberRun> prepare() {
    return collection.prepare(
        member ->
            new MemberRun(
                member,
                ExperimentRun.prepare(member.file(), member.preset(), List.of(), own(member))));
  }

  private static RunOutcome outcome(ExperimentRun run, PrintWriter out, boolean json) {
    Settings settings = run.settings();
    Optional<Path> kept =
        settings.out().filter(store -> settings.resume() && ExperimentCollection.ended(store));
    if (kept.isPresent()) {
      out.println(run.file() + ": kept from " + kept.get());
      return StoredOutcome.read(kept.get());
    }
    return run.run(ended -> RunOutput.print(ended, run.sweep(), out, json)).outcome();
  }

  /** An experiment that was never begun has nothing to resume. */
  private Settings own(Member member) {
    Path runs = settings.out().map(out -> out.resolve("runs")).orElse(RunPlace.RUNS);
    Optional<Path> begun =
        settings.resume() ? LocalStore.latest(runs, member.specHash()) : Optional.<Path>empty();
    return new Settings(
        settings.workers(),
        begun.isPresent(),
        settings.otherCpu(),
        begun.or(() -> settings.out().map(out -> runs.resolve(member.folder()))),
        settings.trackingUri(),
        settings.offline(),
        settings.resumeCommand());
  }
}
