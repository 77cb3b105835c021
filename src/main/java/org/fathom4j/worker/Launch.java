package org.fathom4j.worker;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a worker is started: with this process's Java, class path and system properties, and limits
 * of its own.
 *
 * <p>A shell gives the pipe that events go through another number before Java begins, so that what
 * any library prints is never taken for an event, and has the signals ignored that a terminal sends
 * to all processes at once: a worker ends when its orders end.
 *
 * @param limits its limits
 * @param crashes folder that takes Java's reports of crashes
 */
record Launch(WorkerLimits limits, Path crashes) {
  /** Names the file that events go to; absent: standard output. */
  static final String EVENTS = "fathom.worker.events";

  private static final String SHELL = "trap '' INT HUP TERM; ulimit -c 0; exec \"$@\" 3>&1 1>&2";
  private static final boolean POSIX = File.separatorChar == '/';

  Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command());
    String threads = Integer.toString(limits.threads());
    builder.environment().put("OMP_NUM_THREADS", threads);
    builder.environment().put("OPENBLAS_NUM_THREADS", threads);
    return builder.start();
  }

  List<String> command() {
    List<String> command = new ArrayList<>();
    if (POSIX) {
      command.addAll(List.of("/bin/sh", "-c", SHELL, "worker"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(Launch::isPassedOn)
        .forEach(command::add);
    if (POSIX) {
      command.add("-D" + EVENTS + "=/dev/fd/3");
    }
    limit(command);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(WorkerMain.class.getName());
    return command;
  }

  private void limit(List<String> command) {
    command.add("-XX:ActiveProcessorCount=" + limits.threads());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:ErrorFile=" + crashes.resolve("crash-%p.log"));
    if (limits.heap() > 0) {
      command.add("-Xmx" + limits.heap());
    }
    if (limits.arrays() > 0) {
      command.add("-Dorg.bytedeco.javacpp.maxbytes=" + limits.arrays());
    }
    if (limits.physical() > 0) {
      command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + limits.physical());
    }
  }

  /** Not its limits, nor what can be there once only, such as the port of a debugger. */
  private static boolean isPassedOn(String argument) {
    boolean property = argument.startsWith("-D") && !argument.startsWith("-Dcom.sun.management.");
    boolean start = argument.startsWith("-XX:Shared") || argument.startsWith("-Xlog:cds");
    return (property || start || argument.startsWith("--"))
        && !argument.startsWith("-Dorg.bytedeco.javacpp.max");
  }
}
