package org.fathom4j.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.config.Template.Piece;
import org.fathom4j.config.expression.ExpressionException;
import org.fathom4j.config.expression.Expressions;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Broken;
import org.fathom4j.config.yaml.YamlValue.Entry;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Scalar;
import org.fathom4j.config.yaml.YamlValue.Sequence;
import org.fathom4j.problem.Problems;
import org.fathom4j.problem.Suggestions;

/** Puts values in the place of expressions; one that has none is reported and becomes Broken. */
record Evaluator(Problems problems) {
  /** The tree with every expression evaluated. */
  YamlValue evaluate(YamlValue value, Scope scope, String path) {
    if (value instanceof Mapping mapping) {
      return evaluate(mapping, scope, path);
    }
    if (value instanceof Sequence sequence) {
      List<YamlValue> items = new ArrayList<>();
      for (YamlValue item : sequence.items()) {
        items.add(evaluate(item, scope, path + "[" + items.size() + "]"));
      }
      return new Sequence(sequence.where(), items);
    }
    return value instanceof Scalar scalar && Template.isTemplate(scalar.value())
        ? evaluate(scalar, scope, path)
        : value;
  }

  /** The mapping with every expression evaluated. */
  Mapping evaluate(Mapping mapping, Scope scope, String path) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              String keyPath = path.isEmpty() ? key : path + "." + key;
              YamlValue value = evaluate(entry.value(), scope, keyPath);
              entries.put(key, new Entry(entry.where(), value));
            });
    return new Mapping(mapping.where(), entries);
  }

  private YamlValue evaluate(Scalar scalar, Scope scope, String path) {
    String text = scalar.value().toString();
    try {
      Template template = Template.parse(text);
      for (Piece piece : template.pieces()) {
        if (piece.expression() && usesBroken(piece.text(), scope)) {
          return new Broken(scalar.where());
        }
      }
      return new Scalar(scalar.where(), value(template, scope), text);
    } catch (ExpressionException e) {
      problems.add(scalar.where(), path, "\"" + text + "\" cannot be evaluated: " + e.getMessage());
      return new Broken(scalar.where());
    }
  }

  private static boolean usesBroken(String expression, Scope scope) throws ExpressionException {
    boolean broken = false;
    for (String name : Expressions.names(expression)) {
      if (!scope.knows(name)) {
        String hint =
            scope.values().isEmpty()
                ? "; no name has a value here"
                : Suggestions.hint(name, scope.values().keySet());
        throw new ExpressionException("unknown name '" + name + "'" + hint);
      }
      broken |= !scope.values().containsKey(name);
    }
    return broken;
  }

  private static Object value(Template template, Scope scope) throws ExpressionException {
    if (template.whole()) {
      return Expressions.evaluate(template.pieces().get(0).text(), scope.values());
    }
    StringBuilder text = new StringBuilder();
    for (Piece piece : template.pieces()) {
      text.append(
          piece.expression()
              ? plain(Expressions.evaluate(piece.text(), scope.values()))
              : piece.text());
    }
    return text.toString();
  }

  private static String plain(Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).toPlainString()
        : value.toString();
  }
}
