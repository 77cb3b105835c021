package org.fathom4j.mlflow.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes to one run.
 *
 * @param metrics points, whose keys are clean
 * @param parameters by clean keys
 * @param tags by clean keys
 */
public record Batch(List<Point> metrics, Map<String, String> parameters, Map<String, String> tags) {
  /** Limits of one request; the servers' are 1000 metrics, 100 parameters, 100 tags. */
  public static final int MOST_METRICS = 900;

  private static final int MOST_NAMES = 90;

  /**
   * One value of a metric.
   *
   * @param key clean
   * @param value any number
   * @param timeMillis since 1970
   * @param step iteration or epoch
   */
  public record Point(String key, double value, long timeMillis, long step) {}

  /** Points alone. */
  public static Batch metrics(List<Point> metrics) {
    return new Batch(metrics, Map.of(), Map.of());
  }

  /** Parameters and tags alone. */
  public static Batch names(Map<String, String> parameters, Map<String, String> tags) {
    return new Batch(List.of(), parameters, tags);
  }

  /** Whether nothing is to be sent. */
  public boolean isEmpty() {
    return metrics.isEmpty() && parameters.isEmpty() && tags.isEmpty();
  }

  /** In pieces that a server takes. */
  List<Batch> pieces() {
    List<Batch> pieces = new ArrayList<>();
    for (int from = 0; from < metrics.size(); from += MOST_METRICS) {
      pieces.add(metrics(metrics.subList(from, Math.min(from + MOST_METRICS, metrics.size()))));
    }
    slices(parameters).forEach(slice -> pieces.add(names(slice, Map.of())));
    slices(tags).forEach(slice -> pieces.add(names(Map.of(), slice)));
    return pieces;
  }

  private static List<Map<String, String>> slices(Map<String, String> all) {
    List<Map<String, String>> slices = new ArrayList<>();
    all.forEach(
        (key, value) -> {
          if (slices.isEmpty() || slices.get(slices.size() - 1).size() >= MOST_NAMES) {
            slices.add(new LinkedHashMap<>());
          }
          slices.get(slices.size() - 1).put(key, value);
        });
    return slices;
  }
}
