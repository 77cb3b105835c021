package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.fathom4j.Readme;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From data that nobody described to a report and to predictions, by the three commands that the
 * README shows for each kind. Trainings are shortened; data and files are those of the README.
 */
final class ThreeCommandsTest {
  private static final int ROWS = 200;
  private static final String[] SHORT = {
    "sweep.seeds=1", "sweep.space.layers=1", "sweep.space.units=8", "training.epochs=50"
  };

  @TempDir Path folder;

  @Test
  void aTableWithTextNumbersAndGaps() throws IOException {
    people("people.csv", 1, true);
    Cli.Outcome init = readme("./fathom init people.csv --label income");
    assertThat(init.out())
        .contains("200 rows, 5 columns", "income", "label", "20 gaps", "counts the records");
    readme("./fathom run people.yaml --out people", SHORT);
    SweepRecord record = stored("people");
    assertThat(record.data().classes()).containsExactly("high", "low");
    assertThat(record.data().trainExamples()).isEqualTo(120);
    assertThat(record.data().facts()).containsEntry("missing", "fill").doesNotContainKey("skipped");
    assertThat(record.trials().get(0).result("test/accuracy")).isGreaterThan(0.75);
    List<String> labels = people("others.csv", 2, false);
    List<String> predicted = predictions("./fathom predict people --data others.csv");
    assertThat(predicted.get(0)).isEqualTo("row,predicted,high,low");
    assertThat(right(predicted, labels)).isGreaterThan(0.8);
    people("others.csv", 2, true);
    Cli.Outcome scored = readme("./fathom evaluate people --data others.csv");
    assertThat(scored.out()).contains("others.csv: ", " never seen; left out: ");
  }

  @Test
  void aFolderOfPictures() throws IOException {
    for (int i = 0; i < 15; i++) {
      pet("pets/cat", i, true);
      pet("pets/dog", i, false);
    }
    Cli.Outcome init = readme("./fathom init pets");
    assertThat(init.out()).contains("30 pictures of 2 classes (cat, dog)", "read as 48x48");
    assertThat(folder.resolve("pets.yaml"))
        .content()
        .contains("dir: pets ", "size: 48 ", "channels: 1 ");
    readme(
        "./fathom run pets.yaml --out pets-run",
        "sweep.seeds=1",
        "sweep.space.channels=2",
        "training.epochs=8",
        "training.optimizer.adam.rate=0.01");
    SweepRecord record = stored("pets-run");
    assertThat(record.data().classes()).containsExactly("cat", "dog");
    assertThat(record.data().trainExamples()).isEqualTo(18);
    assertThat(record.data().shape()).isEqualTo("48x48x1");
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pet("new-pets", i, i % 3 == 0);
      labels.add(i % 3 == 0 ? "cat" : "dog");
    }
    List<String> predicted = predictions("./fathom predict pets-run --data new-pets");
    assertThat(predicted.get(0)).isEqualTo("row,file,predicted,cat,dog");
    assertThat(predicted.get(1)).startsWith("1,00.png,");
    List<String> unnamed = predicted.stream().map(line -> line.replaceFirst(",[^,]*", "")).toList();
    assertThat(right(unnamed, labels)).isGreaterThan(0.8);
  }

  @Test
  void aNumber() throws IOException {
    houses("houses.csv", 1);
    readme("./fathom init houses.csv --label price");
    readme("./fathom run houses.yaml --out houses", SHORT);
    SweepRecord record = stored("houses");
    assertThat(record.objective()).isEqualTo("validation/rmse");
    assertThat(record.trials().get(0).result("test/r2")).isGreaterThan(0.8);
    List<Double> prices = houses("offers.csv", 2);
    List<String> predicted = predictions("./fathom predict houses --data offers.csv");
    assertThat(predicted.get(0)).isEqualTo("row,predicted");
    double error =
        IntStream.range(0, ROWS)
            .mapToDouble(i -> number(predicted.get(i + 1)) - prices.get(i))
            .map(Math::abs)
            .average()
            .orElseThrow();
    assertThat(error).isLessThan(40_000); // they range over 500,000
  }

  private static double number(String line) {
    return Double.parseDouble(line.substring(line.indexOf(',') + 1));
  }

  /** Share of the predictions that are the labels. */
  private static double right(List<String> predicted, List<String> labels) {
    assertThat(predicted).hasSize(labels.size() + 1);
    return IntStream.range(0, labels.size())
            .filter(i -> predicted.get(i + 1).split(",", -1)[1].equals(labels.get(i)))
            .count()
        / (double) labels.size();
  }

  private List<String> predictions(String command) throws IOException {
    return readme(command).out().lines().toList();
  }

  private SweepRecord stored(String run) {
    assertThat(folder.resolve(run).resolve("report/index.html")).exists();
    return LocalStore.read(folder.resolve(run));
  }

  /** A command of the README, its files in the test's folder. */
  private Cli.Outcome readme(String command, String... shortened) throws IOException {
    assertThat(Readme.load().text()).containsAnyOf("\n" + command + "\n", "`" + command + "`");
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ", -1)) {
      boolean named = !words.isEmpty() && !word.startsWith("--") && !isValue(words);
      words.add(named ? folder.resolve(word).toString() : word);
    }
    words.remove(0);
    if (words.get(0).equals("init")) {
      String name = String.valueOf(Path.of(words.get(1)).getFileName()).replace(".csv", "");
      words.addAll(List.of("--out", folder.resolve(name + ".yaml").toString()));
    }
    words.addAll(Arrays.asList(shortened));
    Cli.Outcome outcome = Cli.run(words.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome;
  }

  /** Whether the next word is the program's command or the value of --label. */
  private static boolean isValue(List<String> words) {
    return words.size() == 1 || words.get(words.size() - 1).equals("--label");
  }

  /** Income is high above 40 years; each tenth age is unknown. */
  private List<String> people(String name, long seed, boolean labelled) throws IOException {
    Random random = new Random(seed);
    List<String> lines =
        new ArrayList<>(List.of("id,age,town,hours" + (labelled ? ",income" : "")));
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int age = 18 + random.nextInt(50);
      labels.add(age > 40 ? "high" : "low");
      lines.add(
          "%d,%s,%s,%d%s"
              .formatted(
                  i + 1,
                  i % 10 == 3 ? "NA" : age,
                  random.nextBoolean() ? "Köln" : "Bern",
                  age / 2 + random.nextInt(9),
                  labelled ? "," + labels.get(i) : ""));
    }
    Files.write(folder.resolve(name), lines);
    return labels;
  }

  private List<Double> houses(String name, long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(List.of("rooms;area;garden;price"));
    List<Double> prices = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double area = 20 + 160 * random.nextDouble();
      boolean garden = random.nextBoolean();
      int rooms = 1 + random.nextInt(6);
      double price = 20_000 + 2700 * area + 9000 * rooms + (garden ? 30_000 : 0);
      prices.add(price);
      String line =
          String.format(Locale.ROOT, "%d;%.1f;%s;%.0f", rooms, area, garden ? "yes" : "no", price);
      lines.add(line.replace('.', ',')); // as a spreadsheet of half of Europe writes it
    }
    Files.write(folder.resolve(name), lines);
    return prices;
  }

  /** A cat is light above, a dog below. */
  private void pet(String place, int number, boolean cat) throws IOException {
    BufferedImage image = new BufferedImage(40, 44, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.fillRect(number % 7, (cat ? 2 : 24) + number % 4, 30, 14);
    graphics.dispose();
    Path file = folder.resolve(place).resolve("%02d.png".formatted(number));
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
