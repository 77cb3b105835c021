package org.fathom4j.mlflow.client;

import java.nio.charset.StandardCharsets;
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
  /** Most metrics that wait to go together; the servers' limit is 1,000 of all kinds. */
  public static final int MOST_METRICS = 900;

  private static final int MOST_ITEMS = 1000;
  private static final int MOST_NAMES = 100;

  /** The servers' limit is 1 MB; what is counted here leaves out some punctuation. */
  private static final int MOST_BYTES = 700_000;

  private static final int BYTES_AROUND = 60;

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

  /** In pieces that a server takes: parameters first, tags last. */
  List<Batch> pieces() {
    Pieces pieces = new Pieces();
    parameters.forEach(pieces::parameter);
    metrics.forEach(pieces::point);
    tags.forEach(pieces::tag);
    return pieces.all();
  }

  /** Fills one piece after the other. */
  private static final class Pieces {
    private final List<Batch> done = new ArrayList<>();
    private Batch open = empty();
    private int bytes;

    private static Batch empty() {
      return new Batch(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    void parameter(String key, String value) {
      room(open.parameters.size() < MOST_NAMES, key, value);
      open.parameters.put(key, value);
    }

    void point(Point point) {
      room(true, point.key(), "");
      open.metrics.add(point);
    }

    void tag(String key, String value) {
      room(open.tags.size() < MOST_NAMES, key, value);
      open.tags.put(key, value);
    }

    private void room(boolean fits, String key, String value) {
      int more = BYTES_AROUND + bytes(key) + bytes(value);
      int items = open.metrics.size() + open.parameters.size() + open.tags.size();
      if (!fits || items >= MOST_ITEMS || (items > 0 && bytes + more > MOST_BYTES)) {
        close();
      }
      bytes += more;
    }

    private static int bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void close() {
      if (!open.isEmpty()) {
        done.add(open);
      }
      open = empty();
      bytes = 0;
    }

    List<Batch> all() {
      close();
      return done;
    }
  }
}
