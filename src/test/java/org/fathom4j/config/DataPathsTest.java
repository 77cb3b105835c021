package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the data of an experiment file is looked for. */
final class DataPathsTest {
  /** A file in the working folder. */
  private static final String HERE = "pom.xml";

  @TempDir Path folder;

  @Test
  void theFolderOfTheExperimentFileComesFirst() throws IOException {
    Files.writeString(folder.resolve(HERE), "another");
    DataSpec spec = bind(load(folder, HERE));
    assertThat(spec.options().text("file")).isEqualTo(folder.resolve(HERE).toString());
    assertThat(spec.notes()).isEmpty();
  }

  @Test
  void theWorkingFolderComesSecond_andIsTold() throws IOException {
    DataSpec spec = bind(load(folder, HERE));
    assertThat(spec.options().text("file")).isEqualTo(HERE);
    assertThat(spec.notes()).singleElement().asString().contains("pom.xml", "working folder");
    assertThat(bind(load(folder, "nowhere.csv")).options().text("file"))
        .isEqualTo(folder.resolve("nowhere.csv").toString());
  }

  @Test
  void theRunThatWeightsComeFromIsFoundAsDataIs() throws IOException {
    Files.createDirectories(folder.resolve("first"));
    Path file = folder.resolve("e.yaml");
    Files.writeString(
        file, "name: e\ndata: {name: mnist}\nnetwork: [output]\ntraining: {init: {from: first}}\n");
    ExperimentFile read = ExperimentFile.load(file, Optional.empty(), List.of());
    assertThat(read.bind(Map.of(), new Problems()).training().init().from())
        .contains(folder.resolve("first").toString());
    assertThat(read.resolved()).contains(folder.resolve("first").toAbsolutePath().toString());
  }

  @Test
  void aPathOfTheCommandLineIsTakenFromTheWorkingFolder() throws IOException {
    Files.writeString(folder.resolve(HERE), "another");
    DataSpec spec = bind(load(folder, "other.csv", "data.file=" + HERE));
    assertThat(spec.options().text("file")).isEqualTo(HERE);
    assertThat(spec.notes()).isEmpty();
  }

  @Test
  void aFileWithinAFolderIsTakenFromThere_andTheFolderFromBesideTheExperiment() throws IOException {
    Files.createDirectories(folder.resolve("tables"));
    DataSpec spec = bind(load(folder, HERE, "data.dir=null"));
    assertThat(spec.dir()).isEmpty();
    Files.writeString(
        folder.resolve("e.yaml"), "name: e\ndata: {name: csv, dir: tables, file: a.csv}\n");
    spec = bind(ExperimentFile.load(folder.resolve("e.yaml"), Optional.empty(), List.of()));
    assertThat(spec.dir()).contains(folder.resolve("tables"));
    assertThat(spec.options().text("file")).isEqualTo("a.csv");
  }

  @Test
  void whatIsStoredNamesTheSameFileFromAnywhere_andTheHashNamesNoFolder() throws IOException {
    Path one = Files.createDirectories(folder.resolve("one"));
    Path two = Files.createDirectories(folder.resolve("two"));
    Files.writeString(one.resolve("t.csv"), "a");
    ExperimentFile file = load(one, "t.csv");
    assertThat(load(two, "t.csv").specHash()).isEqualTo(file.specHash());
    Path stored = Files.writeString(two.resolve("experiment.yaml"), file.resolved());
    DataSpec spec = bind(ExperimentFile.load(stored, Optional.empty(), List.of()));
    assertThat(spec.options().text("file"))
        .isEqualTo(one.resolve("t.csv").toAbsolutePath().toString());
    ExperimentFile given = load(one, "x.csv", "data.file=" + HERE);
    assertThat(given.resolved()).contains(Path.of(HERE).toAbsolutePath().toString());
    assertThat(given.specHash()).isEqualTo(load(two, HERE).specHash());
  }

  @Test
  void whatIsStoredIsTheSameData_soThatItIsReadOnce() throws IOException {
    ExperimentFile file = load(folder, HERE, "data.validation=0.25");
    Path stored = Files.writeString(folder.resolve("stored.yaml"), file.resolved());
    ExperimentFile again = ExperimentFile.load(stored, Optional.empty(), List.of());
    assertThat(bind(file).options().text("file")).isEqualTo(HERE);
    assertThat(bind(again).key()).isEqualTo(bind(file).key());
    assertThat(bind(load(folder, "other.csv")).key()).isNotEqualTo(bind(file).key());
  }

  private static ExperimentFile load(Path folder, String file, String... overrides)
      throws IOException {
    Path yaml = folder.resolve("e.yaml");
    Files.writeString(yaml, "name: e\ndata: {name: csv, file: " + file + "}\nnetwork: [output]\n");
    return ExperimentFile.load(yaml, Optional.empty(), List.of(overrides));
  }

  private static DataSpec bind(ExperimentFile file) {
    return file.bind(Map.of(), new Problems()).data();
  }
}
