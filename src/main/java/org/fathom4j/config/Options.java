package org.fathom4j.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.problem.Problems;

/**
 * One mapping of the YAML, read key by key. Expressions are already evaluated. A reading method
 * records a problem (rule, value, file and line) when the value is missing, of the wrong type or
 * out of range, and then returns a harmless stand-in, so that one pass finds every mistake. {@link
 * #close} reports the keys that nobody read, each with the nearest key that was asked for.
 */
public interface Options extends AutoCloseable {
  /**
   * Options that come from no file.
   *
   * @param values plain maps, lists and scalars
   * @param path the key path in messages
   * @param problems is told the mistakes
   */
  static Options of(Map<String, ?> values, String path, Problems problems) {
    return new MappingOptions(YamlValue.of(values, ""), "", path, problems);
  }

  /** Whether the key is there. */
  boolean has(String key);

  /**
   * A required whole number of at least {@code min}; {@code 300k} and {@code 2M} are read as
   * numbers.
   */
  int integer(String key, int min);

  /** A whole number of at least {@code min}, or {@code otherwise} where the key is absent. */
  int integer(String key, int min, int otherwise);

  /** A whole number of any size of at least {@code min}, or {@code otherwise}. */
  long whole(String key, long min, long otherwise);

  /**
   * A required number in [{@code min}, {@code max}]; {@link Double#MIN_VALUE} as {@code min} means
   * above 0.
   */
  double number(String key, double min, double max);

  /** A number in [{@code min}, {@code max}], or {@code otherwise}. */
  double number(String key, double min, double max, double otherwise);

  /** true or false, or {@code otherwise}. */
  boolean flag(String key, boolean otherwise);

  /** A required text. */
  String text(String key);

  /** A text, or {@code otherwise}. */
  String text(String key, String otherwise);

  /**
   * A text that must be one of {@code allowed}, or {@code otherwise}; a near miss is told the
   * nearest.
   */
  String choice(String key, List<String> allowed, String otherwise);

  /**
   * One whole number for both axes, or a list of two, as [height, width]; each at least {@code
   * min}.
   */
  int[] pair(String key, int min, int otherwise);

  /** A list of plain values, or {@code otherwise}. */
  List<Object> list(String key, List<Object> otherwise);

  /** A nested mapping; absent is empty. */
  Optional<Options> section(String key);

  /** Everything under this mapping, evaluated, as plain maps, lists and scalars. */
  Map<String, Object> values();

  /** Records a problem at the key's line, or at the mapping's own where the key is absent. */
  void problem(String key, String message);

  /** The key path of this mapping, such as {@code network[2].convolution}. */
  String path();

  /** Reports every key that was never read. */
  @Override
  void close();
}
