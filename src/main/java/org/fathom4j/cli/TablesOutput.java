package org.fathom4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.bench.tables.Paired;
import org.fathom4j.bench.tables.TableResult;
import org.fathom4j.bench.tables.TablesBench;

/** The result of the samplers' benchmark as a table and as JSON. */
final class TablesOutput {
  private static final String FIRST = "%-34s";
  private static final String CELL = "%10s";
  private static final String TPE = "tpe";

  private final List<String> samplers;
  private final PrintWriter out;

  TablesOutput(List<String> samplers, PrintWriter out) {
    this.samplers = samplers;
    this.out = out;
  }

  void head() {
    out.printf(Locale.ROOT, FIRST, "table");
    samplers.forEach(sampler -> out.printf(Locale.ROOT, CELL, sampler));
    out.println();
    out.flush();
  }

  void row(TableResult result) {
    out.printf(Locale.ROOT, FIRST, result.table());
    samplers.forEach(sampler -> cell(result.mean(sampler)));
    out.println();
    out.flush();
  }

  void foot(List<TableResult> results) {
    out.printf(Locale.ROOT, FIRST, "mean");
    samplers.forEach(sampler -> cell(mean(results, sampler)));
    out.println();
    for (String other : samplers) {
      if (samplers.contains(TPE) && !other.equals(TPE) && mean(results, other).isPresent()) {
        Paired difference = Paired.of(results, TPE, other);
        out.printf(
            Locale.ROOT,
            "tpe less %s: %+.4f (95%%: %+.4f to %+.4f); ahead on %d of %d tables%n",
            other,
            difference.mean(),
            difference.lower(),
            difference.upper(),
            ahead(results, other),
            results.size());
      }
    }
    out.println(
        "Regret of the best point found, mean over the seeds: 0 is the table's best, 1 the median of"
            + " all its configurations.");
  }

  String json(List<TableResult> results, int evaluations, int seeds) {
    Set<String> named = new LinkedHashSet<>(samplers);
    named.add(TablesBench.OPTUNA); // null where it took no part
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("evaluations", evaluations).put("seeds", seeds);
    ArrayNode tables = root.putArray("tables");
    for (TableResult result : results) {
      ObjectNode node = tables.addObject().put("table", result.table());
      ObjectNode regret = node.putObject("regret");
      named.forEach(sampler -> regret.put(sampler, result.mean(sampler).orElse(null)));
    }
    ObjectNode mean = root.putObject("mean");
    named.forEach(sampler -> mean.put(sampler, mean(results, sampler).orElse(null)));
    return root.toString();
  }

  private static long ahead(List<TableResult> results, String other) {
    return results.stream()
        .filter(result -> result.mean(TPE).orElseThrow() < result.mean(other).orElseThrow())
        .count();
  }

  private static Optional<Double> mean(List<TableResult> results, String sampler) {
    List<Double> means = results.stream().flatMap(result -> result.mean(sampler).stream()).toList();
    return means.isEmpty()
        ? Optional.empty()
        : Optional.of(means.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
  }

  private void cell(Optional<Double> value) {
    out.printf(
        Locale.ROOT, CELL, value.map(v -> String.format(Locale.ROOT, "%.4f", v)).orElse("-"));
  }
}
