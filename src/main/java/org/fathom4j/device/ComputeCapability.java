package org.fathom4j.device;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The generation of an NVIDIA GPU, which decides what machine code it runs.
 *
 * @param major architecture; machine code runs only within one
 * @param minor revision; machine code runs on its own and later ones
 */
public record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

  /** Reads {@code 8.6}; empty for anything else, such as {@code [N/A]}. */
  public static Optional<ComputeCapability> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new ComputeCapability(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ComputeCapability other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  /** {@code major.minor}. */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
