package org.fathom4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Largest resident size of a process that does nothing but train one network on one side: libraries
 * and virtual machine included, as for the PyTorch script. Known on Linux alone.
 */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int STEPS = 5;
  private static final String MARK = "peak kB ";

  private PeakMemory() {}

  /** In MB; empty where the system does not tell. */
  static OptionalDouble of(BenchNet net, String side) {
    if (!Files.isReadable(STATUS)) {
      return OptionalDouble.empty();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-Xm") || argument.startsWith("-Dorg.bytedeco"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PeakMemory.class.getName(), net.name(), side));
    try {
      Process child =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
        return lines
            .lines()
            .filter(line -> line.startsWith(MARK))
            .mapToDouble(line -> Double.parseDouble(line.substring(MARK.length())) * 1024 / 1e6)
            .findFirst();
      }
    } catch (IOException broken) {
      return OptionalDouble.empty();
    }
  }

  /** The child process: name of the network, name of the side. */
  public static void main(String[] arguments) throws IOException {
    BenchNet net = BenchNets.named(List.of(arguments[0])).get(0);
    try (Side side = arguments[1].equals("fathom") ? Dl4jSides.fathom(net) : Dl4jSides.stock(net)) {
      side.train(STEPS);
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .forEach(size -> System.out.println(MARK + size));
    }
  }
}
