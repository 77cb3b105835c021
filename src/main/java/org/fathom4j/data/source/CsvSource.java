package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.Options;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.datavec.Column;
import org.fathom4j.data.datavec.CsvFormat;
import org.fathom4j.data.datavec.CsvTable;
import org.fathom4j.data.datavec.Removal;
import org.fathom4j.data.datavec.Table;
import org.fathom4j.data.fetch.RemoteFile;

/**
 * A table of one's own. Options: {@code file}; {@code columns}, a mapping of each column to {@code
 * number}, {@code ignore} or the list of its categories; {@code label}, one of them; {@code
 * separator}; {@code header}; {@code remove}, a mapping of columns to conditions such as {@code "<
 * 0"}; {@code normalize}; {@code normalize-label} (standardize or none, of a number); {@code
 * bad-records}.
 */
final class CsvSource implements DataSource {
  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String summary() {
    return "a table of your own: comma-separated values, columns described in the experiment file";
  }

  @Override
  public List<RemoteFile> remote(DataSpec spec) {
    return List.of();
  }

  @Override
  public Optional<DataPlan> plan(DataSpec spec, DataPlaces places) {
    Options options = spec.options();
    String named = options.text("file");
    Path file = spec.dir().map(dir -> dir.resolve(named)).orElse(Path.of(named));
    BadRecords policy = BadRecords.read(options);
    String scaling =
        options.choice("normalize", List.of("standardize", "min-max", "none"), "standardize");
    Optional<CsvFormat> format = format(options);
    if (format.isEmpty() || named.isEmpty()) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      options.problem("file", "there is no file " + file.toAbsolutePath());
      return Optional.empty();
    }
    try {
      Table table = CsvTable.read(file, format.get());
      return policy.accepts(table.bad(), options, "file")
          ? CsvPlan.of(spec, file, format.get(), table, scaling, places.progress())
          : Optional.empty();
    } catch (IOException e) {
      options.problem("file", file + " cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<CsvFormat> format(Options options) {
    List<Column> columns = columns(options);
    String label = options.text("label");
    String separator = options.text("separator", ",");
    boolean header = options.flag("header", true);
    Optional<Column> labelled = columns.stream().filter(c -> c.name().equals(label)).findFirst();
    Optional<List<Removal>> removals = removals(options, columns);
    if (labelled.isEmpty() || labelled.get().kind() == Column.Kind.IGNORED) {
      options.problem(
          "label",
          "must be one of the columns in use: %s; got '%s'"
              .formatted(columns.stream().map(Column::name).toList(), label));
      return Optional.empty();
    }
    if (separator.length() != 1) {
      options.problem("separator", "must be one character, got '" + separator + "'");
      return Optional.empty();
    }
    return removals.map(list -> new CsvFormat(columns, label, separator.charAt(0), header, list));
  }

  private static List<Column> columns(Options options) {
    Optional<Options> section = options.section("columns");
    if (section.isEmpty()) {
      options.problem("columns", "is missing; it must map each column to number, ignore or a list");
      return List.of();
    }
    List<Column> columns = new ArrayList<>();
    for (Map.Entry<String, Object> entry : section.get().values().entrySet()) {
      String name = entry.getKey();
      if (entry.getValue() instanceof List<?>) {
        List<String> categories =
            section.get().list(name, List.of()).stream().map(String::valueOf).toList();
        columns.add(new Column(name, Column.Kind.CATEGORY, categories));
      } else {
        String kind = section.get().choice(name, List.of("number", "ignore"), "number");
        columns.add(
            new Column(
                name, kind.equals("ignore") ? Column.Kind.IGNORED : Column.Kind.NUMBER, List.of()));
      }
    }
    section.get().close();
    return columns;
  }

  /** Empty where a condition was refused. */
  private static Optional<List<Removal>> removals(Options options, List<Column> columns) {
    List<Removal> removals = new ArrayList<>();
    Optional<Options> section = options.section("remove");
    if (section.isEmpty()) {
      return Optional.of(removals);
    }
    boolean right = true;
    for (Column column : columns) {
      if (section.get().has(column.name())) {
        Optional<Removal> removal = Removal.parse(column, section.get().text(column.name()));
        if (removal.isEmpty()) {
          section
              .get()
              .problem(
                  column.name(),
                  "must be a condition on " + column.rule() + ", such as \"< 0\" or \"== x\"");
          right = false;
        }
        removal.ifPresent(removals::add);
      }
    }
    section.get().close();
    return right ? Optional.of(removals) : Optional.empty();
  }
}
