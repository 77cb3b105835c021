package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What init refuses, and what it leaves alone. */
final class InitCommandTest {
  private static final int ROWS = 200;

  @TempDir Path folder;

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
    Files.createDirectories(empty.resolve("cats"));
    Files.writeString(Files.createDirectories(empty.resolve("dogs")).resolve("1.png"), "");
    assertThat(Cli.run("init", empty.toString()).err())
        .contains("every class needs pictures, there are none in " + empty.resolve("cats"));
    assertThat(Cli.run("init", table.toString(), "--label", "incom").err())
        .contains("error: --label: ", "has no column 'incom'; did you mean 'income'?");
  }

  private Cli.Outcome init(Path data, String... more) {
    String[] words = {"init", data.toString(), "--out", yaml().toString()};
    return cli(Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private static Cli.Outcome cli(String... words) {
    Cli.Outcome outcome = Cli.run(words);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome;
  }

  private Path yaml() {
    return folder.resolve("experiment.yaml");
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
