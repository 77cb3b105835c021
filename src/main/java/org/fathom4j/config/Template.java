package org.fathom4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fathom4j.config.expression.ExpressionException;
import org.fathom4j.config.expression.Expressions;

/**
 * A text with expressions in it: {@code "conv-${i}"}.
 *
 * @param pieces of the text, in order
 */
record Template(List<Piece> pieces) {
  /** A piece of a template: literal text, or an expression without its braces. */
  record Piece(String text, boolean expression) {}

  static boolean isTemplate(Object value) {
    return value instanceof String text && text.contains("${");
  }

  /**
   * Splits a text at its expressions; braces within quotes do not end one.
   *
   * @throws ExpressionException if a brace is not closed
   */
  static Template parse(String text) throws ExpressionException {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("${", at);
      if (open < 0) {
        pieces.add(new Piece(text.substring(at), false));
        break;
      }
      if (open > at) {
        pieces.add(new Piece(text.substring(at, open), false));
      }
      int close = close(text, open + 2);
      pieces.add(new Piece(text.substring(open + 2, close), true));
      at = close + 1;
    }
    return new Template(pieces);
  }

  /**
   * The names that the expressions of a text use.
   *
   * @throws ExpressionException if it cannot be parsed
   */
  static Set<String> names(String text) throws ExpressionException {
    Set<String> names = new TreeSet<>();
    for (Piece piece : parse(text).pieces()) {
      if (piece.expression()) {
        names.addAll(Expressions.names(piece.text()));
      }
    }
    return names;
  }

  /** Whether the text is one expression and nothing else, so that its value keeps its type. */
  boolean whole() {
    return pieces.size() == 1 && pieces.get(0).expression();
  }

  private static int close(String text, int from) throws ExpressionException {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '}') {
        return i;
      }
    }
    throw new ExpressionException("its '}' is missing");
  }
}
