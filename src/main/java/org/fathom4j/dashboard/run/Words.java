package org.fathom4j.dashboard.run;

import java.util.Map;
import java.util.stream.Collectors;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.analysis.Numbers;

/** How metrics and parameters are told. */
public final class Words {
  private static final int DIGITS = 4;

  private Words() {}

  /** A metric's value: "81.2%", "0.3121"; a dash where there is none. */
  public static String value(String metric, double value) {
    if (isShare(metric) && Double.isFinite(value)) {
      return Numbers.fixed(100 * value, 1) + "%";
    }
    boolean counted = metric.endsWith("epoch") && value == Math.rint(value);
    return counted ? Numbers.value(value) : Numbers.significant(value, DIGITS);
  }

  /** A metric's name: "validation accuracy". */
  public static String title(String metric) {
    int slash = metric.lastIndexOf('/');
    String quantity = metric.substring(slash + 1);
    String name = Quantity.of(quantity).map(Quantity::title).orElse(quantity.replace('-', ' '));
    return (metric.substring(0, slash + 1).replace('/', ' ') + name).strip();
  }

  /** Whether it is a share of examples, shown in percent. */
  public static boolean isShare(String metric) {
    return Measure.isShare(metric.substring(metric.lastIndexOf('/') + 1));
  }

  /** A parameter's value. */
  public static String parameter(Object value) {
    return Numbers.value(value);
  }

  /** Parameters in a line: "depth 4, rate 0.02". */
  public static String parameters(Map<String, Object> parameters) {
    return parameters.entrySet().stream()
        .map(each -> each.getKey() + " " + parameter(each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
