package org.fathom4j.data.source;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.data.datavec.Table;

/** Fills the gaps of a table, which are {@link Double#NaN}. */
final class Gaps {
  private Gaps() {}

  /** The median of each feature's known values; 0 where none is known. */
  static Map<String, Double> medians(List<String> features, List<Table.Row> rows) {
    return IntStream.range(0, features.size())
        .boxed()
        .collect(
            Collectors.toMap(
                features::get,
                j ->
                    median(
                        rows.stream()
                            .mapToDouble(row -> row.features()[j])
                            .filter(value -> !Double.isNaN(value))
                            .sorted()
                            .toArray())));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1
        ? sorted[middle]
        : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
  }

  /** The table with each gap filled; the same where there is nothing to fill with. */
  static Table filled(Table table, Map<String, Double> fill) {
    double[] values = values(table.features(), fill);
    List<Table.Row> rows = table.rows().stream().map(row -> filled(row, values)).toList();
    return new Table(table.features(), rows, table.bad(), table.removed());
  }

  /** What stands for a gap, feature by feature; nothing where gaps are not filled. */
  static double[] values(List<String> features, Map<String, Double> fill) {
    return fill.isEmpty() ? new double[0] : features.stream().mapToDouble(fill::get).toArray();
  }

  /** The row with each gap filled; the same where there is nothing to fill. */
  static Table.Row filled(Table.Row row, double[] values) {
    if (values.length == 0 || Arrays.stream(row.features()).noneMatch(Double::isNaN)) {
      return row;
    }
    double[] features = row.features().clone();
    for (int j = 0; j < features.length; j++) {
      features[j] = Double.isNaN(features[j]) ? values[j] : features[j];
    }
    return new Table.Row(row.line(), features, row.label());
  }
}
