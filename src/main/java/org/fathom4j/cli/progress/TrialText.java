package org.fathom4j.cli.progress;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Trials and times in words. */
public final class TrialText {
  private TrialText() {}

  /** {@code depth 4 width 16}. */
  public static String parameters(Map<String, Object> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + " " + value(e.getValue()))
        .collect(Collectors.joining("  "));
  }

  /** A drawn number is longer than anyone wants to read. */
  private static String value(Object value) {
    return value instanceof Double number && Double.toString(number).length() > 8
        ? String.format(Locale.ROOT, "%.4g", number)
        : value.toString();
  }

  /** "seed 1", or "fold 2 seed 1" where the data has folds. */
  public static String run(int fold, long seed) {
    return (fold > 0 ? "fold " + fold + "  " : "") + "seed " + seed;
  }

  /** {@code 8 s}, {@code 2:05} or {@code 1:02:05}. */
  public static String time(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return seconds < 10
          ? String.format(Locale.ROOT, "%.1f s", seconds)
          : String.format(Locale.ROOT, "%d s", whole);
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
