package org.fathom4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.fathom4j.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The law of checkpoints: a training broken off after any epoch and continued in another process is
 * the unbroken one, bit for bit on one thread.
 */
final class ContinuedTrainingTest {
  @TempDir Path folder;

  @Test
  void brokenOffAfterAnyEpoch_andContinuedInAnotherProcess_isTheUnbrokenTraining()
      throws Exception {
    check("sample", TrainingCase.sample());
  }

  /** {@code ./mvnw -pl src -am verify -Dfathom.exhaustive=true -Dtest=ContinuedTrainingTest}. */
  @Test
  @EnabledIfSystemProperty(named = "fathom.exhaustive", matches = "true")
  void soItIsForEveryOptimizerScheduleAndStart() throws Exception {
    check("all", TrainingCase.all());
  }

  private void check(String name, List<TrainingCase> cases) throws Exception {
    run("whole", name);
    run("continued", name);
    TreeSet<Integer> lengths = new TreeSet<>();
    for (TrainingCase each : cases) {
      lengths.add(check(each));
    }
    assertThat(lengths).as("some trainings stop early, some do not").hasSizeGreaterThan(1);
  }

  /** How many epochs the training had. */
  private int check(TrainingCase of) throws IOException {
    int epochs = 1;
    while (Files.exists(BrokenOff.checkpoint(folder, "whole", of, epochs + 1))) {
      epochs++;
    }
    for (int epoch = 2; epoch < epochs; epoch++) {
      assertThat(state("continued", of, epoch))
          .as("%s after epoch %d", of, epoch)
          .isEqualTo(state("whole", of, epoch));
    }
    String whole = outcome(of, 0);
    assertThat(whole).as(of.toString()).startsWith("COMPLETE");
    for (int after : new int[] {1, epochs - 1, epochs}) {
      assertThat(outcome(of, after)).as("%s from epoch %d to its end", of, after).isEqualTo(whole);
    }
    return epochs;
  }

  private String outcome(TrainingCase of, int after) throws IOException {
    return Files.readString(BrokenOff.outcome(folder, of, after));
  }

  private String state(String kind, TrainingCase of, int epoch) throws IOException {
    return BrokenOff.describe(BrokenOff.read(BrokenOff.checkpoint(folder, kind, of, epoch)));
  }

  private void run(String what, String cases) throws Exception {
    ProcessBuilder process = ChildProcess.of(BrokenOff.class, what, folder.toString(), cases);
    Path log = folder.resolve(what + ".log");
    process.redirectErrorStream(true).redirectOutput(log.toFile());
    assertThat(process.start().waitFor()).as(() -> text(log)).isZero();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
