package org.fathom4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fathom4j.bench.Spread;
import org.fathom4j.bench.sweeps.SweepWork;
import org.fathom4j.bench.sweeps.WatchBench;
import org.fathom4j.bench.sweeps.WatchResult;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Suggestions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom bench watch}: what a sweep loses by being watched. */
@Command(
    name = "watch",
    description = "A sweep alone and watched in the dashboard, by turns in one run.",
    mixinStandardHelpOptions = true)
final class BenchWatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--work",
      paramLabel = "NAME",
      defaultValue = SweepWork.TINY,
      description = "The sweep: depth-study-quick, tiny-mlp (${DEFAULT-VALUE}).")
  private String work = SweepWork.TINY;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Runs of each side (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw new InvalidSpecException("--rounds must be at least 1, got " + rounds);
    }
    if (!SweepWork.NAMES.contains(work)) {
      throw new InvalidSpecException(
          "--work: there is no sweep '" + work + "'" + Suggestions.hint(work, SweepWork.NAMES));
    }
    WatchBench bench =
        new WatchBench(
            Fathom.class.getName(), BesideDashboard::command, rounds, System.err::println);
    WatchResult result = BenchSweepsCommand.inFolder(work, bench::measure);
    int cores = Runtime.getRuntime().availableProcessors();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s, %d rounds: a watched sweep takes %s of the time of one alone; meanwhile the dashboard"
            + " takes %s of the processor time of %d cores.%n",
        result.work(),
        result.rounds().size(),
        percent(result.ratio()),
        percent(result.share(cores)),
        cores);
    if (json) {
      out.println(json(result, cores));
    }
    out.flush();
    return 0;
  }

  /** "100.4% (quartiles 99.1% to 101.3%)". */
  private static String percent(Spread spread) {
    return String.format(
        Locale.ROOT,
        "%.1f%% (quartiles %.1f%% to %.1f%%)",
        100 * spread.median(),
        100 * spread.lower(),
        100 * spread.upper());
  }

  private static String json(WatchResult result, int cores) {
    ObjectNode root = new ObjectMapper().createObjectNode().put("work", result.work());
    root.put("ratio", result.ratio().median());
    root.put("dashboardShare", result.share(cores).median());
    for (WatchResult.Round round : result.rounds()) {
      root.withArray("rounds")
          .addObject()
          .put("alone", round.alone())
          .put("watched", round.watched())
          .put("loads", round.loads())
          .put("dashboardSeconds", round.dashboardSeconds());
    }
    return root.toString();
  }
}
