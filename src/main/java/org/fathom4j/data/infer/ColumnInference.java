package org.fathom4j.data.infer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fathom4j.data.Column;

/**
 * Looks at the values of one column.
 *
 * @param name of the column
 * @param decimalComma whether {@code 3,5} is a number
 * @param label whether it is what is to be predicted: then a few whole numbers are classes
 */
record ColumnInference(String name, boolean decimalComma, boolean label) {
  /** A text column of more values than this is no list of categories. */
  private static final int MOST_CATEGORIES = 50;

  /** Whole numbers of at most this many values are codes of classes, where they are the label. */
  private static final int MOST_CODES = 10;

  /** Most words among numbers that are taken for slips. */
  private static final double SLIPS = 0.05;

  InferredColumn of(List<String> values) {
    List<String> known = values.stream().filter(value -> !Cells.isGap(value)).toList();
    int gaps = values.size() - known.size();
    Map<String, Long> counts =
        known.stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    if (counts.size() < 2) {
      String only = counts.keySet().stream().findFirst().map(v -> "always " + v).orElse("empty");
      return ignored(gaps, only);
    }
    double[] numbers =
        known.stream()
            .flatMapToDouble(value -> Cells.number(value, decimalComma).stream())
            .toArray();
    int odd = known.size() - numbers.length;
    if (odd > SLIPS * known.size()) {
      return text(counts, known.size(), gaps);
    }
    boolean whole = odd == 0 && Arrays.stream(numbers).allMatch(n -> n == Math.rint(n));
    if (label && whole && counts.size() <= MOST_CODES) {
      return category(counts, gaps, "%d whole numbers, taken as classes".formatted(counts.size()));
    }
    return !label && whole && counts(numbers)
        ? ignored(gaps, "counts the records")
        : new InferredColumn(
            new Column(name, Column.Kind.NUMBER, List.of()), gaps, odd, range(numbers));
  }

  private InferredColumn text(Map<String, Long> counts, int known, int gaps) {
    boolean repeated = 2 * counts.size() <= known;
    if (counts.size() <= MOST_CATEGORIES && (repeated || label)) {
      return category(counts, gaps, counts.size() + (label ? " classes" : " categories"));
    }
    return ignored(gaps, String.format(Locale.ROOT, "%,d different texts", counts.size()));
  }

  private InferredColumn category(Map<String, Long> counts, int gaps, String reason) {
    List<String> names = List.copyOf(counts.keySet());
    return new InferredColumn(new Column(name, Column.Kind.CATEGORY, names), gaps, 0, reason);
  }

  private InferredColumn ignored(int gaps, String reason) {
    return new InferredColumn(new Column(name, Column.Kind.IGNORED, List.of()), gaps, 0, reason);
  }

  /** Whether each number is one more than that before it. */
  private static boolean counts(double[] numbers) {
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] != numbers[i - 1] + 1) {
        return false;
      }
    }
    return numbers.length > 2;
  }

  private static String range(double[] numbers) {
    double low = Arrays.stream(numbers).min().orElseThrow();
    double high = Arrays.stream(numbers).max().orElseThrow();
    return plain(low) + " to " + plain(high);
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
