package org.fathom4j.config.expression;

/** Why an expression has no value, in words that follow "cannot be evaluated: ". */
public final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * An expression that has no value.
   *
   * @param message the rule and what was found
   */
  public ExpressionException(String message) {
    super(message);
  }
}
