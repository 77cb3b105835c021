package org.fathom4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.compiled.backend.Precision;

/**
 * Largest resident size of a process that does nothing but train one network on one side: libraries
 * and virtual machine included, as for the PyTorch script. Sides are compared after the same number
 * of steps, and not after the first few: what they leave to the garbage collector counts. Known on
 * Linux alone.
 *
 * @param steps training steps that the process took
 * @param megabytes its largest resident size, in MB
 */
public record PeakMemory(int steps, double megabytes) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int FEWEST_STEPS = 5;
  private static final int MOST_STEPS = 2_000;

  /** Of a side that trains for some seconds; empty where the system does not tell. */
  static Optional<PeakMemory> within(double seconds, BenchNet net, String side) {
    return measure(net, side, MOST_STEPS, seconds);
  }

  /** Of a side that takes some steps; empty where the system does not tell. */
  static Optional<PeakMemory> after(int steps, BenchNet net, String side) {
    return measure(net, side, steps, Double.POSITIVE_INFINITY);
  }

  private static Optional<PeakMemory> measure(
      BenchNet net, String side, int mostSteps, double seconds) {
    if (!Files.isReadable(STATUS)) {
      return Optional.empty();
    }
    try {
      Path answer = Files.createTempFile("fathom-", ".txt");
      try {
        List<String> command = JavaCommand.of(PeakMemory.class.getName());
        command.addAll(
            List.of(
                net.name(),
                side,
                Integer.toString(mostSteps),
                Double.toString(seconds),
                answer.toString()));
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
        return read(Files.readAllLines(answer));
      } finally {
        Files.deleteIfExists(answer);
      }
    } catch (IOException broken) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<PeakMemory> read(List<String> answer) {
    if (answer.size() < 2) {
      return Optional.empty();
    }
    double kilobytes = Double.parseDouble(answer.get(1));
    return Optional.of(new PeakMemory(Integer.parseInt(answer.get(0)), kilobytes * 1024 / 1e6));
  }

  private static Side side(String name, BenchNet net) {
    return name.equals(Bench.STOCK)
        ? Dl4jSides.stock(net)
        : Dl4jSides.fathom(net, Precision.valueOf(name));
  }

  /** The child process: network, side, most steps, seconds, file for the steps and the kB. */
  public static void main(String[] arguments) throws IOException {
    BenchNet net = BenchNets.named(List.of(arguments[0])).get(0);
    int mostSteps = Integer.parseInt(arguments[2]);
    double seconds = Double.parseDouble(arguments[3]);
    int steps = 0;
    try (Side side = side(arguments[1], net)) {
      for (double taken = 0; steps < FEWEST_STEPS || (steps < mostSteps && taken < seconds); ) {
        taken += side.train(1);
        steps++;
      }
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      String size =
          lines
              .filter(line -> line.startsWith("VmHWM:"))
              .map(line -> line.replaceAll("[^0-9]", ""))
              .findFirst()
              .orElseThrow();
      Files.write(Path.of(arguments[4]), List.of(Integer.toString(steps), size));
    }
  }
}
