package org.fathom4j.config.expression;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.parser.Token;
import java.math.RoundingMode;

/**
 * floor and ceiling that forgive the last digits: the library's own make floor(3 * (1 / 3)) zero.
 */
@FunctionParameter(name = "value")
final class Whole extends AbstractFunction {
  private final RoundingMode mode;

  Whole(RoundingMode mode) {
    this.mode = mode;
  }

  @Override
  public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... arguments)
      throws EvaluationException {
    if (!arguments[0].isNumberValue()) {
      throw new EvaluationException(token, token.getValue() + " takes a number");
    }
    return EvaluationValue.numberValue(Expressions.whole(arguments[0].getNumberValue(), mode));
  }
}
