package org.fathom4j.compiled.cuda.nvidia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.kit.BenchNets;
import org.fathom4j.compiled.cuda.kit.Net;
import org.fathom4j.compiled.cuda.program.DeviceBackend;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of README.md: what a step of the benchmark's networks launches, and what kernels that
 * work element by element read and write, fused and one for each step.
 */
class StepCountsTest {
  private static final Pattern BYTES = Pattern.compile(", (\\d+) bytes$", Pattern.MULTILINE);

  /**
   * What a step asks of the card.
   *
   * @param launches of kernels, whoever's
   * @param bytes that kernels read and write that work element by element
   */
  private record Counts(int launches, long bytes) {}

  static List<BenchNets> nets() {
    return BenchNets.all();
  }

  private static Counts count(BenchNets drawn, Function<Device, Backend> backend) {
    Net.Trained net = drawn.trained();
    RecordedDevice recorded = new RecordedDevice(1, 1024);
    Floats parameters = net.parameters();
    Floats state = Floats.zeros(Shape.of(net.states()));
    try (Backend on = backend.apply(recorded.device);
        Vectors vectors =
            Vectors.of(on, parameters.buffer(), Floats.zeros(parameters.shape()).buffer())
                .with(on.reside(state.buffer()));
        Program program = on.compile(net.graph(), vectors)) {
      List<List<String>> recordings = recorded.driver.recordings();
      assertThat(recordings).as("recordings of " + drawn.name()).hasSize(1);
      long bytes =
          BYTES
              .matcher(program.listing())
              .results()
              .mapToLong(found -> Long.parseLong(found.group(1)))
              .sum();
      return new Counts(recordings.get(0).size(), bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void areThoseOfTheReadme(BenchNets net) throws IOException {
    Counts stepwise = count(net, DeviceBackend::stepwise);
    Counts fused = count(net, DeviceBackend::new);
    assertThat(fused.launches).isLessThanOrEqualTo(stepwise.launches);
    assertThat(Files.readString(Path.of("README.md")))
        .contains(
            String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.1f | %.1f |",
                net.name(),
                stepwise.launches,
                fused.launches,
                stepwise.bytes / 1e6,
                fused.bytes / 1e6));
  }
}
