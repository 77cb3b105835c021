package org.fathom4j.data.source;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fathom4j.config.Options;
import org.fathom4j.data.Column;
import org.fathom4j.data.Dialect;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.datavec.CsvFormat;
import org.fathom4j.data.datavec.Removal;
import org.fathom4j.data.fetch.FetchProgress;
import org.fathom4j.data.infer.InferredColumn;
import org.fathom4j.data.infer.InferredTable;
import org.fathom4j.data.infer.TableInference;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problem;

/** Reads what an experiment file says of a table; each mistake is recorded in the options. */
final class CsvOptions {
  private static final List<String> SCALINGS = List.of("standardize", "min-max", "none");

  private CsvOptions() {}

  static String scaling(Options options) {
    return options.choice("normalize", SCALINGS, "standardize");
  }

  /** Of a training; empty where there was a mistake. */
  static Optional<CsvFormat> read(Options options, Optional<Path> file, FetchProgress progress) {
    if (!isInferred(options)) {
      Declared declared = columns(options);
      return checked(options, declared.columns(), options.text("label"), Dialect.USUAL)
          .filter(format -> declared.right());
    }
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      String label = options.text("label", "");
      InferredTable table =
          TableInference.of(file.get(), Optional.of(label).filter(given -> !given.isBlank()));
      table.lines().forEach(progress::note);
      List<Column> columns = table.columns().stream().map(InferredColumn::column).toList();
      return checked(options, columns, table.label(), table.dialect());
    } catch (InvalidSpecException fault) {
      for (Problem problem : fault.problems()) {
        boolean ofLabel = problem.path().equals(TableInference.LABEL);
        options.problem(
            ofLabel ? "label" : "columns",
            ofLabel ? problem.message() : "cannot be inferred: " + problem.message());
      }
      return Optional.empty();
    }
  }

  /** Whether the file says what its columns are: {@code columns: infer}. */
  private static boolean isInferred(Options options) {
    return "infer".equals(options.values().get("columns"))
        && options.text("columns", "").equals("infer");
  }

  private static Optional<CsvFormat> checked(
      Options options, List<Column> columns, String label, Dialect usual) {
    Optional<Column> labelled = columns.stream().filter(c -> c.name().equals(label)).findFirst();
    boolean gaps = options.choice("missing", List.of("skip", "fill"), "skip").equals("fill");
    Optional<CsvFormat> format = format(options, columns, label, gaps, usual);
    if (labelled.isEmpty() || labelled.get().kind() == Column.Kind.IGNORED) {
      options.problem(
          "label",
          "must be one of the columns in use: %s; got '%s'"
              .formatted(columns.stream().map(Column::name).toList(), label));
      return Optional.empty();
    }
    if (labelled.get().kind() == Column.Kind.CATEGORY && labelled.get().categories().size() < 2) {
      options.problem(
          "label",
          "must have at least two categories to tell apart, '%s' has %s"
              .formatted(label, labelled.get().categories()));
      return Optional.empty();
    }
    if (columns.stream().filter(c -> c.kind() != Column.Kind.IGNORED).count() < 2) {
      options.problem("columns", "must have one in use besides the label");
      return Optional.empty();
    }
    return featuresDiffer(options, columns) ? format : Optional.empty();
  }

  /** A category's features are called after its column and its value; no other may be. */
  private static boolean featuresDiffer(Options options, List<Column> columns) {
    Set<String> names = new HashSet<>();
    List<String> twice =
        columns.stream()
            .filter(column -> column.kind() != Column.Kind.IGNORED)
            .flatMap(
                column ->
                    column.kind() == Column.Kind.NUMBER
                        ? Stream.of(column.name())
                        : column.categories().stream().map(c -> column.name() + "[" + c + "]"))
            .filter(name -> !names.add(name))
            .toList();
    twice.forEach(
        name -> options.problem("columns", "two features are called '" + name + "'; rename one"));
    return twice.isEmpty();
  }

  /** Of a stored network: columns and label are its own. */
  static Optional<CsvFormat> read(Options options, FittedData.Table fitted, Optional<Path> file) {
    List.of("label", "normalize", "normalize-label", "missing")
        .forEach(key -> options.text(key, ""));
    Dialect usual = Dialect.USUAL;
    if (!isInferred(options)) {
      options.section("columns");
    } else if (file.isPresent() && Files.isRegularFile(file.get())) {
      usual = TableInference.dialect(file.get());
    }
    return format(options, fitted.columns(), fitted.label(), !fitted.fill().isEmpty(), usual);
  }

  private static Optional<CsvFormat> format(
      Options options, List<Column> columns, String label, boolean gaps, Dialect usual) {
    Optional<List<Removal>> removals = removals(options, columns);
    Optional<Dialect> dialect = dialect(options, usual);
    return removals.flatMap(
        list -> dialect.map(found -> new CsvFormat(columns, label, found, gaps, list)));
  }

  /** How the file is written, as far as it differs from what is usual. */
  private static Optional<Dialect> dialect(Options options, Dialect usual) {
    boolean header = options.flag("header", usual.header());
    String separator = options.text("separator", String.valueOf(usual.separator()));
    String decimal = options.choice("decimal", List.of(".", ","), usual.decimalComma() ? "," : ".");
    Optional<Charset> encoding = encoding(options, usual.encoding());
    if (separator.length() != 1 || "\"\r\n".contains(separator)) {
      options.problem(
          "separator",
          "must be one character, no quote and no line break, got '" + separator + "'");
      return Optional.empty();
    }
    if (decimal.equals(",") && separator.equals(",")) {
      options.problem(
          "decimal", "must differ from the separator, and both are ','; say separator: \";\"");
      return Optional.empty();
    }
    return encoding.map(
        charset -> new Dialect(charset, separator.charAt(0), decimal.equals(","), header));
  }

  private static Optional<Charset> encoding(Options options, Charset usual) {
    String name = options.text("encoding", usual.name());
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      options.problem(
          "encoding",
          "must be an encoding such as UTF-8, UTF-16 or windows-1252, got '" + name + "'");
      return Optional.empty();
    }
  }

  /**
   * Columns that an experiment file names.
   *
   * @param right whether nothing was wrong with them; stand-ins take the place of what was
   */
  private record Declared(List<Column> columns, boolean right) {}

  private static Declared columns(Options options) {
    Optional<Options> section = options.section("columns");
    if (section.isEmpty()) {
      options.problem(
          "columns",
          "is missing; it must map each column to number, ignore or a list, or be infer");
      return new Declared(List.of(), false);
    }
    List<Column> columns = new ArrayList<>();
    boolean right = true;
    for (Map.Entry<String, Object> entry : section.get().values().entrySet()) {
      right &= isOnce(section.get(), entry.getKey(), entry.getValue());
      columns.add(column(section.get(), entry.getKey(), entry.getValue()));
    }
    section.get().close();
    return new Declared(columns, right);
  }

  private static Column column(Options section, String name, Object value) {
    if (value instanceof List<?>) {
      List<String> once = categories(section, name).stream().distinct().toList();
      return new Column(name, Column.Kind.CATEGORY, once);
    }
    String kind = section.choice(name, List.of("number", "ignore"), "number");
    return kind.equals("ignore")
        ? new Column(name, Column.Kind.IGNORED, List.of())
        : Column.number(name);
  }

  private static boolean isOnce(Options section, String name, Object value) {
    if (!(value instanceof List<?>)) {
      return true;
    }
    List<String> categories = categories(section, name);
    boolean once = !categories.isEmpty() && new HashSet<>(categories).size() == categories.size();
    if (!once) {
      section.problem(name, "must list each category once, got " + categories);
    }
    return once;
  }

  private static List<String> categories(Options section, String name) {
    return section.list(name, List.of()).stream().map(c -> String.valueOf(c).strip()).toList();
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
