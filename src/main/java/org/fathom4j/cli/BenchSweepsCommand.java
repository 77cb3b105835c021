package org.fathom4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.fathom4j.bench.Python;
import org.fathom4j.bench.sweeps.SweepWork;
import org.fathom4j.bench.sweeps.SweepsBench;
import org.fathom4j.bench.sweeps.WorkResult;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Suggestions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom bench sweeps}: whole sweeps beside Optuna's. */
@Command(
    name = "sweeps",
    description = "The same sweeps here and in Optuna + PyTorch, side by side in one run.",
    mixinStandardHelpOptions = true)
final class BenchSweepsCommand implements Callable<Integer> {
  private static final String OPTUNA = "optuna";
  private static final List<String> PEERS = List.of(OPTUNA);

  @Spec private CommandSpec spec;

  @Option(
      names = "--against",
      split = ",",
      paramLabel = "PEER",
      description = "Whom to measure against: optuna (nobody).")
  private List<String> against = new ArrayList<>();

  @Option(
      names = "--works",
      split = ",",
      paramLabel = "NAME",
      description = "Sweeps to run: depth-study-quick, tiny-mlp (both).")
  private List<String> works = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs of each side (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--report",
      paramLabel = "FILE.md",
      description = "Also write the table, the machine and the command as a page.")
  private @Nullable Path report;

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw new InvalidSpecException("--rounds must be at least 1, got " + rounds);
    }
    against.forEach(peer -> known("--against", "peer", peer, PEERS));
    works.forEach(work -> known("--works", "sweep", work, SweepWork.NAMES));
    SweepsBench bench =
        new SweepsBench(
            Fathom.class.getName(),
            against.contains(OPTUNA) && optuna(),
            rounds,
            System.err::println);
    PrintWriter out = spec.commandLine().getOut();
    SweepsOutput output = new SweepsOutput(out);
    output.head();
    List<WorkResult> results = new ArrayList<>();
    for (String name : works.isEmpty() ? SweepWork.NAMES : works) {
      WorkResult result = inFolder(name, bench::measure);
      results.add(result);
      output.row(result);
    }
    output.foot(results);
    if (report != null) {
      SweepsPage.write(results, report, command());
    }
    if (json) {
      out.println(SweepsOutput.json(results));
    }
    out.flush();
    return 0;
  }

  private String command() {
    return "./fathom bench sweeps"
        + (against.isEmpty() ? "" : " --against " + String.join(",", against))
        + (works.isEmpty() ? "" : " --works " + String.join(",", works))
        + (rounds == 1 ? "" : " --rounds " + rounds);
  }

  /** Measures a work in a folder that is deleted afterwards. */
  static <T> T inFolder(String name, BiFunction<SweepWork, Path, T> measure) {
    Path checkout = Path.of(System.getProperty("fathom.home", "."));
    try {
      Path folder = Files.createTempDirectory("fathom-sweeps-");
      try {
        return measure.apply(SweepWork.named(name, checkout, folder), folder);
      } finally {
        delete(folder);
      }
    } catch (IOException trouble) {
      throw new ExperimentException(
          "no folder for the runs: " + ExperimentException.reason(trouble), trouble);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean optuna() {
    for (String module : List.of("optuna", "torch")) {
      if (!Python.has(module)) {
        System.err.println("optuna: " + Python.missing(module, module));
        return false;
      }
    }
    return true;
  }

  private static void known(String option, String kind, String name, List<String> all) {
    if (!all.contains(name)) {
      throw new InvalidSpecException(
          option + ": there is no " + kind + " '" + name + "'" + Suggestions.hint(name, all));
    }
  }
}
