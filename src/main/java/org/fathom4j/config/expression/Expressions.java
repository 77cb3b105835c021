package org.fathom4j.config.expression;

import com.ezylang.evalex.BaseException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.basic.AbsFunction;
import com.ezylang.evalex.functions.basic.IfFunction;
import com.ezylang.evalex.functions.basic.Log10Function;
import com.ezylang.evalex.functions.basic.LogFunction;
import com.ezylang.evalex.functions.basic.MaxFunction;
import com.ezylang.evalex.functions.basic.MinFunction;
import com.ezylang.evalex.functions.basic.NotFunction;
import com.ezylang.evalex.functions.basic.RoundFunction;
import com.ezylang.evalex.functions.basic.SqrtFunction;
import com.ezylang.evalex.functions.basic.SumFunction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Evaluates expressions such as {@code ceiling(i * poolings / convolutions)}: the operators {@code
 * + - * / % ^ < <= > >= == != && || !}, the functions of {@link #FUNCTIONS}, {@code true, false,
 * pi, e}, texts in quotes; {@code width[2]}, counted from 1, of a value for each layer. Only
 * functions that give the same value each time are offered: none draws a random number or reads the
 * clock.
 *
 * <p>Arithmetic is decimal with 34 digits; results, and the arguments of floor and ceiling, are
 * rounded to 28, so that 3 * (1 / 3) is 1.
 */
public final class Expressions {
  private static final MathContext KEPT = new MathContext(28, RoundingMode.HALF_EVEN);

  private static final Map<String, FunctionIfc> FUNCTIONS =
      Map.ofEntries(
          Map.entry("abs", new AbsFunction()),
          Map.entry("ceil", new Whole(RoundingMode.CEILING)),
          Map.entry("ceiling", new Whole(RoundingMode.CEILING)),
          Map.entry("floor", new Whole(RoundingMode.FLOOR)),
          Map.entry("if", new IfFunction()),
          Map.entry("log", new LogFunction()),
          Map.entry("log10", new Log10Function()),
          Map.entry("max", new MaxFunction()),
          Map.entry("min", new MinFunction()),
          Map.entry("not", new NotFunction()),
          Map.entry("round", new RoundFunction()),
          Map.entry("sqrt", new SqrtFunction()),
          Map.entry("sum", new SumFunction()));

  private static final Map<String, EvaluationValue> CONSTANTS =
      Map.of(
          "true",
          EvaluationValue.TRUE,
          "false",
          EvaluationValue.FALSE,
          "pi",
          EvaluationValue.numberValue(BigDecimal.valueOf(Math.PI)),
          "e",
          EvaluationValue.numberValue(BigDecimal.valueOf(Math.E)));

  private static final int LONGEST = 1000;

  private static final ExpressionConfiguration CONFIGURATION = configuration();

  private Expressions() {}

  /** Names that no parameter may have. */
  public static Set<String> reserved() {
    return CONSTANTS.keySet();
  }

  /**
   * The names that an expression needs a value for.
   *
   * @throws ExpressionException if it cannot be parsed
   */
  public static Set<String> names(String expression) throws ExpressionException {
    checkLength(expression);
    try {
      return new TreeSet<>(new Expression(expression, CONFIGURATION).getUsedVariables());
    } catch (BaseException e) {
      throw new ExpressionException(reason(e));
    } catch (NumberFormatException e) {
      throw new ExpressionException("a number in it is none");
    } catch (NoSuchElementException e) { // the parser's stack is empty
      throw new ExpressionException("its brackets do not match");
    }
  }

  /**
   * The value: an Integer (a Long where it does not fit) for a number without a fraction, else a
   * Double; a Boolean; or a String.
   *
   * @param values of the names that {@link #names} gives
   * @throws ExpressionException if it has none
   */
  public static Object evaluate(String expression, Map<String, Object> values)
      throws ExpressionException {
    checkLength(expression);
    try {
      EvaluationValue value =
          new Expression(fromOne(expression), CONFIGURATION).withValues(values).evaluate();
      if (value.isBooleanValue()) {
        return value.getBooleanValue();
      }
      if (value.isNumberValue()) {
        return number(value.getNumberValue());
      }
      if (value.isStringValue()) {
        return value.getStringValue();
      }
      if (value.isArrayValue()) {
        throw new ExpressionException(
            "it has a value for each layer; give it an index from 1, as in width[2]");
      }
      throw new ExpressionException("it gives neither a number nor a text nor true or false");
    } catch (BaseException e) {
      throw new ExpressionException(reason(e));
    } catch (ArithmeticException e) {
      throw new ExpressionException("a number in it grows too large");
    } catch (NumberFormatException e) {
      throw new ExpressionException("a number in it is none, or infinite");
    } catch (NoSuchElementException e) { // as above
      throw new ExpressionException("its brackets do not match");
    }
  }

  /** Indices count from 1, as those of repeats do; the library's count from 0. */
  private static String fromOne(String expression) {
    StringBuilder text = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      }
      text.append(quote == 0 && c == '[' ? "[(" : quote == 0 && c == ']' ? ")-1]" : c);
    }
    return text.toString();
  }

  /** The library parses and evaluates by recursion. */
  private static void checkLength(String expression) throws ExpressionException {
    if (expression.length() > LONGEST) {
      throw new ExpressionException(
          "it has " + expression.length() + " characters, and may have " + LONGEST);
    }
  }

  private static Object number(BigDecimal exact) throws ExpressionException {
    BigDecimal value = exact.round(KEPT).stripTrailingZeros();
    if (value.precision() - value.scale() > 300) {
      throw new ExpressionException("the result is too large");
    }
    if (value.scale() > 0) {
      return value.doubleValue();
    }
    BigInteger whole = value.toBigInteger();
    if (whole.bitLength() < Integer.SIZE) {
      return whole.intValue();
    }
    if (whole.bitLength() < Long.SIZE) {
      return whole.longValue();
    }
    return value.doubleValue();
  }

  private static String reason(BaseException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "it cannot be understood");
    if (message.startsWith("Undefined function")) {
      return message.replace("Undefined", "unknown")
          + " (known: "
          + String.join(", ", new TreeSet<>(FUNCTIONS.keySet()))
          + ")";
    }
    if (message.startsWith("Unsupported data types")) {
      return "'" + e.getTokenString() + "' cannot take a value of this type";
    }
    if (message.startsWith("Index ")) {
      return "an index in it is below 1 or above the number of values";
    }
    return switch (message) {
      case "Missing second operand for operator" ->
          "the value after '" + e.getTokenString() + "' is missing";
      case "Closing brace not found" -> "a ')' is missing";
      case "Closing quote not found" -> "a closing quote is missing";
      case "Too many operands" -> "an operator is missing between two values";
      case "Empty expression" -> "it is empty";
      default -> message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    };
  }

  private static ExpressionConfiguration configuration() {
    MapBasedFunctionDictionary functions = new MapBasedFunctionDictionary();
    FUNCTIONS.forEach(functions::addFunction);
    return ExpressionConfiguration.builder()
        .functionDictionary(functions)
        .defaultConstants(CONSTANTS)
        .mathContext(MathContext.DECIMAL128)
        .implicitMultiplicationAllowed(false)
        .singleQuoteStringLiteralsAllowed(true)
        .arraysAllowed(true)
        .structuresAllowed(false)
        .allowOverwriteConstants(false)
        .locale(Locale.ROOT)
        .zoneId(ZoneOffset.UTC)
        .build();
  }

  /** Rounds to {@link #KEPT} digits before it takes the next whole number. */
  static BigDecimal whole(BigDecimal value, RoundingMode mode) {
    return value.round(KEPT).setScale(0, mode);
  }
}
