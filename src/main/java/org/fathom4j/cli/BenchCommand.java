package org.fathom4j.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.fathom4j.bench.Bench;
import org.fathom4j.bench.BenchNet;
import org.fathom4j.bench.BenchNets;
import org.fathom4j.bench.NetResult;
import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Suggestions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom bench}: training speed, side by side in one run. */
@Command(
    name = "bench",
    description = "Training speed beside DL4J's own, PyTorch's and JAX's, side by side in one run.",
    subcommands = {
      BenchSeedsCommand.class,
      BenchSweepsCommand.class,
      BenchTablesCommand.class,
      BenchWatchCommand.class
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private static final List<String> PEERS = BenchOutput.PEERS;

  @Spec private CommandSpec spec;

  @Option(
      names = "--nets",
      split = ",",
      paramLabel = "NAME",
      description =
          "Networks to train, separated by commas (the usual eight); variants: other losses, updaters,"
              + " masks and norms; graphs: two ComputationGraphs;"
              + " recurrent: two along sequences.")
  private List<String> nets = new ArrayList<>();

  @Option(
      names = "--against",
      split = ",",
      paramLabel = "PEER",
      defaultValue = "stock,torch",
      description =
          "Whom to measure against: stock, torch, jax, float (the compiled step in single"
              + " precision) (${DEFAULT-VALUE}).")
  private List<String> against = new ArrayList<>();

  @Option(
      names = "--precision",
      paramLabel = "float|bf16",
      defaultValue = "float",
      description = "Of the compiled step's products (${DEFAULT-VALUE}).")
  private String precision = "float";

  @Mixin private TurnOptions turns = new TurnOptions();

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    turns.check();
    List<BenchNet> chosen = BenchNets.named(nets);
    Set<String> peers = peers();
    Bench bench =
        new Bench(precision(), peers, turns.rounds(), turns.seconds(), System.err::println);
    PrintWriter out = spec.commandLine().getOut();
    BenchOutput table = new BenchOutput(List.copyOf(peers), out);
    table.head();
    List<NetResult> results = new ArrayList<>();
    for (BenchNet net : chosen) {
      NetResult result = bench.measure(net);
      table.row(result);
      results.add(result);
    }
    table.foot(results);
    if (json) {
      out.println(BenchOutput.json(results));
    }
    out.flush();
    return 0;
  }

  private Precision precision() {
    if (precision.equals("float")) {
      return Precision.FLOAT;
    }
    if (!precision.equals("bf16")) {
      throw new InvalidSpecException("--precision must be float or bf16, got '" + precision + "'");
    }
    KernelLibrary.chosen()
        .obstacle(Precision.BFLOAT16)
        .ifPresent(
            why -> {
              throw new InvalidSpecException("--precision bf16: " + why.reason());
            });
    return Precision.BFLOAT16;
  }

  private Set<String> peers() {
    for (String peer : against) {
      if (!PEERS.contains(peer)) {
        throw new InvalidSpecException(
            "--against: there is no peer '" + peer + "'" + Suggestions.hint(peer, PEERS));
      }
    }
    return new LinkedHashSet<>(against);
  }
}
