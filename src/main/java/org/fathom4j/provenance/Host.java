package org.fathom4j.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The name of this machine. */
public final class Host {
  private Host() {}

  /** As its system has it, or empty; asks no name server, which may be slow. */
  public static String name() {
    return Stream.of(
            firstLine(Path.of("/proc/sys/kernel/hostname")),
            System.getenv().getOrDefault("COMPUTERNAME", ""),
            Program.output("hostname"))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
