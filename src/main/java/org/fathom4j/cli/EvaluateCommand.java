package org.fathom4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fathom4j.config.DataSection;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.config.Problems;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.source.DataSets;
import org.fathom4j.evaluation.Evaluation;
import org.fathom4j.evaluation.Evaluation.ClassScore;
import org.fathom4j.evaluation.Evaluation.Mistake;
import org.fathom4j.evaluation.StoredNetwork;
import org.fathom4j.tracking.local.LocalStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom evaluate}: scores a stored network on any data set. */
@Command(
    name = "evaluate",
    description = "Score a stored network on the test examples of a data set.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  private static final int MISTAKES_SHOWN = 10;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A trial's folder, as best.run of 'run --json' names it.")
  private Path run;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "data.key=value",
      description = "Options of the data set, such as data.dir=FOLDER.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--data", required = true, paramLabel = "NAME", description = "The data set.")
  private String data;

  @Option(names = "--offline", description = "Fetch nothing.")
  private boolean offline;

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    StoredNetwork network = StoredNetwork.read(run.resolve("model.zip"));
    Problems problems = new Problems();
    DataSpec dataSpec = dataSpec(problems);
    Path home = Path.of(System.getProperty("user.home"));
    DataPlaces places = DataPlaces.of(System.getenv(), home, offline);
    Optional<DataSplit> split =
        new DataSets(places).plan(dataSpec).filter(p -> problems.none()).map(p -> p.load());
    problems.throwIfAny();
    Evaluation evaluation =
        network.evaluate(split.orElseThrow(() -> new InvalidSpecException("no data: " + data)));
    PrintWriter out = spec.commandLine().getOut();
    print(evaluation, out);
    if (json) {
      out.println(json(evaluation));
    }
    out.flush();
    return 0;
  }

  /**
   * The data set as the run would have read it: its normalization is part of what the network
   * learned.
   */
  private DataSpec dataSpec(Problems problems) {
    List<String> all = new ArrayList<>();
    Path model = run.toAbsolutePath().resolve("model.zip").normalize();
    Path store = run.toAbsolutePath().resolve("../..").normalize();
    if (Files.isRegularFile(store.resolve("experiment.yaml"))) {
      ExperimentFile file =
          ExperimentFile.load(store.resolve("experiment.yaml"), Optional.empty(), List.of());
      LocalStore.read(store).trials().stream()
          .filter(t -> LocalStore.modelFile(store, t.number()).equals(model))
          .findFirst()
          .map(t -> file.bind(t.parameters(), new Problems()).data().options().values())
          .map(options -> options.get("normalize"))
          .ifPresent(rule -> all.add("data.normalize=" + rule));
    }
    all.addAll(overrides);
    return DataSection.of(data, all, problems);
  }

  private static void print(Evaluation result, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: %.2f%% of %,d test examples%n",
        result.data(),
        100 * result.accuracy(),
        result.examples());
    result
        .digitAccuracy()
        .ifPresent(share -> out.printf(Locale.ROOT, "digits right: %.2f%%%n", 100 * share));
    result
        .coverageAt98()
        .ifPresent(share -> out.printf(Locale.ROOT, "coverage at 98%%: %.2f%%%n", 100 * share));
    if (!result.perClass().isEmpty()) {
      classes(result, out);
    }
    out.printf("%nmost confident mistakes%n");
    for (Mistake mistake : result.mistakes().stream().limit(MISTAKES_SHOWN).toList()) {
      out.printf(
          Locale.ROOT,
          "  example %d: %s read as %s (%.1f%%)%n",
          mistake.index(),
          mistake.label(),
          mistake.predicted(),
          100 * mistake.confidence());
    }
  }

  private static void classes(Evaluation result, PrintWriter out) {
    out.printf(
        "%n%-14s %9s %9s %10s   predicted as%n", "class", "examples", "accuracy", "precision");
    for (int c = 0; c < result.perClass().size(); c++) {
      ClassScore score = result.perClass().get(c);
      StringBuilder row = new StringBuilder();
      result.confusion().get(c).forEach(n -> row.append(String.format(Locale.ROOT, "%6d", n)));
      out.printf(
          Locale.ROOT,
          "%-14s %,9d %8.1f%% %9.1f%%   %s%n",
          score.name(),
          score.examples(),
          100 * score.accuracy(),
          100 * score.precision(),
          row);
    }
  }

  private static String json(Evaluation result) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("data", result.data());
    root.put("examples", result.examples());
    root.put("accuracy", result.accuracy());
    ArrayNode classes = root.putArray("perClass");
    for (ClassScore score : result.perClass()) {
      classes
          .addObject()
          .put("name", score.name())
          .put("examples", score.examples())
          .put("accuracy", score.accuracy())
          .put("precision", score.precision());
    }
    root.putPOJO("confusion", result.confusion());
    result.digitAccuracy().ifPresent(share -> root.put("digitAccuracy", share));
    result.coverageAt98().ifPresent(share -> root.put("coverageAt98", share));
    return root.toString();
  }
}
