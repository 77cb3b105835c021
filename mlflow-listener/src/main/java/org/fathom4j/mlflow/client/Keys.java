package org.fathom4j.mlflow.client;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Names and values as every MLflow server takes them. */
public final class Keys {
  private static final int LONGEST_KEY = 250;

  /** Servers before 2.8 refuse longer parameters. */
  private static final int LONGEST_PARAMETER = 500;

  private static final int LONGEST_TAG = 5000;

  private Keys() {}

  /** Letters, digits, {@code _ - . space /}, as a path without empty or dotted steps. */
  public static String key(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_\\-. /]", "_");
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

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
  }
}
