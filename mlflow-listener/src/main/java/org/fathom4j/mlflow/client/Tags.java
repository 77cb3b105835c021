package org.fathom4j.mlflow.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Names and values made fit for a server; empty values are left out. */
public final class Tags {
  private Tags() {}

  /** Tags. */
  public static Map<String, String> clean(Map<String, String> tags) {
    return clean(tags, Keys::tag);
  }

  /** Parameters. */
  public static Map<String, String> parameters(Map<String, String> parameters) {
    return clean(parameters, Keys::parameter);
  }

  /** Names that become equal get a number: a parameter can be written once only. */
  private static Map<String, String> clean(Map<String, String> all, UnaryOperator<String> value) {
    Map<String, String> clean = new LinkedHashMap<>();
    all.forEach(
        (name, text) -> {
          if (!text.isEmpty()) {
            clean.put(unused(Keys.key(name), clean), value.apply(text));
          }
        });
    return clean;
  }

  private static String unused(String key, Map<String, String> used) {
    String free = key;
    for (int i = 2; used.containsKey(free); i++) {
      free = key + "_" + i;
    }
    return free;
  }
}
