package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fathom4j.Checkout;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiments on data of one's own, shortened, from YAML to report. */
final class OwnDataExperimentsTest {
  @TempDir Path folder;

  @Test
  void aTable_isLearned_andItsBadRecordsAreNamed() {
    SweepRecord record =
        run("22-own-table.yaml", "sweep.space.units=[16]", "sweep.seeds=1", "training.epochs=20");
    assertThat(record.data().trainExamples()).isEqualTo(200);
    assertThat(record.data().facts().get("skipped"))
        .contains("11 bad records", "penguins.csv:5: bill_length_mm must be a number, got 'NA'");
    assertThat(record.trials().get(0).result("test/accuracy")).isGreaterThan(0.95);
  }

  @Test
  void aFolderOfPictures_isRead_andItsBadRecordsAreNamed() {
    SweepRecord record = run("23-own-pictures.yaml", "training.epochs=1");
    assertThat(record.data().classes()).hasSize(10);
    assertThat(record.data().facts().get("skipped")).contains("1 bad record", "cut-short.png");
  }

  private SweepRecord run(String file, String... overrides) {
    String[] arguments = new String[4 + overrides.length];
    arguments[0] = "run";
    arguments[1] = Checkout.root().resolve("experiments").resolve(file).toString();
    arguments[2] = "--out";
    arguments[3] = folder.toString();
    System.arraycopy(overrides, 0, arguments, 4, overrides.length);
    Cli.Outcome outcome = Cli.run(arguments);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return LocalStore.read(folder);
  }
}
