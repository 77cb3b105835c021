package org.fathom4j.data.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.Quota;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.datavec.Table;

/**
 * Test rows in a file of their own ({@code test-file}): its columns are found as those of the
 * training file are, what was learned from that is applied to them.
 *
 * @param file where they are
 * @param table the rows as they were read
 */
record GivenTest(CsvFile file, Table table) {
  /** The section's key. */
  static final String KEY = "test-file";

  /**
   * Reads them.
   *
   * @param training the table that is trained on
   * @return empty where a problem was recorded
   */
  static Optional<GivenTest> read(DataSpec spec, CsvFile training, Path path) {
    if (spec.folds() > 0) {
      spec.options().problem("folds", contradicts("folds"));
    }
    if (!spec.test().equals(Quota.ALL)) {
      spec.options().problem("test", contradicts("test"));
    }
    if (spec.folds() > 0 || !spec.test().equals(Quota.ALL)) {
      return Optional.empty();
    }
    CsvFile file = new CsvFile(path, training.format(), training.scaling(), training.policy());
    Optional<Table> table = file.read(spec, KEY);
    if (table.isPresent() && table.get().rows().isEmpty()) {
      spec.options().problem(KEY, CsvPlan.noRows(path, table.get()));
      return Optional.empty();
    }
    return table.map(read -> new GivenTest(file, read));
  }

  private static String contradicts(String key) {
    return "contradicts test-file, all of whose rows are tested: leave " + key + " out";
  }

  /** The rows that can be scaled, their gaps filled; the others are bad ones. */
  GivenTest as(FittedData.Table fitted) {
    Table filled = Gaps.filled(table, fitted.fill());
    return new GivenTest(file, Scales.without(filled, file.path().toString(), fitted.scales()));
  }

  /** The rows as examples. */
  Examples examples(FittedData.Table fitted) {
    return RowExamples.of(table.rows(), fitted);
  }

  /** How many of these test examples are, value by value, among those that train or choose. */
  static int alsoIn(Examples test, List<Examples> others) {
    Set<Long> known = new HashSet<>();
    for (Examples some : others) {
      contents(some).forEach(known::add);
    }
    return (int) contents(test).stream().filter(known::contains).count();
  }

  private static List<Long> contents(Examples examples) {
    List<Long> contents = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      contents.add(examples.content(i));
    }
    return contents;
  }
}
