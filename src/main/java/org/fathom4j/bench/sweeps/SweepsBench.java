package org.fathom4j.bench.sweeps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.fathom4j.experiment.PreparedSweep;
import org.fathom4j.problem.ExperimentException;

/**
 * Whole sweeps, timed on both sides from the start of a process to its end. Ours runs as its users
 * run it; Optuna and PyTorch run in every form in the first round, each given up once it takes
 * longer than the best before it, and in the best form from then on. The sides take turns.
 */
public final class SweepsBench {
  private final String main;
  private final boolean optuna;
  private final int rounds;
  private final Consumer<String> log;

  /**
   * A benchmark.
   *
   * @param main class of Fathom4j's command line
   * @param optuna whether Optuna takes part
   * @param rounds runs of each side, at least 1
   * @param log takes lines of progress
   */
  public SweepsBench(String main, boolean optuna, int rounds, Consumer<String> log) {
    this.main = main;
    this.optuna = optuna;
    this.rounds = rounds;
    this.log = log;
  }

  /**
   * Measures a work.
   *
   * @param folder takes everything that is written
   */
  public WorkResult measure(SweepWork work, Path folder) {
    PreparedSweep sweep = work.prepare();
    FathomSide ours = new FathomSide(main, work, folder);
    Optional<Theirs> theirs =
        optuna ? Optional.of(new Theirs(task(sweep, folder))) : Optional.empty();
    List<SideRun> runs = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      SideRun run = ours.run("run-" + round);
      runs.add(run);
      log.accept(line(work, "fathom", run));
      theirs.ifPresent(side -> side.round(work));
    }
    return new WorkResult(
        work.name(),
        sweep.total(),
        median(runs),
        runs.get(0).score(),
        theirs.map(Theirs::result),
        work.small() ? Optional.of(ours.overhead()) : Optional.empty());
  }

  private static OptunaSide task(PreparedSweep sweep, Path folder) {
    Path task = folder.resolve("optuna");
    try {
      Files.createDirectories(task);
      PeerTask.write(sweep, task);
      return new OptunaSide(task);
    } catch (IOException trouble) {
      throw new ExperimentException(
          task + " cannot be written: " + ExperimentException.reason(trouble), trouble);
    }
  }

  /** Optuna's runs, in the best form known. */
  private final class Theirs {
    private final OptunaSide side;
    private final List<SideRun> runs = new ArrayList<>();
    private List<OptunaSide.Form> forms =
        OptunaSide.Form.all(Runtime.getRuntime().availableProcessors());

    Theirs(OptunaSide side) {
      this.side = side;
    }

    void round(SweepWork work) {
      double best = Double.POSITIVE_INFINITY;
      Optional<SideRun> fastest = Optional.empty();
      List<OptunaSide.Form> chosen = forms;
      for (OptunaSide.Form form : forms) {
        // A form that was chosen is never given up: its slow rounds count.
        Optional<SideRun> run = run(work, form, forms.size() > 1 ? best : Double.POSITIVE_INFINITY);
        if (run.isPresent() && run.get().seconds() < best) {
          best = run.get().seconds();
          fastest = run;
          chosen = List.of(form);
        }
      }
      forms = chosen;
      runs.add(
          fastest.orElseThrow(
              () -> new ExperimentException("Optuna and PyTorch failed in every form")));
    }

    private Optional<SideRun> run(SweepWork work, OptunaSide.Form form, double limit) {
      try {
        Optional<SideRun> run = side.run(form, limit);
        log.accept(
            run.map(r -> line(work, "optuna, " + form, r))
                .orElse(work.name() + ": optuna, " + form + ": longer than the best"));
        return run;
      } catch (ExperimentException reason) {
        log.accept(work.name() + ": without " + form + ": " + reason.getMessage());
        return Optional.empty();
      }
    }

    WorkResult.Peer result() {
      return new WorkResult.Peer(
          median(runs), runs.get(0).score(), forms.get(0).toString(), runs.get(0).software());
    }
  }

  private static String line(SweepWork work, String side, SideRun run) {
    return String.format(
        Locale.ROOT,
        "%s: %s: %.1f s, mean validation accuracy %.4f",
        work.name(),
        side,
        run.seconds(),
        run.score());
  }

  private static double median(List<SideRun> runs) {
    double[] sorted = runs.stream().mapToDouble(SideRun::seconds).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
