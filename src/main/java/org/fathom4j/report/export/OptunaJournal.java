package org.fathom4j.report.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;

/**
 * A sweep as the journal of a study of Optuna's ({@code JournalStorage}), which its dashboard and
 * its own analysis open. Each trial has the objective of its best epoch as value and by epoch as
 * intermediate values; its seed, its state here and the cause of its end are user attributes. The
 * ranges are those of the values that were tried.
 */
public final class OptunaJournal {
  private static final int CREATE_STUDY = 0;
  private static final int SET_USER_ATTRIBUTE = 2;
  private static final int CREATE_TRIAL = 4;
  private static final int COMPLETE = 1;
  private static final int PRUNED = 2;
  private static final int FAIL = 3;
  private static final String WORKER = "fathom4j";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final SweepRecord sweep;
  private final Map<String, Set<Object>> tried = new TreeMap<>();

  private OptunaJournal(SweepRecord sweep) {
    this.sweep = sweep;
    for (TrialRecord trial : sweep.trials()) {
      trial
          .parameters()
          .forEach(
              (name, value) -> tried.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(value));
    }
  }

  /** The journal: a line for the study, one for its question, one for each trial that ended. */
  public static String of(SweepRecord sweep) {
    OptunaJournal journal = new OptunaJournal(sweep);
    StringBuilder lines = new StringBuilder();
    lines.append(journal.study()).append('\n').append(journal.question()).append('\n');
    sweep.trials().stream()
        .filter(trial -> trial.state().ended())
        .forEach(trial -> lines.append(journal.trial(trial)).append('\n'));
    return lines.toString();
  }

  private ObjectNode study() {
    ObjectNode node = operation(CREATE_STUDY);
    node.put("study_name", sweep.id());
    node.putArray("directions").add(sweep.maximize() ? 2 : 1);
    return node;
  }

  private ObjectNode question() {
    ObjectNode node = operation(SET_USER_ATTRIBUTE);
    node.put("study_id", 0);
    node.putObject("user_attr").put("question", sweep.question());
    return node;
  }

  private ObjectNode trial(TrialRecord trial) {
    ObjectNode node = operation(CREATE_TRIAL);
    node.put("study_id", 0);
    long end = end(trial);
    node.put(
        "datetime_start", Instant.ofEpochMilli(end - (long) (1000 * trial.seconds())).toString());
    node.put("state", state(trial));
    OptionalDouble value = value(trial);
    if (value.isPresent() && state(trial) != FAIL) {
      node.put("value", value.getAsDouble());
    } else {
      node.putNull("value");
    }
    node.putNull("values");
    node.put("datetime_complete", Instant.ofEpochMilli(end).toString());
    ObjectNode distributions = node.putObject("distributions");
    ObjectNode parameters = node.putObject("params");
    trial.parameters().forEach((name, chosen) -> put(name, chosen, distributions, parameters));
    ObjectNode attributes = node.putObject("user_attrs");
    attributes.put("trial", trial.number()).put("seed", trial.seed());
    attributes.put("state", trial.state().toString()).put("cause", trial.cause());
    attributes.put("networkParameters", trial.networkParameters());
    node.putObject("system_attrs");
    ObjectNode epochs = node.putObject("intermediate_values");
    for (EpochRecord epoch : trial.epochs()) {
      double objective = objective(epoch);
      if (Double.isFinite(objective)) {
        epochs.put(Integer.toString(epoch.epoch()), objective);
      }
    }
    return node;
  }

  private void put(String name, Object chosen, ObjectNode distributions, ObjectNode parameters) {
    List<Object> values = List.copyOf(tried.getOrDefault(name, Set.of(chosen)));
    ObjectNode attributes = NODES.objectNode();
    String kind;
    if (values.stream().allMatch(Integer.class::isInstance)) {
      kind = "IntDistribution";
      attributes.put("log", false).put("step", 1);
      attributes.put("low", (int) least(values)).put("high", (int) most(values));
      parameters.put(name, ((Number) chosen).doubleValue());
    } else if (values.stream().allMatch(Number.class::isInstance)) {
      kind = "FloatDistribution";
      attributes.putNull("step");
      attributes.put("low", least(values)).put("high", most(values)).put("log", false);
      parameters.put(name, ((Number) chosen).doubleValue());
    } else {
      kind = "CategoricalDistribution";
      ArrayNode choices = attributes.putArray("choices");
      values.forEach(choices::addPOJO);
      parameters.put(name, values.indexOf(chosen));
    }
    ObjectNode distribution = NODES.objectNode().put("name", kind);
    distribution.set("attributes", attributes);
    distributions.put(name, distribution.toString()); // JSON within JSON, as Optuna writes it
  }

  private static double least(List<Object> values) {
    return values.stream().mapToDouble(v -> ((Number) v).doubleValue()).min().orElseThrow();
  }

  private static double most(List<Object> values) {
    return values.stream().mapToDouble(v -> ((Number) v).doubleValue()).max().orElseThrow();
  }

  /** The best objective; of a pruned trial too. */
  private OptionalDouble value(TrialRecord trial) {
    double sign = sweep.maximize() ? -1 : 1;
    OptionalDouble best =
        trial.epochs().stream()
            .mapToDouble(epoch -> sign * objective(epoch))
            .filter(Double::isFinite)
            .min();
    return best.isPresent() ? OptionalDouble.of(sign * best.getAsDouble()) : best;
  }

  private double objective(EpochRecord epoch) {
    return epoch.metrics().getOrDefault(sweep.objective(), Double.NaN);
  }

  private int state(TrialRecord trial) {
    boolean judged = value(trial).isPresent();
    if (trial.state() == TrialState.COMPLETE && judged) {
      return COMPLETE;
    }
    return trial.state() == TrialState.PRUNED ? PRUNED : FAIL;
  }

  private long end(TrialRecord trial) {
    return trial.epochs().isEmpty()
        ? sweep.provenance().startedMillis()
        : trial.epochs().get(trial.epochs().size() - 1).timeMillis();
  }

  private static ObjectNode operation(int code) {
    return NODES.objectNode().put("op_code", code).put("worker_id", WORKER);
  }
}
