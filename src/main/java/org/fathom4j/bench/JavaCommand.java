package org.fathom4j.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command of another Java process, with this one's class path, limits and way to start. */
public final class JavaCommand {
  private static final List<String> PASSED_ON =
      List.of("-Xm", "-Dorg.", "-XX:Shared", "-XX:Tier", "-Xlog:cds");

  private JavaCommand() {}

  /**
   * The command, to which arguments may be added.
   *
   * @param main the class that it runs
   */
  public static List<String> of(String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> PASSED_ON.stream().anyMatch(argument::startsWith))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    return command;
  }
}
