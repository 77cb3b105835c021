package org.fathom4j.provenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The name of this machine's processor. */
final class Machine {
  private Machine() {}

  static String cpu() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String name = "";
    if (system.startsWith("linux")) {
      name = cpuOf(Path.of("/proc/cpuinfo"));
    } else if (system.startsWith("mac")) {
      name = Program.output("sysctl", "-n", "machdep.cpu.brand_string");
    } else if (system.startsWith("windows")) {
      name = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
    }
    return name.isEmpty() ? System.getProperty("os.arch", "") : name;
  }

  /** ARM kernels give no model name; their "Hardware" line, where there is one, comes nearest. */
  static String cpuOf(Path cpuinfo) {
    try (Stream<String> lines = Files.lines(cpuinfo, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name") || line.startsWith("Hardware"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }
}
