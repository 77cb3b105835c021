package org.fathom4j.problem;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One mistake of an input.
 *
 * @param where {@code file:line}, or empty for an input that is no file
 * @param path the key path, such as {@code training.epochs}, or empty
 * @param message the rule, the value found and, where one is near, the right key
 */
public record Problem(String where, String path, String message) {
  private static final Pattern LINE = Pattern.compile("^[^']*?:(\\d{1,9})(?: \\(preset .*)?$");

  /** A mistake without a place. */
  public static Problem of(String message) {
    return new Problem("", "", message);
  }

  /** The line in {@link #where}, 0 where it names none. */
  public int line() {
    Matcher line = LINE.matcher(where);
    return line.find() ? Integer.parseInt(line.group(1)) : 0;
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
