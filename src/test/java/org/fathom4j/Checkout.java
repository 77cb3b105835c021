package org.fathom4j;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests run in. */
public final class Checkout {
  private Checkout() {}

  /** The folder that holds the launcher, whether tests run from it or from a module. */
  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("fathom")) ? here : here.resolve("..").normalize();
  }
}
