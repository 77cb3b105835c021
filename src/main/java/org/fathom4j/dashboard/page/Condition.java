package org.fathom4j.dashboard.page;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fathom4j.dashboard.run.TrialRow;
import org.fathom4j.dashboard.run.Words;

/** One word of a filter: {@code depth=4}, {@code rate<0.01}, or part of a value or cause. */
record Condition(String name, String relation, String value) implements Predicate<TrialRow> {
  private static final Pattern COMPARISON = Pattern.compile("([^<>=]+)(<=|>=|<|>|=)(.+)");

  static Condition of(String word) {
    Matcher comparison = COMPARISON.matcher(word);
    return comparison.matches()
        ? new Condition(comparison.group(1), comparison.group(2), comparison.group(3))
        : new Condition("", "", word);
  }

  @Override
  public boolean test(TrialRow trial) {
    return relation.isEmpty() ? contains(trial) : compares(trial);
  }

  private boolean contains(TrialRow trial) {
    String all =
        trial.number() + " " + Words.parameters(trial.parameters()) + " " + trial.record().cause();
    return all.toLowerCase(Locale.ROOT).contains(value);
  }

  private boolean compares(TrialRow trial) {
    return trial.parameters().entrySet().stream()
        .filter(each -> each.getKey().toLowerCase(Locale.ROOT).equals(name))
        .anyMatch(each -> holds(each.getValue()));
  }

  private boolean holds(Object found) {
    double wanted = number(value);
    double is = TrialQuery.number(found).orElse(Double.NaN);
    return switch (relation) {
      case "<" -> is < wanted;
      case "<=" -> is <= wanted;
      case ">" -> is > wanted;
      case ">=" -> is >= wanted;
      default -> is == wanted || found.toString().toLowerCase(Locale.ROOT).equals(value);
    };
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException word) {
      return Double.NaN;
    }
  }
}
