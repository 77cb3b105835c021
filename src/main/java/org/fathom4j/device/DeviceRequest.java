package org.fathom4j.device;

import java.util.Arrays;
import java.util.Locale;
import org.fathom4j.problem.InvalidSpecException;

/** The values of {@code --device}. */
public enum DeviceRequest {
  /** The CPU, whatever else there is; the default. */
  CPU,
  /** A GPU, or an error. */
  GPU,
  /** A GPU where one can be used, else the CPU. */
  AUTO;

  /**
   * Reads the option's value.
   *
   * @throws InvalidSpecException naming the values there are
   */
  public static DeviceRequest parse(String text) {
    return Arrays.stream(values())
        .filter(value -> value.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSpecException("--device must be cpu, gpu or auto, got '" + text + "'."));
  }

  /** The value as it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
