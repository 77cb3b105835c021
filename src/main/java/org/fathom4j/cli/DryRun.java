package org.fathom4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.fathom4j.cli.progress.TrialText;
import org.fathom4j.config.StudySpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.experiment.Estimate;
import org.fathom4j.experiment.PreparedSweep;
import org.fathom4j.network.NetworkPlan.LayerShape;
import org.fathom4j.trial.PreparedTrial;

/**
 * What a sweep would do.
 *
 * @param sweep the checked experiment
 */
record DryRun(PreparedSweep sweep) {
  static String headline(PreparedSweep sweep) {
    if (sweep.trials().isEmpty()) {
      String study = sweep.header().study().map(StudySpec::name).orElse("");
      return sweep.header().name() + ": the study '" + study + "'";
    }
    DataDescription data = sweep.trials().get(0).data().description();
    int seeds = sweep.header().sweep().seeds().size();
    int folds = sweep.header().folds();
    int networks = sweep.total() / seeds / Math.max(1, folds);
    return String.format(
        Locale.ROOT,
        "%s: %d trial%s (%d network%s x %s%d seed%s) on %s, %,d train / %,d validation / %,d test",
        sweep.header().name(),
        sweep.total(),
        plural(sweep.total()),
        networks,
        plural(networks),
        folds == 0 ? "" : folds + " folds x ",
        seeds,
        plural(seeds),
        data.title(),
        data.train(),
        data.validation(),
        data.test());
  }

  /** Shows the sweep with these times. */
  void print(PrintWriter out, boolean json, Estimate estimate) {
    out.println(headline(sweep));
    if (!sweep.trials().isEmpty()) {
      out.println(estimate.crew());
    }
    sweep.choice().ifPresent(out::println);
    if (sweep.drawing().isPresent()) {
      out.printf("%nresults choose what is tried; %d points that may be:%n", sweep.trials().size());
    }
    Set<Object> shown = new LinkedHashSet<>();
    for (PreparedTrial trial : sweep.trials()) {
      out.printf(
          Locale.ROOT,
          "%n%3d  %s%s%s  %,d parameters  %,d operations an example  about %s%n",
          trial.planned().number(),
          TrialText.parameters(trial.planned().parameters()),
          trial.planned().parameters().isEmpty() ? "" : "  ",
          TrialText.run(trial.planned().fold(), trial.planned().seed()),
          trial.network().parameters(),
          trial.exampleOperations(),
          TrialText.time(estimate.seconds(trial)));
      if (shown.add(trial.planned().parameters())) {
        layers(out, trial);
      }
    }
    out.printf(Locale.ROOT, "%n%snothing was trained%n", time(estimate));
    if (!sweep.trials().isEmpty() && estimate.pace().busy()) {
      out.println("warning: " + estimate.pace().warning());
    }
    if (json) {
      out.println(json(estimate));
    }
    out.flush();
  }

  private String time(Estimate estimate) {
    if (sweep.trials().isEmpty()) {
      return "";
    }
    String alone = TrialText.time(estimate.seconds());
    return estimate.pace().busy()
        ? "about "
            + alone
            + " in all on this machine alone, "
            + TrialText.time(estimate.seconds() * estimate.pace().slowdown())
            + " if it stays as busy as it is; "
        : "about " + alone + " in all; ";
  }

  private static void layers(PrintWriter out, PreparedTrial trial) {
    out.printf(
        Locale.ROOT, "     %-30s %-14s%n", "input", trial.data().description().shape().toString());
    for (LayerShape layer : trial.network().layers()) {
      out.printf(
          Locale.ROOT,
          "     %-30s %-14s %,12d%n",
          layer.type(),
          layer.output(),
          layer.parameters());
    }
  }

  private String json(Estimate estimate) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("experiment", sweep.header().name());
    root.put("status", "dry-run");
    root.put("estimatedSeconds", estimate.seconds());
    root.put("trialsTogether", estimate.together());
    root.put("machineBusy", estimate.pace().busy());
    root.put("estimatedSecondsWhileBusy", estimate.seconds() * estimate.pace().slowdown());
    ArrayNode trials = root.putArray("trials");
    for (PreparedTrial trial : sweep.trials()) {
      ObjectNode node = trials.addObject();
      node.put("trial", trial.planned().number());
      node.putPOJO("parameters", trial.planned().parameters());
      node.put("seed", trial.planned().seed());
      if (trial.planned().fold() > 0) {
        node.put("fold", trial.planned().fold());
      }
      node.put("networkParameters", trial.network().parameters());
      node.put("operationsAnExample", trial.exampleOperations());
      node.put("estimatedSeconds", estimate.seconds(trial));
      ArrayNode layers = node.putArray("layers");
      for (LayerShape layer : trial.network().layers()) {
        layers
            .addObject()
            .put("type", layer.type())
            .put("output", layer.output())
            .put("parameters", layer.parameters());
      }
    }
    return root.toString();
  }

  private static String plural(int count) {
    return count == 1 ? "" : "s";
  }
}
