package org.fathom4j.data.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fathom4j.data.FittedData.Scale;
import org.fathom4j.data.datavec.Table;

/** Measures how the numbers of a table are scaled. */
final class Scales {
  private Scales() {}

  /**
   * Measures training rows, in double precision and in two passes, so that a large offset costs no
   * digits. A feature without variation is only centred.
   *
   * @param kind standardize (mean 0, deviation 1), min-max (0 to 1) or none
   * @param features their names
   * @param rows to measure, at least one
   */
  static List<Scale> measure(String kind, List<String> features, List<Table.Row> rows) {
    List<Scale> scales = new ArrayList<>();
    for (int j = 0; j < features.size(); j++) {
      int feature = j;
      double[] values = rows.stream().mapToDouble(row -> row.features()[feature]).toArray();
      scales.add(measure(kind, features.get(j), values));
    }
    return scales;
  }

  private static Scale measure(String kind, String name, double[] values) {
    return switch (kind) {
      case "none" -> new Scale(name, 0, 1);
      case "min-max" -> minMax(name, values);
      default -> standard(name, values);
    };
  }

  private static Scale minMax(String name, double[] values) {
    double low = low(values);
    double range = high(values) - low;
    return new Scale(name, low, range > 0 ? range : 1);
  }

  private static Scale standard(String name, double[] values) {
    double low = low(values);
    if (low == high(values)) {
      return new Scale(name, low, 1);
    }
    double sum = 0;
    for (double value : values) {
      sum += value - low;
    }
    double mean = low + sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Scale(name, mean, Math.sqrt(squares / values.length));
  }

  private static double low(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
    }
    return low;
  }

  private static double high(double[] values) {
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      high = Math.max(high, value);
    }
    return high;
  }

  /**
   * Parts the rows that single precision can hold once they are scaled from those that it cannot;
   * the latter become bad records.
   */
  static Table without(Table table, String file, List<Scale> scales) {
    List<Table.Row> kept = new ArrayList<>();
    List<String> bad = new ArrayList<>(table.bad());
    for (Table.Row row : table.rows()) {
      Optional<String> fault = fault(row, file, scales);
      fault.ifPresentOrElse(bad::add, () -> kept.add(row));
    }
    return new Table(table.features(), kept, bad, table.removed());
  }

  /** Where a row holds a number that single precision cannot once it is scaled, and which. */
  static Optional<String> fault(Table.Row row, String file, List<Scale> scales) {
    return IntStream.range(0, scales.size())
        .filter(j -> !Float.isFinite(scales.get(j).of(row.features()[j])))
        .mapToObj(
            j ->
                String.format(
                    Locale.ROOT,
                    "%s:%d: %s is %s, more than single precision holds once it is scaled by the"
                        + " training rows: (value - %s) / %s",
                    file,
                    row.line(),
                    scales.get(j).feature(),
                    row.features()[j],
                    scales.get(j).centre(),
                    scales.get(j).scale()))
        .findFirst();
  }
}
