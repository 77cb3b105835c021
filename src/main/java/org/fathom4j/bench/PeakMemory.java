package org.fathom4j.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
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

  private PeakMemory() {}

  /** In MB; empty where the system does not tell. */
  static OptionalDouble of(BenchNet net, String side) {
    if (!Files.isReadable(STATUS)) {
      return OptionalDouble.empty();
    }
    try {
      Path answer = Files.createTempFile("fathom-", ".txt");
      try {
        new ProcessBuilder(command(net, side, answer))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
        String kilobytes = Files.readString(answer);
        return kilobytes.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Double.parseDouble(kilobytes) * 1024 / 1e6);
      } finally {
        Files.deleteIfExists(answer);
      }
    } catch (IOException broken) {
      return OptionalDouble.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return OptionalDouble.empty();
    }
  }

  private static List<String> command(BenchNet net, String side, Path answer) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-Xm") || argument.startsWith("-Dorg.bytedeco"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PeakMemory.class.getName(), net.name(), side, answer.toString()));
    return command;
  }

  /** The child process: name of the network, name of the side, file for the size in kB. */
  public static void main(String[] arguments) throws IOException {
    BenchNet net = BenchNets.named(List.of(arguments[0])).get(0);
    boolean compiled = arguments[1].equals(Bench.FATHOM);
    try (Side side = compiled ? Dl4jSides.fathom(net) : Dl4jSides.stock(net)) {
      side.train(STEPS);
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      String size =
          lines
              .filter(line -> line.startsWith("VmHWM:"))
              .map(line -> line.replaceAll("[^0-9]", ""))
              .findFirst()
              .orElse("");
      Files.writeString(Path.of(arguments[2]), size);
    }
  }
}
