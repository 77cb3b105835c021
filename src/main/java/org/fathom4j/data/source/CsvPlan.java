package org.fathom4j.data.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.Column;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FoldedPlan;
import org.fathom4j.data.Target;
import org.fathom4j.data.ThreeRows;
import org.fathom4j.data.datavec.CsvFormat;
import org.fathom4j.data.datavec.Table;
import org.fathom4j.data.fetch.FetchProgress;
import org.fathom4j.data.fetch.Once;
import org.fathom4j.metrics.SweepRecord.DataInfo;

/** A table that was read, fits its columns and is split. */
record CsvPlan(
    DataSpec spec,
    CsvFile file,
    Table table,
    ThreeRows rows,
    Optional<GivenTest> given,
    FittedData.Table fitted,
    FetchProgress progress,
    DataDescription description)
    implements DataPlan {

  /**
   * Splits and measures the rows, once or for each fold; empty where a problem was recorded. Rows
   * that a fold cannot hold are in none, so that all are folds of the same rows.
   */
  static Optional<DataPlan> of(
      DataSpec spec, CsvFile file, Table read, Optional<GivenTest> given, FetchProgress progress) {
    boolean standardized = standardized(spec);
    FetchProgress once = new Once(progress);
    Table table = read;
    while (labelsDiffer(spec, file, table)) {
      Table whole = table;
      Optional<List<ThreeRows>> drawn = draw(spec, file.format(), table, given);
      if (drawn.isEmpty()) {
        return Optional.empty();
      }
      List<CsvPlan> plans =
          drawn.get().stream()
              .map(rows -> of(spec, file, whole, rows, given, standardized, once))
              .toList();
      for (CsvPlan plan : plans) {
        table = plan.held(table);
      }
      if (table.rows().size() == whole.rows().size()) {
        if (plans.stream().anyMatch(plan -> !plan.testIsAccepted())) {
          return Optional.empty();
        }
        return Optional.of(spec.folds() == 0 ? plans.get(0) : new FoldedPlan(List.copyOf(plans)));
      }
      if (!file.policy().accepts(table.bad(), spec.options(), "file")) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static CsvPlan of(
      DataSpec spec,
      CsvFile file,
      Table table,
      ThreeRows rows,
      Optional<GivenTest> given,
      boolean standardized,
      FetchProgress progress) {
    FittedData.Table fitted = fitted(file, table, rows.train(), standardized);
    Table filled = Gaps.filled(table, fitted.fill());
    Optional<GivenTest> test = given.map(some -> some.as(fitted));
    int tested = test.map(some -> some.table().rows().size()).orElse(rows.test().length);
    DataDescription description = describe(spec, file.path(), fitted, rows, tested);
    return new CsvPlan(spec, file, filled, rows, test, fitted, progress, description);
  }

  /** Whether the file of test rows, if there is one, has rows that the training's scales hold. */
  private boolean testIsAccepted() {
    if (given.isEmpty()) {
      return true;
    }
    Table test = given.get().table();
    if (!file.policy().accepts(test.bad(), spec.options(), GivenTest.KEY)) {
      return false;
    }
    if (test.rows().isEmpty()) {
      spec.options().problem(GivenTest.KEY, noRows(given.get().file().path(), test));
    }
    return !test.rows().isEmpty();
  }

  /** The rows that can be scaled, as they were read, with their gaps; the others are bad ones. */
  private Table held(Table all) {
    Table left =
        Scales.without(Gaps.filled(all, fitted.fill()), file.path().toString(), fitted.scales());
    Set<Long> lines = left.rows().stream().map(Table.Row::line).collect(Collectors.toSet());
    List<Table.Row> rows = all.rows().stream().filter(row -> lines.contains(row.line())).toList();
    return new Table(all.features(), rows, left.bad(), left.removed());
  }

  /** Whether there is anything to learn; records a problem otherwise. */
  private static boolean labelsDiffer(DataSpec spec, CsvFile file, Table table) {
    if (table.rows().isEmpty()) {
      spec.options().problem("file", noRows(file.path(), table));
      return false;
    }
    if (table.rows().stream().mapToDouble(Table.Row::label).distinct().limit(2).count() < 2) {
      spec.options()
          .problem(
              "file",
              "%s has the same '%s' in each of its %d rows: there is nothing to learn"
                  .formatted(file.path(), file.format().label(), table.rows().size()));
      return false;
    }
    return true;
  }

  /** Says that a file has nothing to offer, and why. */
  static String noRows(Path file, Table table) {
    if (table.removed() == 0 && table.bad().isEmpty()) {
      return file + " has no row: there is nothing below the names of its columns";
    }
    String bad = table.bad().isEmpty() ? "" : ", " + BadRecords.named(table.bad());
    return "%s has no row that can be used: %d %s removed by a condition%s"
        .formatted(file, table.removed(), table.removed() == 1 ? "was" : "were", bad);
  }

  private static Optional<List<ThreeRows>> draw(
      DataSpec spec, CsvFormat format, Table table, Optional<GivenTest> given) {
    Column label = format.column(format.label());
    double[] labels = table.rows().stream().mapToDouble(Table.Row::label).toArray();
    if (given.isPresent()) {
      boolean named = label.kind() == Column.Kind.CATEGORY;
      int[] strata = Arrays.stream(labels).mapToInt(c -> named ? (int) c : 0).toArray();
      return OneSet.beside(spec, strata, given.get().table().rows().size());
    }
    return label.kind() == Column.Kind.CATEGORY
        ? OneSet.ofClasses(
            spec, Arrays.stream(labels).mapToInt(c -> (int) c).toArray(), label.categories())
        : OneSet.ofNumbers(spec, labels);
  }

  private static FittedData.Table fitted(
      CsvFile file, Table table, int[] training, boolean standardized) {
    CsvFormat format = file.format();
    List<Table.Row> rows = picked(table, training);
    Map<String, Double> fill = format.gaps() ? Gaps.medians(table.features(), rows) : Map.of();
    List<Table.Row> filled = picked(Gaps.filled(table, fill), training);
    return new FittedData.Table(
        format.columns(),
        format.label(),
        target(format.column(format.label()), table, training, standardized),
        Scales.measure(file.scaling(), table.features(), filled),
        fill);
  }

  private static Target target(Column label, Table table, int[] training, boolean standardized) {
    if (label.kind() == Column.Kind.CATEGORY) {
      return new Target.Classes(label.categories());
    }
    double[] labels =
        Arrays.stream(training).mapToDouble(row -> table.rows().get(row).label()).toArray();
    return Target.Numbers.of(List.of(label.name()), standardized).measured(0, labels);
  }

  private static DataDescription describe(
      DataSpec spec, Path file, FittedData.Table fitted, ThreeRows rows, int tested) {
    return new DataDescription(
        spec.name(),
        String.valueOf(file.getFileName()),
        new FeatureShape.Vector(fitted.scales().size()),
        fitted.target(),
        rows.train().length,
        rows.validation().length,
        tested,
        file.toAbsolutePath().toString());
  }

  private static List<Table.Row> picked(Table table, int[] rows) {
    return Arrays.stream(rows).mapToObj(table.rows()::get).toList();
  }

  private static boolean standardized(DataSpec spec) {
    List<String> ways = List.of("standardize", "none");
    return spec.options().choice("normalize-label", ways, "standardize").equals("standardize");
  }

  @Override
  public DataSplit load() {
    BadRecords.tell(table.bad(), progress);
    Unmet.of(file.format(), table).forEach(progress::note);
    Examples train = examples(rows.train());
    Examples validation = examples(rows.validation());
    Examples test = given.map(some -> some.examples(fitted)).orElseGet(() -> examples(rows.test()));
    Map<String, String> facts = facts();
    given.ifPresent(some -> tell(some, train, validation, test, facts));
    return new DataSplit(train, validation, test, info(facts), fitted);
  }

  /** Says what is wrong with the file of test rows, and how many of them are no news. */
  private void tell(
      GivenTest some,
      Examples train,
      Examples validation,
      Examples test,
      Map<String, String> facts) {
    BadRecords.tell(some.table().bad(), progress);
    int known = GivenTest.alsoIn(test, List.of(train, validation));
    if (known > 0) {
      String told =
          "%,d of the %,d test rows of %s are also among those that train or choose: what the test says of new rows is too good"
              .formatted(known, test.size(), some.file().path());
      progress.note(told);
      facts.put("test rows that train or choose too", Integer.toString(known));
    }
  }

  private List<Path> files() {
    return given
        .map(some -> List.of(file.path(), some.file().path()))
        .orElseGet(() -> List.of(file.path()));
  }

  private Examples examples(int[] some) {
    return RowExamples.of(picked(table, some), fitted);
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>();
    facts.put("seed", Long.toString(spec.seed()));
    facts.put("normalize", file.scaling());
    facts.put("features", String.join(", ", table.features()));
    facts.put("missing", fitted.fill().isEmpty() ? "skip" : "fill");
    facts.put(
        "split",
        given
            .map(some -> "test rows from " + some.file().path().getFileName())
            .orElseGet(
                () -> OneSet.describe(spec, description.target() instanceof Target.Classes)));
    facts.put("removed", Integer.toString(table.removed()));
    if (description.target() instanceof Target.Numbers numbers) {
      facts.put(DataInfo.TARGET, numbers.names().get(0));
    }
    if (!table.bad().isEmpty()) {
      facts.put("skipped", BadRecords.named(table.bad()));
    }
    return facts;
  }

  private DataInfo info(Map<String, String> facts) {
    List<String> classes =
        description.target() instanceof Target.Classes named ? named.names() : List.of();
    try {
      return new DataInfo(
          spec.name(),
          description.title(),
          "",
          description.train(),
          description.validation(),
          description.test(),
          classes,
          description.shape().toString(),
          Digests.sha256(files()),
          description.source(),
          facts);
    } catch (IOException e) {
      throw new UncheckedIOException(file.path() + " cannot be read again", e);
    }
  }
}
