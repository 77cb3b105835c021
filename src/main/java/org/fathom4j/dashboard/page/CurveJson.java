package org.fathom4j.dashboard.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.dashboard.run.TrialRow;
import org.fathom4j.dashboard.run.Words;
import org.fathom4j.metrics.TrialState;

/** The numbers of the charts. Shares are in percent; null where nothing was measured. */
public final class CurveJson {
  private static final int MOST_CURVES = 100;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CurveJson() {}

  /** The metric that is asked for where it was measured, else the objective. */
  static String metric(RunView run, String asked) {
    boolean known = run.trials().stream().anyMatch(t -> t.curves().names().contains(asked));
    return known ? asked : run.sweep().objective();
  }

  /** Learning curves of these trials: those under way and the best where there are many. */
  public static String curves(RunView run, List<TrialRow> found, String asked) {
    String metric = metric(run, asked);
    List<TrialRow> measured = found.stream().filter(t -> t.curves().epochs() > 0).toList();
    List<TrialRow> shown = shown(run, measured);
    int epochs = shown.stream().mapToInt(trial -> trial.curves().epochs()).max().orElse(0);
    ObjectNode root = NODES.objectNode();
    root.put("metric", Words.title(metric));
    root.put("share", Words.isShare(metric));
    root.put("epochs", epochs);
    root.put("found", measured.size());
    ArrayNode series = root.putArray("series");
    Optional<TrialRow> best = run.best();
    shown.forEach(
        trial ->
            series.add(series(run, trial, metric).put("best", best.equals(Optional.of(trial)))));
    return root.toString();
  }

  private static List<TrialRow> shown(RunView run, List<TrialRow> measured) {
    Comparator<TrialRow> order =
        Comparator.<TrialRow>comparingInt(t -> t.state() == TrialState.RUNNING ? 0 : 1)
            .thenComparingInt(t -> Double.isFinite(t.best()) ? 0 : 1)
            .thenComparing(run.byObjective().reversed());
    List<TrialRow> shown = new ArrayList<>(measured);
    shown.sort(order);
    return shown.size() > MOST_CURVES ? shown.subList(0, MOST_CURVES) : shown;
  }

  private static ObjectNode series(RunView run, TrialRow trial, String metric) {
    ObjectNode node = NODES.objectNode();
    node.put("trial", trial.number());
    node.put("label", Words.parameters(trial.parameters()));
    node.put("state", Pill.word(run.shown(trial)));
    node.put("href", Address.trial(run.key(), trial.number()));
    ArrayNode values = node.putArray("values");
    for (int epoch = 1; epoch <= trial.curves().epochs(); epoch++) {
      add(values, metric, trial.curves().at(metric, epoch));
    }
    node.set("told", number(metric, told(trial, metric)));
    return node;
  }

  /** What stands beside its name: the value at its best epoch, the newest while it trains. */
  private static double told(TrialRow trial, String metric) {
    return trial.state() == TrialState.RUNNING
        ? trial.curves().at(metric, trial.curves().epochs())
        : trial.atBest(metric);
  }

  /** The objective of one trial on the training and on the validation data. */
  public static String trial(RunView run, TrialRow trial) {
    String objective = run.sweep().objective();
    String quantity = objective.substring(objective.lastIndexOf('/') + 1);
    ObjectNode root = NODES.objectNode();
    root.put("metric", Words.title(quantity));
    root.put("share", Words.isShare(quantity));
    root.put("epochs", trial.curves().epochs());
    root.put("found", 1);
    ArrayNode series = root.putArray("series");
    for (String part : List.of("validation", "train")) {
      ObjectNode curve = series(run, trial, part + "/" + quantity);
      curve.put("label", part.equals("train") ? "training" : part);
      series.add(curve);
    }
    return root.toString();
  }

  /** The objective of every trial by its number, and the best of those before. */
  public static String search(RunView run) {
    String objective = run.sweep().objective();
    ObjectNode root = NODES.objectNode();
    root.put("metric", Words.title(objective));
    root.put("share", Words.isShare(objective));
    ArrayNode trials = root.putArray("trials");
    ArrayNode states = root.putArray("states");
    ArrayNode values = root.putArray("values");
    ArrayNode best = root.putArray("best");
    ArrayNode labels = root.putArray("labels");
    double soFar = Double.NaN;
    for (TrialRow trial : run.trials()) {
      boolean better = run.sweep().maximize() ? trial.best() > soFar : trial.best() < soFar;
      boolean counts = trial.state() == TrialState.COMPLETE && Double.isFinite(trial.best());
      if (counts && (Double.isNaN(soFar) || better)) {
        soFar = trial.best();
      }
      trials.add(trial.number());
      states.add(Pill.word(run.shown(trial)));
      labels.add(Words.parameters(trial.parameters()));
      add(values, objective, trial.best());
      add(best, objective, soFar);
    }
    return root.toString();
  }

  private static void add(ArrayNode values, String metric, double value) {
    values.add(number(metric, value));
  }

  /** As exactly as is drawn. */
  private static JsonNode number(String metric, double value) {
    return Double.isFinite(value)
        ? NODES.numberNode((float) (Words.isShare(metric) ? 100 * value : value))
        : NODES.nullNode();
  }
}
