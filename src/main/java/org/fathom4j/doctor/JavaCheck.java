package org.fathom4j.doctor;

import java.nio.file.Files;
import java.nio.file.Path;

/** The Java runtime, and whether it has the compiler that building needs. */
final class JavaCheck {
  private JavaCheck() {}

  static Check run() {
    Path home = Path.of(System.getProperty("java.home"));
    String found =
        System.getProperty("java.version")
            + " ("
            + System.getProperty("java.vendor")
            + "), "
            + home;
    boolean compiler =
        Files.exists(home.resolve("bin/javac")) || Files.exists(home.resolve("bin/javac.exe"));
    return compiler
        ? Check.ok("java", found)
        : Check.warning(
            "java",
            found,
            "It is a JRE without the compiler: ./fathom cannot build after a change. Install a JDK,"
                + " version 17 or newer, and set JAVA_HOME to it.");
  }
}
