package org.fathom4j.data.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.PredictionPlan;
import org.fathom4j.data.ScoringPlan;
import org.fathom4j.data.datavec.CsvFormat;
import org.fathom4j.data.datavec.Table;
import org.fathom4j.data.fetch.FetchProgress;
import org.fathom4j.data.fetch.RemoteFile;

/**
 * A table of one's own. Options: {@code file}; {@code test-file}, another one whose rows are
 * tested; {@code columns}, a mapping of each column to {@code number}, {@code ignore} or the list
 * of its categories, or {@code infer}; {@code label}, one of them; {@code separator}; {@code
 * decimal}; {@code encoding}; {@code missing}: {@code fill} or {@code skip} records with gaps;
 * {@code header}: with one, columns are found by their names, in any order, and others are passed
 * over, without one by their place; {@code remove}, a mapping of columns to conditions such as
 * {@code "< 0"}; {@code normalize}; {@code normalize-label} (standardize or none, of a number);
 * {@code bad-records}.
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
    String scaling = CsvOptions.scaling(spec.options());
    Optional<Path> path = path(spec);
    boolean isGiven = !spec.options().text(GivenTest.KEY, "").isBlank();
    Optional<Path> test =
        isGiven ? path(spec, GivenTest.KEY, Files::isRegularFile) : Optional.empty();
    Optional<CsvFile> file =
        file(spec, path, CsvOptions.read(spec.options(), path, places.progress()), scaling);
    if (file.isEmpty() || (isGiven && test.isEmpty())) {
      return Optional.empty();
    }
    Optional<GivenTest> given = test.flatMap(named -> GivenTest.read(spec, file.get(), named));
    return isGiven && given.isEmpty()
        ? Optional.empty()
        : file.get()
            .read(spec)
            .flatMap(table -> CsvPlan.of(spec, file.get(), table, given, places.progress()));
  }

  @Override
  public Optional<ScoringPlan> scoring(DataSpec spec, FittedData fitted, DataPlaces places) {
    return known(spec, fitted)
        .flatMap(
            known ->
                stored(spec, scored(spec), known)
                    .flatMap(file -> scoring(spec, file, known, places.progress())));
  }

  @Override
  public Optional<PredictionPlan> predicting(DataSpec spec, FittedData fitted, DataPlaces places) {
    return known(spec, fitted)
        .flatMap(
            known ->
                stored(spec, readable(spec), known)
                    .map(
                        file ->
                            () -> RowStream.open(file.path(), file.format().unlabelled(), known)));
  }

  /** What a network knows of its table; empty where it reads none, a recorded problem. */
  private static Optional<FittedData.Table> known(DataSpec spec, FittedData fitted) {
    if (fitted instanceof FittedData.Table known) {
      return Optional.of(known);
    }
    spec.options().problem("name", "the network reads " + fitted.describe() + ", no tables");
    return Optional.empty();
  }

  /** The file for a stored network, as far as its options tell. */
  private static Optional<CsvFile> stored(
      DataSpec spec, Optional<Path> path, FittedData.Table known) {
    return file(spec, path, CsvOptions.read(spec.options(), known, path), "");
  }

  /** A file that can be read again and again; empty where a problem was recorded. */
  private static Optional<Path> path(DataSpec spec) {
    return path(spec, "file", Files::isRegularFile);
  }

  /** Of a run with a file of test rows it is that one, unless another file is asked for. */
  private static Optional<Path> scored(DataSpec spec) {
    boolean isGiven = !spec.options().text(GivenTest.KEY, "").isBlank();
    spec.options().text("file", "");
    return isGiven ? path(spec, GivenTest.KEY, Files::isRegularFile) : path(spec);
  }

  /** A file, or a pipe. */
  private static Optional<Path> readable(DataSpec spec) {
    spec.options().text(GivenTest.KEY, "");
    return path(spec, "file", file -> Files.exists(file) && !Files.isDirectory(file));
  }

  private static Optional<Path> path(DataSpec spec, String key, Predicate<Path> fits) {
    String named = spec.options().text(key);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Path path = spec.dir().map(dir -> dir.resolve(named)).orElse(Path.of(named));
    if (!fits.test(path)) {
      spec.options().problem(key, "there is no file " + path.toAbsolutePath());
      return Optional.empty();
    }
    return Optional.of(path);
  }

  private static Optional<CsvFile> file(
      DataSpec spec, Optional<Path> path, Optional<CsvFormat> format, String scaling) {
    BadRecords policy = BadRecords.read(spec.options());
    return path.flatMap(file -> format.map(known -> new CsvFile(file, known, scaling, policy)));
  }

  private static Optional<ScoringPlan> scoring(
      DataSpec spec, CsvFile file, FittedData.Table fitted, FetchProgress progress) {
    Optional<Table> read =
        file.read(spec)
            .map(table -> Gaps.filled(table, fitted.fill()))
            .map(table -> Scales.without(table, file.path().toString(), fitted.scales()));
    if (read.isEmpty() || !file.policy().accepts(read.get().bad(), spec.options(), "file")) {
      return Optional.empty();
    }
    Table table = read.get();
    if (table.rows().isEmpty()) {
      spec.options().problem("file", CsvPlan.noRows(file.path(), table));
      return Optional.empty();
    }
    String title = String.valueOf(file.path().getFileName());
    return Optional.of(
        () -> {
          BadRecords.tell(table.bad(), progress);
          return new ScoringPlan.Scorable(RowExamples.of(table.rows(), fitted), spec.name(), title);
        });
  }
}
