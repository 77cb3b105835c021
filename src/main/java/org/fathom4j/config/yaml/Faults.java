package org.fathom4j.config.yaml;

/** Takes the mistakes found in a YAML text. */
@FunctionalInterface
public interface Faults {
  /**
   * One mistake.
   *
   * @param where {@code file:line} or the like
   * @param path the key path, or empty
   * @param message the rule and what was found
   */
  void add(String where, String path, String message);
}
