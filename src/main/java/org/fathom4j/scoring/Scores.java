package org.fathom4j.scoring;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.metrics.Quantity;

/**
 * How well a network does on a set of examples.
 *
 * @param examples how many were scored
 * @param values what was measured; a quantity that these examples do not have, such as the area
 *     under a curve where all are of one class, is left out
 */
public record Scores(int examples, Map<Quantity, Double> values) {
  /** Copies the values, those that are numbers; a loss stays, whatever it is. */
  public Scores {
    Map<Quantity, Double> kept = new EnumMap<>(Quantity.class);
    values.forEach(
        (quantity, value) -> {
          if (quantity == Quantity.LOSS || !Double.isNaN(value)) {
            kept.put(quantity, value);
          }
        });
    values = Collections.unmodifiableMap(kept);
  }

  /** The value of a quantity, or NaN. */
  public double of(Quantity quantity) {
    return values.getOrDefault(quantity, Double.NaN);
  }

  /** By metric: on {@code validation}, {@code validation/loss} and so on. */
  public Map<String, Double> on(String part) {
    Map<String, Double> metrics = new TreeMap<>();
    values.forEach((quantity, value) -> metrics.put(quantity.on(part), value));
    return metrics;
  }
}
