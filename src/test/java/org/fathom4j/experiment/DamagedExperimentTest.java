package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fathom4j.Checkout;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.fetch.FetchProgress;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever befalls an experiment file, it ends in messages that name their line, or in a sweep that
 * could be run; never in another exception, never in a hang, never out of memory.
 */
final class DamagedExperimentTest {
  private static final int CASES = Integer.getInteger("fathom.damage.cases", 100);

  private static final String TABLE =
      """
      name: table
      data:
        name: csv
        file: FILE
        label: c
        columns: {a: number, b: number, c: [x, y]}
        validation: 4
        test: 4
      network: [{dense: {units: "${u}"}}, output]
      training: {epochs: 2, batch: 4, optimizer: {adam: {rate: 0.01}}, init: {uniform: 0.1}}
      sweep:
        space: {u: {from: 1, to: 4}}
        generator: random
        trials: 2
      """;

  private static final String FULL =
      """
      name: full
      question: Does it hold?
      data: {name: street-numbers, train: 64, validation: 32, test: 32, seed: 3, dir: x}
      let: {narrow: "${max(1, floor(width / 2))}"}
      network:
        - repeat: "${layers}"
          index: k
          layers:
            - convolution: {channels: "${width}", kernel: [3, 3], padding: same, activation: relu}
            - pooling: {when: "${k % 2 == 0}", window: 2}
        - maxout: {units: "${narrow}", pieces: 2, dropout: 0.5}
        - batch-normalization
        - output
      training:
        epochs: 3
        batch: 32
        optimizer: {nesterov: {rate: "${rate}", momentum: 0.9}}
        schedule: {step: {factor: 0.5, epochs: 1}}
        weight-decay: 0.001
        l1: 0
        max-norm: 2
        clip: 1
        init: {normal: 0.01}
        bias-init: 0.1
        early-stopping: {patience: 2}
        engine: compiled
      sweep:
        space: {layers: [1, 2], rate: {from: 0.1, to: 1.0, points: 3, log: true}}
        seeds: [1, 2]
        generator: grid
        objective: {metric: validation/loss, direction: minimize}
        match-parameters: {parameters: 5000, by: width, tolerance: 0.9}
      report: {axis: layers, reading: Text}
      expect:
        - {claim: It holds, metric: test/accuracy, at: {layers: 2}, at-least: 0.1, at-most: 1}
      """;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 9, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void endsInMessagesWithTheirLinesOrInASweep() throws IOException {
    List<String> sound = sound();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      byte[] damaged = new DamagedText(i).of(sound.get(i % 2 == 0 ? i / 2 % 2 : i % sound.size()));
      Path file = Files.write(folder.resolve("x.yaml"), damaged);
      String outcome = outcome(file);
      if (!outcome.isEmpty()) {
        wrong.add("case " + i + ": " + outcome.replaceAll("[^ -~]", "?"));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatIsDamagedWasSound() throws IOException {
    for (String text : sound().subList(0, 2)) {
      assertThat(outcome(Files.writeString(folder.resolve("x.yaml"), text))).isEmpty();
    }
  }

  /** What is wrong with what became of it; empty where nothing is. */
  private String outcome(Path file) {
    DataPlaces places = new DataPlaces(folder, List.of(), true, new Silence());
    try {
      PreparedSweep sweep =
          Preparation.of(ExperimentFile.load(file, Optional.empty(), List.of()), places);
      return sweep.trials().isEmpty() && sweep.study().isEmpty()
          ? "neither trials nor a study"
          : "";
    } catch (InvalidSpecException mistakes) {
      return mistakes.problems().stream()
          .filter(problem -> !named(problem, file))
          .map(problem -> "no line: " + problem)
          .findFirst()
          .orElse("");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError other) { // what must not be
      return other + " at " + List.of(other.getStackTrace()).subList(0, 3);
    }
  }

  private static boolean named(Problem problem, Path file) {
    return problem.where().startsWith(file + ":") && problem.line() > 0;
  }

  /** Nothing is fetched. */
  private record Silence() implements FetchProgress {
    @Override
    public void arrived(String file, long bytes, long total) {}

    @Override
    public void note(String line) {}
  }

  private List<String> sound() throws IOException {
    Path table = folder.resolve("table.csv");
    StringBuilder rows = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 20; i++) {
      rows.append(i).append(',').append(20 - i).append(i % 2 == 0 ? ",x\n" : ",y\n");
    }
    Files.writeString(table, rows);
    List<String> texts = new ArrayList<>(List.of(TABLE.replace("FILE", table.toString()), FULL));
    try (Stream<Path> files = Files.list(Checkout.root().resolve("experiments"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        texts.add(Files.readString(file).replaceAll("(?m)^#.*\n", ""));
      }
    }
    return texts;
  }
}
