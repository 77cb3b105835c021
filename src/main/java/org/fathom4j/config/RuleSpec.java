package org.fathom4j.config;

import java.util.Map;
import java.util.Set;
import org.fathom4j.config.expression.ExpressionException;
import org.fathom4j.config.expression.Expressions;
import org.fathom4j.problem.InvalidSpecException;

/**
 * A rule that every point of a space keeps.
 *
 * @param expression over its parameters, true or false
 * @param names the parameters that it uses
 */
public record RuleSpec(String expression, Set<String> names) {
  /** Copies the names. */
  public RuleSpec {
    names = Set.copyOf(names);
  }

  /**
   * Whether a point keeps the rule; one that lacks a parameter of it does.
   *
   * @throws InvalidSpecException where the expression has no truth value at this point
   */
  public boolean holds(Map<String, Object> point) {
    if (!point.keySet().containsAll(names)) {
      return true;
    }
    try {
      Object value = Expressions.evaluate(expression, point);
      if (value instanceof Boolean kept) {
        return kept;
      }
      throw new InvalidSpecException(
          "the rule \"%s\" must be true or false, and is %s at %s"
              .formatted(expression, value, point));
    } catch (ExpressionException e) {
      throw new InvalidSpecException(
          "the rule \"%s\" cannot be evaluated at %s: %s"
              .formatted(expression, point, e.getMessage()));
    }
  }
}
