package org.fathom4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.fathom4j.bench.sweeps.Overhead;
import org.fathom4j.bench.sweeps.WorkResult;

/**
 * Whole sweeps as a table and as JSON.
 *
 * @param out takes the table
 */
record SweepsOutput(PrintWriter out) {
  private static final String ROW = "%-18s %7s %10s %10s %7s  %s%n";

  void head() {
    out.printf(
        Locale.ROOT, ROW, "sweep", "trials", "fathom s", "optuna s", "ratio", "optuna's best");
    out.flush();
  }

  void row(WorkResult result) {
    out.printf(
        Locale.ROOT,
        ROW,
        result.work(),
        result.trials(),
        seconds(result.fathom()),
        result.optuna().map(peer -> seconds(peer.seconds())).orElse("-"),
        result.ratio().isPresent()
            ? String.format(Locale.ROOT, "%.2f", result.ratio().getAsDouble())
            : "-",
        result.optuna().map(WorkResult.Peer::form).orElse("-"));
    out.flush();
  }

  void foot(List<WorkResult> results) {
    out.println("Seconds of whole processes, from their start to their end.");
    for (WorkResult result : results) {
      result
          .overhead()
          .ifPresent(
              overhead ->
                  out.printf(
                      Locale.ROOT,
                      "%s, beside the epochs of a trial: %.3f s in one process, %.3f s in workers%n",
                      result.work(),
                      overhead.process(),
                      overhead.workers()));
    }
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  static String json(List<WorkResult> results) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode works = root.putArray("works");
    for (WorkResult result : results) {
      ObjectNode node = works.addObject().put("work", result.work()).put("trials", result.trials());
      ObjectNode seconds = node.putObject("seconds").put("fathom", result.fathom());
      ObjectNode accuracy = node.putObject("accuracy").put("fathom", result.fathomScore());
      seconds.put("optuna", result.optuna().map(WorkResult.Peer::seconds).orElse(null));
      accuracy.put("optuna", result.optuna().map(WorkResult.Peer::score).orElse(null));
      OptionalDouble ratio = result.ratio();
      node.put("ratio", ratio.isPresent() ? (Double) ratio.getAsDouble() : null);
      node.put("optunaForm", result.optuna().map(WorkResult.Peer::form).orElse(null));
      ObjectNode beside = node.putObject("overheadSeconds");
      beside.put("process", result.overhead().map(Overhead::process).orElse(null));
      beside.put("workers", result.overhead().map(Overhead::workers).orElse(null));
    }
    return root.toString();
  }
}
