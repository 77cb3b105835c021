package org.fathom4j.data.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.data.ThreeRows;
import org.fathom4j.data.datavec.Column;
import org.fathom4j.data.datavec.CsvFormat;
import org.fathom4j.data.datavec.Table;
import org.fathom4j.data.fetch.FetchProgress;
import org.fathom4j.metrics.SweepRecord.DataInfo;

/** A table that was read and fits its columns. */
record CsvPlan(
    DataSpec spec,
    Path file,
    CsvFormat format,
    Table table,
    String scaling,
    FetchProgress progress,
    DataDescription description)
    implements DataPlan {

  static Optional<DataPlan> of(
      DataSpec spec,
      Path file,
      CsvFormat format,
      Table table,
      String scaling,
      FetchProgress progress) {
    int all = table.rows().size();
    int test = ThreeRows.testSize(all, spec.test());
    Column label = format.column(format.label());
    Target target =
        label.kind() == Column.Kind.CATEGORY
            ? new Target.Classes(label.categories())
            : Target.Numbers.of(List.of(label.name()), standardized(spec));
    return Counts.fit(spec, all - test, test)
        .map(
            counts ->
                new CsvPlan(
                    spec,
                    file,
                    format,
                    table,
                    scaling,
                    progress,
                    new DataDescription(
                        spec.name(),
                        String.valueOf(file.getFileName()),
                        new FeatureShape.Vector(table.features().size()),
                        target,
                        counts.train(),
                        counts.validation(),
                        counts.test(),
                        file.toAbsolutePath().toString())));
  }

  private static boolean standardized(DataSpec spec) {
    List<String> ways = List.of("standardize", "none");
    return spec.options().choice("normalize-label", ways, "standardize").equals("standardize");
  }

  @Override
  public DataSplit load() {
    BadRecords.tell(table.bad(), progress);
    boolean classes = description.target() instanceof Target.Classes;
    int[] strata =
        table.labels().stream().mapToInt(label -> classes ? label.intValue() : 0).toArray();
    ThreeRows rows =
        ThreeRows.draw(strata, description.test(), spec.validation(), spec.train(), spec.seed());
    RowExamples.Scaling measured =
        RowExamples.Scaling.of(scaling, table.rows(), rows.train(), table.features().size());
    Target target = measured(rows.train());
    return new DataSplit(
        new RowExamples(table, rows.train(), target, measured),
        new RowExamples(table, rows.validation(), target, measured),
        new RowExamples(table, rows.test(), target, measured),
        info());
  }

  private Target measured(int[] training) {
    if (!(description.target() instanceof Target.Numbers numbers)) {
      return description.target();
    }
    double[] labels = Arrays.stream(training).mapToDouble(row -> table.labels().get(row)).toArray();
    return numbers.measured(0, labels);
  }

  private DataInfo info() {
    Map<String, String> facts = new HashMap<>();
    facts.put("seed", Long.toString(spec.seed()));
    facts.put("normalize", scaling);
    facts.put("features", String.join(", ", table.features()));
    facts.put("removed", Integer.toString(table.removed()));
    if (description.target() instanceof Target.Numbers numbers) {
      facts.put(DataInfo.TARGET, numbers.names().get(0));
    }
    if (!table.bad().isEmpty()) {
      facts.put("skipped", BadRecords.named(table.bad()));
    }
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
          Digests.sha256(List.of(file)),
          description.source(),
          facts);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read again", e);
    }
  }
}
