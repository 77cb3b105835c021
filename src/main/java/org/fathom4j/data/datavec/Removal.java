package org.fathom4j.data.datavec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datavec.api.transform.condition.Condition;
import org.datavec.api.transform.condition.ConditionOp;
import org.datavec.api.transform.condition.column.CategoricalColumnCondition;
import org.datavec.api.transform.condition.column.DoubleColumnCondition;
import org.datavec.api.transform.condition.column.StringColumnCondition;
import org.fathom4j.data.Column;

/**
 * Rows that are left out: those whose value in one column meets a condition.
 *
 * @param column its name
 * @param operator {@code <, <=, >, >=, ==} or {@code !=}
 * @param operand a number, a category, or of a column that is not used any text
 */
public record Removal(String column, String operator, String operand) {
  private static final Pattern CONDITION = Pattern.compile("(<=|>=|==|!=|<|>)\\s*(\\S.*)");
  private static final List<String> EQUALITY = List.of("==", "!=");

  /** Reads {@code "< 0"}; empty where the text is none, or does not fit the column. */
  public static Optional<Removal> parse(Column column, String condition) {
    Matcher matcher = CONDITION.matcher(condition.strip());
    if (!matcher.matches() || !column.holds(matcher.group(2))) {
      return Optional.empty();
    }
    boolean ordered = !EQUALITY.contains(matcher.group(1));
    return ordered && column.kind() != Column.Kind.NUMBER
        ? Optional.empty()
        : Optional.of(new Removal(column.name(), matcher.group(1), matcher.group(2)));
  }

  Condition condition(Column.Kind kind) {
    return switch (kind) {
      case CATEGORY -> new CategoricalColumnCondition(column, op(), operand);
      case IGNORED -> new StringColumnCondition(column, op(), operand);
      case NUMBER -> new DoubleColumnCondition(column, op(), Double.parseDouble(operand));
    };
  }

  private ConditionOp op() {
    return switch (operator) {
      case "<" -> ConditionOp.LessThan;
      case "<=" -> ConditionOp.LessOrEqual;
      case ">" -> ConditionOp.GreaterThan;
      case ">=" -> ConditionOp.GreaterOrEqual;
      case "==" -> ConditionOp.Equal;
      default -> ConditionOp.NotEqual;
    };
  }
}
