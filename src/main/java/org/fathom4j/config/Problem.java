package org.fathom4j.config;

/**
 * One mistake of an input.
 *
 * @param where {@code file:line}, or empty for an input that is no file
 * @param path the key path, such as {@code training.epochs}, or empty
 * @param message the rule, the value found and, where one is near, the right key
 */
public record Problem(String where, String path, String message) {
  /** A mistake without a place. */
  public static Problem of(String message) {
    return new Problem("", "", message);
  }

  /** {@code file:line: path: message}, without the parts that are empty. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!where.isEmpty()) {
      text.append(where).append(": ");
    }
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    return text.append(message).toString();
  }
}
