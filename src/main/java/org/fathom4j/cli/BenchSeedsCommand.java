package org.fathom4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fathom4j.bench.BenchNet;
import org.fathom4j.bench.BenchNets;
import org.fathom4j.bench.SeedsBench;
import org.fathom4j.bench.Spread;
import org.fathom4j.problem.InvalidSpecException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom bench seeds}: what several seeds together take, beside one. */
@Command(
    name = "seeds",
    description = "Networks of several seeds trained together, beside one of them, in one run.",
    mixinStandardHelpOptions = true)
final class BenchSeedsCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--nets",
      split = ",",
      paramLabel = "NAME",
      description =
          "Networks to train, separated by commas (tiny-mlp and those of the quick depth study).")
  private List<String> nets = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many are trained together (${DEFAULT-VALUE}).")
  private int seeds;

  @Mixin private TurnOptions turns = new TurnOptions();

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new InvalidSpecException("--seeds must be from 1 to 100, got " + seeds);
    }
    turns.check();
    List<BenchNet> chosen = nets.isEmpty() ? BenchNets.paired() : BenchNets.named(nets);
    for (BenchNet net : chosen) {
      if (net.isGraph()) {
        throw new InvalidSpecException(
            "--nets: %s is a graph, and only networks of layers are trained together"
                .formatted(net.name()));
      }
    }
    SeedsBench bench = new SeedsBench(seeds, turns.rounds(), turns.seconds());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "A step of one on one thread, of one on all %d, and of %d seeds together on as many:%n",
        Runtime.getRuntime().availableProcessors(),
        seeds);
    ObjectNode root = new ObjectMapper().createObjectNode();
    for (BenchNet net : chosen) {
      SeedsBench.Result result = bench.measure(net);
      out.printf(
          Locale.ROOT,
          "%-12s %12s %12s %12s   %s of one on one thread, %s of one on all%n",
          net.name(),
          micros(result.onOneThread()),
          micros(result.onAllThreads()),
          micros(result.together()),
          times(result.toOneThread()),
          times(result.toAllThreads()));
      out.flush();
      root.withArray("nets")
          .addObject()
          .put("net", net.name())
          .put("seeds", seeds)
          .put("toOneThread", result.toOneThread().median())
          .put("toAllThreads", result.toAllThreads().median());
    }
    if (json) {
      out.println(root);
    }
    out.flush();
    return 0;
  }

  private static String micros(Spread seconds) {
    return String.format(Locale.ROOT, "%.1f us", 1e6 * seconds.median());
  }

  private static String times(Spread ratio) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f to %.2f)", ratio.median(), ratio.lower(), ratio.upper());
  }
}
