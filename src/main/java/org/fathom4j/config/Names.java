package org.fathom4j.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.fathom4j.config.expression.Expressions;

/** Names that expressions can use: of swept parameters, of lets and of the indices of repeats. */
final class Names {
  private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private Names() {}

  static boolean valid(String name) {
    return FORM.matcher(name).matches()
        && !Expressions.reserved().contains(name.toLowerCase(Locale.ROOT));
  }

  /** The whole message about a name that is not valid. */
  static String rule(String name) {
    return "'"
        + name
        + "' cannot be a name in expressions: use letters, digits and _, and none of true, false,"
        + " pi, e";
  }
}
