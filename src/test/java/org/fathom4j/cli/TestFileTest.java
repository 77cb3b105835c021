package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code test-file}: test rows of a table in a file of their own. */
final class TestFileTest {
  private static final String STUDY =
      """
      name: holdout
      data:
        name: csv
        file: train.csv
        test-file: holdout.csv
        columns: { a: number, town: [Oslo, Rome], inside: ["no", "yes"] }
        label: inside
        missing: fill
        validation: 0.25
      network: [dense: { units: 4 }, output]
      training: { epochs: 20, batch: 10, optimizer: { adam: { rate: 0.05 } } }
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("train.csv"), table("a,town,inside\n", 80, 0));
    Files.writeString(folder.resolve("holdout.csv"), table("a,town,inside\n", 24, 500));
  }

  /** Rows far from 0, so that only scales of the training rows do. */
  private static String table(String header, int rows, int from) {
    StringBuilder text = new StringBuilder(header);
    for (int i = from; i < from + rows; i++) {
      double a = 1000 + i * 0.6180339 % 1;
      text.append(a).append(i % 2 == 0 ? ",Oslo," : ",Rome,").append(a > 1000.5 ? "yes" : "no");
      text.append('\n');
    }
    return text.toString();
  }

  private Cli.Outcome run(String yaml, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("study.yaml"), yaml);
    String[] words = {"run", file.toString(), "--out", out().toString()};
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Cli.run(all);
  }

  private Path out() {
    return folder.resolve("out");
  }

  @Test
  void itsRowsAreTheTest_readAsTheTrainingRowsWere() throws IOException {
    Cli.Outcome outcome = run(STUDY);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    SweepRecord record = LocalStore.read(out());
    assertThat(record.data().trainExamples()).isEqualTo(60);
    assertThat(record.data().validationExamples()).isEqualTo(20);
    assertThat(record.data().testExamples()).isEqualTo(24);
    assertThat(record.data().facts()).containsEntry("split", "test rows from holdout.csv");
    assertThat(record.trials().get(0).result("test/accuracy")).isGreaterThan(0.8);

    Cli.Outcome own = Cli.run("evaluate", out().toString(), "--data", "csv");
    assertThat(own.out()).contains("of 24 examples").contains("24 of the run's own test");
    Path train = folder.resolve("train.csv");
    Cli.Outcome seen =
        Cli.run(
            "evaluate", out().toString(), "--data", "csv", "data.file=" + train, "--include-seen");
    assertThat(seen.out()).as(seen.err()).contains("of 80 examples");
    Cli.Outcome predicted = Cli.run("predict", out().toString(), "--data", train.toString());
    assertThat(predicted.out().lines()).as(predicted.err()).hasSize(81);
  }

  @Test
  void columnsAreFoundByName_andGapsAreFilledFromTheTrainingRows() throws IOException {
    Files.writeString(
        folder.resolve("holdout.csv"), "inside,more,town,a\nyes,1,Rome,1000.9\nno,2,Oslo,\n");
    Cli.Outcome outcome = run(STUDY);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(LocalStore.read(out()).data().testExamples()).isEqualTo(2);
  }

  @Test
  void whatIsWrongWithIt_isToldOfIt() throws IOException {
    Files.writeString(folder.resolve("holdout.csv"), "a,city,inside\n1,Oslo,yes\n");
    assertThat(run(STUDY).err()).contains("data.test-file").contains("no column is called 'town'");
    Files.writeString(folder.resolve("holdout.csv"), "a,town,inside\n1,Oslo,yes\n2,Paris,no\n");
    assertThat(run(STUDY).err()).contains("data.test-file").contains("holdout.csv:3: town");
    Files.writeString(folder.resolve("holdout.csv"), "a,town,inside\n");
    assertThat(run(STUDY).err()).contains("data.test-file").contains("has no row");
    Files.delete(folder.resolve("holdout.csv"));
    assertThat(run(STUDY).err()).contains("data.test-file: there is no file");
  }

  @Test
  void sharesAndFoldsContradictIt() throws IOException {
    assertThat(run(STUDY, "data.test=0.2").err()).contains("data.test: contradicts test-file");
    assertThat(run(STUDY, "data.folds=3").err()).contains("data.folds: contradicts test-file");
  }

  @Test
  void rowsThatAreInBoth_areCountedAndTold() throws IOException {
    Files.writeString(
        folder.resolve("holdout.csv"), table("a,town,inside\n", 3, 7) + table("", 5, 900));
    assertThat(run(STUDY).code()).isZero();
    assertThat(LocalStore.read(out()).data().facts())
        .containsEntry("test rows that train or choose too", "3");
  }
}
