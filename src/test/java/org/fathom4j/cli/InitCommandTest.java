package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From data that nobody described to a report, by the commands that the README shows. */
final class InitCommandTest {
  private static final int ROWS = 200;

  @TempDir Path folder;

  @Test
  void aTableBecomesAnExperiment_aReport_andANetworkThatScoresOtherRows() throws IOException {
    Path table = people("people.csv", 1);
    Cli.Outcome init = init(table, "--label", "income");
    assertThat(init.out())
        .contains("200 rows, 5 columns", "income", "label", "20 gaps", "counts the records");
    SweepRecord record = run("training.epochs=40", "sweep.space.layers=1", "sweep.space.units=8");
    assertThat(record.data().classes()).containsExactly("high", "low");
    assertThat(record.data().trainExamples()).isEqualTo(120);
    assertThat(record.data().facts()).containsEntry("missing", "fill").doesNotContainKey("skipped");
    assertThat(record.trials().get(0).result("test/accuracy")).isGreaterThan(0.8);
    assertThat(out().resolve("report/index.html")).exists();
    Path other = people("others.csv", 2);
    Cli.Outcome scored =
        cli(
            "evaluate",
            out().toString(),
            "--data",
            "csv",
            "data.file=" + other,
            "--include-seen",
            "--json");
    assertThat(scored.lastLine()).contains("\"examples\":200");
    Cli.Outcome again = cli("evaluate", out().toString(), "--data", "csv", "--json");
    assertThat(again.lastLine()).contains("\"examples\":40");
  }

  @Test
  void aNumberIsPredictedInItsUnit() throws IOException {
    init(people("people.csv", 1), "--label", "age");
    SweepRecord record = run("training.epochs=40", "sweep.space.layers=1", "sweep.space.units=8");
    assertThat(record.objective()).isEqualTo("validation/rmse");
    assertThat(record.data().classes()).isEmpty();
    assertThat(record.data().facts().get("skipped")).contains("20 bad records");
    assertThat(record.trials().get(0).result("test/rmse")).isBetween(1.0, 60.0);
  }

  @Test
  void aFolderOfPicturesBecomesAnExperiment() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pets"));
    for (String type : List.of("cat", "dog")) {
      Files.createDirectories(pictures.resolve(type));
      for (int i = 0; i < 15; i++) {
        BufferedImage image = new BufferedImage(40, 44, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(i, 20, 0, type.equals("cat") ? 250 : 90);
        ImageIO.write(image, "png", pictures.resolve(type).resolve(i + ".png").toFile());
      }
    }
    Cli.Outcome init = init(pictures);
    assertThat(init.out()).contains("30 pictures of 2 classes (cat, dog)", "read as 48x48");
    assertThat(yaml()).content().contains("dir: pets ", "size: 48 ", "channels: 1 ");
    SweepRecord record = run("training.epochs=1", "sweep.space.channels=2");
    assertThat(record.data().classes()).containsExactly("cat", "dog");
    assertThat(record.data().trainExamples()).isEqualTo(18);
    assertThat(record.data().shape()).isEqualTo("48x48x1");
  }

  @Test
  void whatIsThereIsKept_andWhatIsNoDataIsRefused() throws IOException {
    Path table = people("people.csv", 1);
    init(table, "--label", "income");
    String[] twice = {"init", table.toString(), "--out", yaml().toString()};
    assertThat(Cli.run(twice).code()).isEqualTo(2);
    assertThat(Cli.run("init", folder.resolve("nothing").toString()).err())
        .contains("there is no table and no folder");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThat(Cli.run("init", empty.toString()).err()).contains("at least two; it has 0");
  }

  private Cli.Outcome init(Path data, String... more) {
    String[] words = {"init", data.toString(), "--out", yaml().toString()};
    return cli(Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private SweepRecord run(String... overrides) {
    String[] words = {"run", yaml().toString(), "--out", out().toString()};
    String[] shortened = {"sweep.seeds=1"};
    cli(Stream.of(words, shortened, overrides).flatMap(Arrays::stream).toArray(String[]::new));
    return LocalStore.read(out());
  }

  private static Cli.Outcome cli(String... words) {
    Cli.Outcome outcome = Cli.run(words);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome;
  }

  private Path yaml() {
    return folder.resolve("experiment.yaml");
  }

  private Path out() {
    return folder.resolve("run");
  }

  /** Income is high above 40 years; each tenth age is unknown. */
  private Path people(String name, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("id,age,town,hours,income\n");
    for (int i = 0; i < ROWS; i++) {
      int age = 18 + random.nextInt(50);
      text.append(i + 1)
          .append(',')
          .append(i % 10 == 3 ? "NA" : String.valueOf(age))
          .append(random.nextBoolean() ? ",Köln," : ",Bern,")
          .append(age / 2 + random.nextInt(9))
          .append(age > 40 ? ",high\n" : ",low\n");
    }
    return Files.writeString(folder.resolve(name), text);
  }
}
