package org.fathom4j.tracking.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.mlflow.client.Keys;
import org.fathom4j.mlflow.client.MlflowApi;
import org.fathom4j.mlflow.client.RunStatus;
import org.fathom4j.mlflow.client.Tags;
import org.fathom4j.provenance.Provenance;

/** What the parent run of a sweep says. */
final class SweepContent {
  /** Finds the runs of a sweep again, after a crash or from another machine. */
  static final String SWEEP_ID = "fathom.sweep-id";

  /** What a run is: the parent is a sweep, its children are trials. */
  static final String KIND = "fathom.kind";

  private static final int LEADERBOARD = 20;

  private static final int LONGEST_DIGEST = 36;

  private SweepContent() {}

  static Map<String, String> experimentTags(SweepRecord sweep) {
    return Map.of(
        "mlflow.note.content",
        Keys.experimentTag(sweep.question()),
        // Opens the page on the table of runs, not on traces of language models.
        "mlflow.experimentKind",
        "custom_model_development");
  }

  /** Tags of parent and children alike, so that filters find both. */
  static Map<String, String> sharedTags(SweepRecord sweep) {
    Provenance from = sweep.provenance();
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(SWEEP_ID, sweep.id());
    tags.put("fathom.experiment", sweep.name());
    tags.put("fathom.spec-hash", sweep.specHash());
    tags.put("mlflow.user", from.user());
    tags.put("mlflow.source.type", "LOCAL");
    tags.put("mlflow.source.name", "fathom");
    if (!from.gitCommit().isEmpty()) {
      tags.put("mlflow.source.git.commit", from.gitCommit());
      tags.put("git.dirty", Boolean.toString(from.gitDirty()));
    }
    tags.put("host", from.host());
    tags.put("os", from.os());
    tags.put("java", from.java());
    tags.put("cpu", from.cpu());
    tags.put("cores", Integer.toString(from.cores()));
    tags.put("threads", Integer.toString(from.threads()));
    tags.put("device", from.device());
    tags.put("backend", from.backend());
    tags.put("instructions", from.instructions());
    tags.put("earlier-kernels", String.join(", ", from.earlier()));
    from.versions().forEach((name, version) -> tags.put("version." + name, version));
    tags.put("data", sweep.data().name());
    tags.put("data.digest", sweep.data().digest());
    tags.put("preset", sweep.preset());
    return tags;
  }

  static Map<String, String> tags(SweepRecord sweep) {
    Map<String, String> tags = new LinkedHashMap<>(sharedTags(sweep));
    tags.put(KIND, "sweep");
    tags.put("mlflow.runName", runName(sweep));
    tags.put("mlflow.note.content", note(sweep, Optional.empty()));
    tags.put("fathom.command", sweep.command());
    return Tags.clean(tags);
  }

  /** The experiment and its preset: "depth-study quick". */
  private static String runName(SweepRecord sweep) {
    return (sweep.name() + " " + sweep.preset()).strip();
  }

  /** The data set in MLflow's own terms. */
  static ObjectNode inputs(String run, SweepRecord sweep) {
    SweepRecord.DataInfo data = sweep.data();
    ObjectNode body = MlflowApi.object().put("run_id", run);
    ArrayNode datasets = body.putArray("datasets");
    put(datasets, data, "training", data.trainExamples());
    put(datasets, data, "validation", data.validationExamples());
    put(datasets, data, "test", data.testExamples());
    return body;
  }

  /** Each part is a data set of its own: servers keep one use of a name and digest with a run. */
  private static void put(ArrayNode all, SweepRecord.DataInfo data, String use, long examples) {
    if (examples == 0) {
      return;
    }
    String digest = data.digest().substring(0, Math.min(LONGEST_DIGEST, data.digest().length()));
    ObjectNode input = all.addObject();
    input.putArray("tags").addObject().put("key", "mlflow.data.context").put("value", use);
    input
        .putObject("dataset")
        .put("name", data.name() + " " + use)
        .put("digest", digest)
        .put("source_type", "local")
        .put("source", MlflowApi.object().put("uri", data.source()).toString())
        .put("profile", MlflowApi.object().put("num_rows", examples).toString());
  }

  static Map<String, String> parameters(SweepRecord sweep) {
    return Tags.parameters(SpecParameters.of(sweep.spec()));
  }

  /** The page's description, in Markdown: question, answer, table of trials, command. */
  static String note(SweepRecord sweep, Optional<String> answer) {
    StringBuilder note = new StringBuilder("**" + sweep.question() + "**\n\n");
    answer.ifPresent(text -> note.append(text.strip()).append("\n\n"));
    String table = leaderboard(sweep);
    if (!table.isEmpty()) {
      note.append(table).append('\n');
    }
    String data = sweep.data().title().isEmpty() ? "" : "Data: " + sweep.data().title() + ". ";
    return note.append(data + "Run again: `%s`\n".formatted(sweep.command())).toString();
  }

  private static String leaderboard(SweepRecord sweep) {
    String objective = "best/" + sweep.objective();
    List<TrialRecord> best =
        sweep.trials().stream()
            .filter(trial -> trial.state() == TrialState.COMPLETE)
            .sorted(
                (a, b) ->
                    (sweep.maximize() ? -1 : 1)
                        * Double.compare(a.result(objective), b.result(objective)))
            .limit(LEADERBOARD)
            .toList();
    if (best.isEmpty()) {
      return "";
    }
    Quantity judged = best.get(0).judgedBy(sweep.objective()).orElse(Quantity.ACCURACY);
    StringBuilder table =
        new StringBuilder(
            "| trial | parameters | seed | %s | %s | %s |\n|---|---|---|---|---|---|\n"
                .formatted(sweep.objective(), judged.on("train"), judged.on("test")));
    best.forEach(
        trial ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %d | %s | %d | %s | %s | %s |\n",
                    trial.number(),
                    TrialContent.summary(trial),
                    trial.seed(),
                    cell(trial.result(objective)),
                    cell(trial.result(judged.on("best/train"))),
                    cell(trial.result(judged.on("test"))))));
    return table.toString();
  }

  /** Four significant digits, whatever the unit. */
  static String cell(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).round(new MathContext(4)).toPlainString()
        : "";
  }

  /** The best trial's results, and how the trials ended. */
  static Map<String, Double> results(SweepRecord sweep, int bestTrial) {
    Map<String, Double> results = new TreeMap<>();
    sweep.trials().stream()
        .filter(trial -> trial.number() == bestTrial)
        .forEach(trial -> results.putAll(trial.results()));
    for (TrialState state : TrialState.values()) {
      long count = sweep.trials().stream().filter(t -> t.state() == state).count();
      results.put("trials/" + state.name().toLowerCase(Locale.ROOT), (double) count);
    }
    results.put("trials/total", (double) sweep.plannedTrials());
    return results;
  }

  static RunStatus status(Outcome outcome) {
    return switch (outcome) {
      case FINISHED -> RunStatus.FINISHED;
      case FAILED -> RunStatus.FAILED;
      case INTERRUPTED -> RunStatus.KILLED;
    };
  }

  static long endMillis(SweepRecord sweep) {
    long last =
        sweep.trials().stream()
            .flatMap(trial -> trial.epochs().stream())
            .mapToLong(epoch -> epoch.timeMillis())
            .max()
            .orElse(0);
    long started = sweep.provenance().startedMillis();
    return Math.max(last, started + Math.round(1000 * sweep.seconds()));
  }
}
