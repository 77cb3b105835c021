package org.fathom4j.bench.sweeps;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.fathom4j.bench.Bench;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.experiment.Preparation;
import org.fathom4j.experiment.PreparedSweep;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;

/**
 * A sweep that both sides run.
 *
 * @param name as on the command line
 * @param file the experiment
 * @param preset of the file
 * @param overrides of its values
 * @param small whether its trials are so short that what they take beside training is measured
 */
public record SweepWork(
    String name, Path file, Optional<String> preset, List<String> overrides, boolean small) {
  /** The quick depth study: convolutional networks. */
  public static final String DEPTH = "depth-study-quick";

  /** Many trainings of a small network. */
  public static final String TINY = "tiny-mlp";

  /** Every work's name. */
  public static final List<String> NAMES = List.of(DEPTH, TINY);

  private static final int ROWS = 10_000;
  private static final int NUMBERS = 20;
  private static final int SCALE = 1000;

  /** Copies the overrides. */
  public SweepWork {
    overrides = List.copyOf(overrides);
  }

  /**
   * A work of that name.
   *
   * @param checkout the folder that holds the experiments
   * @param folder takes the files that a work needs
   * @throws InvalidSpecException where the checkout lacks the experiment
   */
  public static SweepWork named(String name, Path checkout, Path folder) {
    return name.equals(TINY) ? tiny(folder, List.of()) : depth(checkout);
  }

  private static SweepWork depth(Path checkout) {
    Path file = checkout.resolve("experiments").resolve("10-depth-study.yaml");
    if (!Files.isRegularFile(file)) {
      throw new InvalidSpecException(
          "bench sweeps runs the quick depth study, and " + file + " is not there");
    }
    return new SweepWork(DEPTH, file, Optional.of("quick"), List.of(), false);
  }

  /** 200 trials of 20-16-2 networks, on a table that is written into a folder. */
  static SweepWork tiny(Path folder, List<String> overrides) {
    Path file = folder.resolve("tiny-mlp.yaml");
    try (InputStream yaml = Bench.class.getResourceAsStream("tiny-mlp.yaml")) {
      Files.createDirectories(folder);
      Files.write(file, Objects.requireNonNull(yaml).readAllBytes());
      Files.writeString(folder.resolve("tiny-mlp.csv"), table());
    } catch (IOException trouble) {
      throw new ExperimentException(
          folder + " cannot be written: " + ExperimentException.reason(trouble), trouble);
    }
    return new SweepWork(TINY, file, Optional.empty(), overrides, true);
  }

  /** Two classes that no straight line parts: the product of two numbers, and a third. */
  private static String table() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < NUMBERS; j++) {
      text.append('x').append(j).append(',');
    }
    text.append("class\n");
    for (int i = 0; i < ROWS; i++) {
      double[] x =
          random.ints(NUMBERS, -SCALE, SCALE).mapToDouble(n -> n / (double) SCALE).toArray();
      for (double number : x) {
        text.append(number).append(',');
      }
      text.append(3 * x[0] * x[1] + x[2] > 0 ? "yes\n" : "no\n");
    }
    return text.toString();
  }

  /** The work, checked. */
  PreparedSweep prepare() {
    Path home = Path.of(System.getProperty("user.home"));
    return Preparation.of(
        ExperimentFile.load(file, preset, overrides),
        DataPlaces.of(Map.copyOf(System.getenv()), home, false));
  }
}
