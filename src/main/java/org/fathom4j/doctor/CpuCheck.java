package org.fathom4j.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processor and those of its features that decide the native libraries. */
final class CpuCheck {
  private static final List<String> TELLING =
      List.of("avx", "avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile");

  private CpuCheck() {}

  static Check run() {
    int cores = Runtime.getRuntime().availableProcessors();
    return Check.ok(
        "cpu",
        model()
            + ", "
            + cores
            + (cores == 1 ? " core" : " cores")
            + (features().isEmpty() ? "" : ": " + String.join(" ", features())));
  }

  private static String model() {
    List<String> models = cpuinfo("model name");
    return models.isEmpty() ? System.getProperty("os.arch") : models.get(0);
  }

  private static List<String> features() {
    Set<String> flags =
        cpuinfo("flags").stream()
            .limit(1)
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .collect(Collectors.toSet());
    return TELLING.stream().filter(flags::contains).toList();
  }

  private static List<String> cpuinfo(String key) {
    Path file = Path.of("/proc/cpuinfo");
    try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }
}
