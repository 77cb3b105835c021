package org.fathom4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.difference.ArmDifference;
import org.fathom4j.report.difference.RunDifference;
import org.fathom4j.report.difference.Verdict;
import org.fathom4j.tracking.local.LocalStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom diff}: two stored runs, arm by arm. */
@Command(
    name = "diff",
    description = "Compare two stored runs arm by arm; exit 1 where one fell beyond noise.",
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A run's folder, or that of its report: what was.")
  private Path first;

  @Parameters(index = "1", paramLabel = "B", description = "Another's: what is.")
  private Path second;

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    SweepRecord before = LocalStore.read(LocalStore.runOf(first));
    SweepRecord after = LocalStore.read(LocalStore.runOf(second));
    RunDifference difference = RunDifference.of(before, after);
    PrintWriter out = spec.commandLine().getOut();
    out.println("A  " + of(first, before));
    out.println("B  " + of(second, after));
    if (!before.specHash().equals(after.specHash())) {
      out.println("The two experiments are not the same.");
    }
    DifferenceOutput.kernels(before, after).ifPresent(out::println);
    out.println();
    DifferenceOutput.print(difference, out);
    if (json) {
      out.println(json(difference));
    }
    out.flush();
    return difference.worse().isEmpty() ? 0 : ExitCode.FAILED;
  }

  private static String of(Path folder, SweepRecord sweep) {
    String preset = sweep.preset().isEmpty() ? "" : ", " + sweep.preset();
    return "%s  (%s%s, %d trials)".formatted(folder, sweep.name(), preset, sweep.trials().size());
  }

  private String json(RunDifference difference) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("first", first.toString()).put("second", second.toString());
    root.put("measure", difference.measure().result());
    difference.noise().ifPresent(noise -> root.put("noise", noise.deviation()));
    root.put("worse", difference.worse().size());
    ArrayNode arms = root.putArray("arms");
    for (ArmDifference arm : difference.arms()) {
      ObjectNode node = arms.addObject();
      node.putPOJO("parameters", arm.parameters());
      node.put("pairs", arm.pairs());
      node.put("verdict", key(arm.verdict()));
      if (Double.isFinite(arm.difference())) {
        node.put("first", arm.first()).put("second", arm.second());
        node.put("difference", arm.difference());
      }
      arm.interval().ifPresent(i -> node.putPOJO("interval", List.of(i.low(), i.high())));
    }
    return root.toString();
  }

  private static String key(Verdict verdict) {
    return verdict.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
