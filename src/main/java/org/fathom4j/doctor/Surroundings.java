package org.fathom4j.doctor;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.fathom4j.device.GpuListing;
import org.fathom4j.device.GpuSearch;

/**
 * What the checks look at besides the running JVM.
 *
 * @param environment variables by name
 * @param home the user's home folder
 * @param gpus lists the GPUs
 */
public record Surroundings(Map<String, String> environment, Path home, Supplier<GpuListing> gpus) {
  /** Copies the variables. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** This process and this machine. */
  public static Surroundings here() {
    return new Surroundings(
        System.getenv(), Path.of(System.getProperty("user.home", ".")), GpuSearch::thisMachine);
  }

  /** The value of a variable, or empty. */
  String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
