package org.fathom4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fathom4j.doctor.Check;
import org.fathom4j.doctor.Doctor;
import org.fathom4j.doctor.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom doctor}: what was found on this machine, what is wrong, how to mend it. */
@Command(
    name = "doctor",
    description =
        "Java, CPU, native libraries, memory, GPU, tracking server, data sets: what was found, what is"
            + " wrong, how to mend it.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    List<Check> checks = Doctor.examine(Surroundings.here());
    PrintWriter out = spec.commandLine().getOut();
    print(checks, out);
    if (json) {
      out.println(json(checks));
    }
    out.flush();
    return Doctor.worst(checks) == Check.Status.ERROR ? 1 : 0;
  }

  static void print(List<Check> checks, PrintWriter out) {
    for (Check check : checks) {
      out.printf(Locale.ROOT, "%-8s %-9s %s%n", check.status(), check.name(), check.found());
      if (!check.remedy().isEmpty()) {
        out.printf(Locale.ROOT, "%18s %s%n", "", check.remedy());
      }
    }
  }

  static String json(List<Check> checks) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("status", Doctor.worst(checks).toString());
    ArrayNode list = root.putArray("checks");
    for (Check check : checks) {
      list.addObject()
          .put("name", check.name())
          .put("status", check.status().toString())
          .put("found", check.found())
          .put("remedy", check.remedy());
    }
    return root.toString();
  }
}
