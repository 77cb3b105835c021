package org.fathom4j.report.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Contrast;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.analysis.Repeats;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.report.statistics.PairedComparison;
import org.fathom4j.report.statistics.Samples;
import org.fathom4j.report.statistics.Trend;
import org.fathom4j.verdict.KnownAnswer;

/**
 * The computed numbers as JSON: metrics as stored (shares from 0 to 1), ten significant digits,
 * null where there is none.
 */
public final class ReportJson {
  private static final MathContext DIGITS = new MathContext(10);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ReportJson() {}

  /** The document, indented, its keys in a fixed order. */
  public static String of(Findings findings, Optional<Lesson> lesson) {
    SweepRecord sweep = findings.sweep();
    String answer =
        lesson.map(Lesson::answer).filter(text -> !text.isEmpty()).orElse(findings.answer());
    ObjectNode root = head(sweep, answer);
    root.put("data", sweep.data().title());
    root.put("metric", findings.measure().result());
    root.put("higherIsBetter", findings.measure().higherIsBetter());
    root.put("objective", sweep.objective());
    root.put("axis", findings.axis());
    root.put("secondAxis", findings.secondAxis());
    root.put("matchedParameters", sweep.matchedParameters());
    root.put("matchedOperations", sweep.matchedOperations());
    if (findings.repeats().areFolds()) {
      root.put("folds", findings.repeats().folds());
      root.put("intervals", Repeats.WHOSE);
    }
    root.set("trials", trials(sweep));
    ArrayNode arms = root.putArray("arms");
    findings.ranking().forEach(arm -> arms.add(arm(arm, findings)));
    ArrayNode contrasts = root.putArray("contrasts");
    findings.contrasts().forEach(contrast -> contrasts.add(contrast(contrast, findings.repeats())));
    root.set("trend", findings.trend().map(ReportJson::trend).orElse(null));
    ArrayNode correlations = root.putArray("correlations");
    findings.correlations().forEach(c -> correlations.add(correlation(c)));
    ArrayNode importances = root.putArray("importances");
    findings.importances().forEach(i -> importances.add(importance(i)));
    SearchJson.addTo(root, findings);
    lesson.ifPresent(found -> knownAnswers(root, found));
    return print(root);
  }

  /** The document of a study without a sweep. */
  public static String of(SweepRecord run, Lesson lesson) {
    ObjectNode root = head(run, lesson.answer());
    root.put("explanation", lesson.explanation());
    knownAnswers(root, lesson);
    return print(root);
  }

  private static ObjectNode head(SweepRecord run, String answer) {
    ObjectNode root = NODES.objectNode();
    root.put("schema", 1);
    root.put("id", run.id());
    root.put("experiment", run.name());
    root.put("question", run.question());
    root.put("answer", answer);
    return root;
  }

  private static void knownAnswers(ObjectNode root, Lesson lesson) {
    ArrayNode answers = root.putArray("knownAnswers");
    for (KnownAnswer answer : lesson.knownAnswers()) {
      ObjectNode node = answers.addObject();
      node.put("id", answer.id());
      node.put("claim", answer.claim());
      node.put("expected", answer.expected());
      node.put("found", answer.found());
      number(node, "value", answer.value());
      node.put("holds", answer.holds());
      node.put("source", answer.source());
    }
  }

  private static String print(ObjectNode root) {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  private static ObjectNode trials(SweepRecord sweep) {
    ObjectNode node = NODES.objectNode();
    node.put("planned", sweep.plannedTrials());
    for (TrialState state : TrialState.values()) {
      long count = sweep.trials().stream().filter(t -> t.state() == state).count();
      node.put(state.name().toLowerCase(java.util.Locale.ROOT), count);
    }
    return node;
  }

  private static ObjectNode arm(Arm arm, Findings findings) {
    Measure measure = findings.measure();
    ObjectNode node = NODES.objectNode();
    ObjectNode parameters = node.putObject("parameters");
    for (Map.Entry<String, Object> entry : arm.parameters().entrySet()) {
      parameters.putPOJO(entry.getKey(), entry.getValue());
    }
    node.put("networkParameters", arm.networkParameters());
    node.put("trials", arm.trials().size());
    node.put("complete", arm.complete().size());
    node.set("objective", summary(arm.results(findings.objective().result())));
    ObjectNode metric = summary(arm.results(measure.result()));
    if (findings.repeats().areFolds()) {
      interval(metric, "interval", findings.repeats().interval(arm, measure.result()));
    }
    node.set("metric", metric);
    node.set("train", summary(arm.results(measure.train())));
    ObjectNode tested = node.putObject("tested");
    findings.tested().forEach(t -> tested.set(t.result(), summary(arm.results(t.result()))));
    number(node, "seconds", arm.seconds());
    return node;
  }

  private static ObjectNode summary(double[] values) {
    ObjectNode node = NODES.objectNode();
    number(node, "mean", Samples.mean(values));
    number(node, "sd", Samples.deviation(values));
    node.put("n", values.length);
    return node;
  }

  private static ObjectNode contrast(Contrast contrast, Repeats repeats) {
    ObjectNode node = NODES.objectNode();
    node.put("first", contrast.first().label());
    node.put("second", contrast.second().label());
    number(node, "firstMean", contrast.firstMean());
    number(node, "secondMean", contrast.secondMean());
    number(node, "difference", contrast.difference());
    Optional<PairedComparison> paired = contrast.comparison();
    node.put("pairs", paired.map(PairedComparison::pairs).orElse(0));
    interval(node, "interval", paired.flatMap(PairedComparison::interval));
    number(node, "wins", paired.map(PairedComparison::wins).orElse(Double.NaN));
    interval(node, "winsInterval", paired.flatMap(PairedComparison::winsInterval));
    node.put("powered", paired.map(PairedComparison::powered).orElse(false));
    number(
        node,
        repeats.areFolds() ? "correctedTP" : "signFlipP",
        paired.map(PairedComparison::p).orElse(Double.NaN));
    number(node, "holmP", contrast.holmP());
    return node;
  }

  private static ObjectNode trend(Trend trend) {
    ObjectNode node = NODES.objectNode();
    node.put("seeds", trend.seeds());
    number(node, "slope", trend.slope());
    interval(node, "slopeInterval", trend.slopeInterval());
    number(node, "spearman", trend.spearman());
    interval(node, "spearmanInterval", trend.spearmanInterval());
    return node;
  }

  private static ObjectNode correlation(Findings.Correlation correlation) {
    ObjectNode node = NODES.objectNode();
    node.put("parameter", correlation.parameter());
    node.put("networks", correlation.trials());
    number(node, "spearman", correlation.spearman());
    return node;
  }

  private static ObjectNode importance(Findings.Importance importance) {
    ObjectNode node = NODES.objectNode();
    node.put("parameter", importance.parameter());
    node.put("networks", importance.networks());
    number(node, "share", importance.share());
    return node;
  }

  private static void interval(ObjectNode node, String name, Optional<Interval> interval) {
    if (interval.isEmpty()) {
      node.putNull(name);
      return;
    }
    ObjectNode child = node.putObject(name);
    number(child, "low", interval.get().low());
    number(child, "high", interval.get().high());
  }

  static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, BigDecimal.valueOf(value).round(DIGITS).doubleValue());
    } else {
      node.putNull(name);
    }
  }
}
