package org.fathom4j.mlflow.client;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Names and values as every MLflow server takes them. */
public final class Keys {
  private static final int LONGEST_KEY = 250;

  private static final int LONGEST_PARAMETER = 6000;

  private static final int LONGEST_TAG = 8000;

  private static final int LONGEST_EXPERIMENT = 500;

  private static final int LONGEST_EXPERIMENT_TAG = 5000;

  private Keys() {}

  /**
   * Letters and digits of any script, {@code _ - . space /}, as a path without empty or dotted
   * steps.
   */
  public static String key(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{N}_\\-. /]", "_");
    String path =
        Arrays.stream(plain.split("/"))
            .map(String::strip)
            .filter(step -> !step.isEmpty())
            .map(step -> step.matches("\\.+") ? "_" : step)
            .collect(Collectors.joining("/"));
    return path.isEmpty() ? "_" : cut(path, LONGEST_KEY).replaceAll("/$", "_");
  }

  /** A parameter's value, cut to what every server takes. */
  public static String parameter(String value) {
    return cut(value, LONGEST_PARAMETER);
  }

  /** A tag's value, cut to what every server takes. */
  public static String tag(String value) {
    return cut(value, LONGEST_TAG);
  }

  /** An experiment's name, cut to what every server takes. */
  public static String experiment(String name) {
    return cut(name, LONGEST_EXPERIMENT);
  }

  /** The value of an experiment's tag, cut to what every server takes. */
  public static String experimentTag(String value) {
    return cut(value, LONGEST_EXPERIMENT_TAG);
  }

  /** Servers count characters, whatever room they take. */
  private static String cut(String text, int longest) {
    if (text.length() <= longest || text.codePointCount(0, text.length()) <= longest) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, longest - 3)) + "...";
  }
}
