package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.experiment.Estimate;
import org.fathom4j.experiment.Pace;
import org.fathom4j.experiment.Workers;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole road on a small study: file, sweep, store, report, JSON. */
final class RunCommandTest {
  private static final String STUDY =
      """
      name: small-study
      question: Is a wider network better?
      data: {name: street-numbers, train: 96, validation: 32, test: 32}
      network:
        - convolution: {channels: "${width}", kernel: 3}
        - pooling: {window: 4}
        - dense: {units: 8, dropout: 0.2}
        - output
      training: {epochs: 2, batch: 40, optimizer: {nesterov: {rate: 0.01}}}
      sweep:
        space: {width: [2, 4]}
        seeds: 2
      report: {axis: width}
      """;

  @TempDir Path folder;

  private Path file() throws IOException {
    return Files.writeString(folder.resolve("study.yaml"), STUDY);
  }

  @Test
  void runsEveryTrial_stores_reports_endsWithJson() throws IOException {
    Path store = folder.resolve("out");
    Cli.Outcome outcome = Cli.run("run", file().toString(), "--out", store.toString(), "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(outcome.lastLine());
    assertThat(json.at("/experiment").asText()).isEqualTo("small-study");
    assertThat(json.at("/status").asText()).isEqualTo("complete");
    assertThat(json.at("/trials/total").asInt()).isEqualTo(4);
    assertThat(json.at("/trials/complete").asInt()).isEqualTo(4);
    assertThat(json.at("/best/metrics/test~1accuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(Path.of(json.at("/best/run").asText()).resolve("model.zip")).isRegularFile();
    assertThat(Path.of(json.at("/report").asText())).isRegularFile();
    SweepRecord record = LocalStore.read(store);
    assertThat(record.trials()).hasSize(4).allMatch(t -> t.state() == TrialState.COMPLETE);
    assertThat(record.trials()).allSatisfy(t -> assertThat(t.epochs()).hasSize(2));
  }

  @Test
  void sameSeeds_giveTheSameResults() throws IOException {
    Cli.run(
        "run", file().toString(), "--out", folder.resolve("a").toString(), "training.engine=dl4j");
    Cli.run(
        "run", file().toString(), "--out", folder.resolve("b").toString(), "training.engine=dl4j");
    SweepRecord a = LocalStore.read(folder.resolve("a"));
    SweepRecord b = LocalStore.read(folder.resolve("b"));
    for (int i = 0; i < a.trials().size(); i++) {
      assertThat(a.trials().get(i).results()).isEqualTo(b.trials().get(i).results());
    }
  }

  @Test
  void resume_trainsOnlyWhatIsNotFinished() throws IOException {
    Path store = folder.resolve("out");
    Cli.run("run", file().toString(), "--out", store.toString());
    SweepRecord first = LocalStore.read(store);
    // As a process killed in its third trial leaves it: no end of trials 3 and 4.
    Files.delete(store.resolve("trials/0003/result.json"));
    Files.delete(store.resolve("trials/0004/result.json"));
    Cli.Outcome outcome = Cli.run("run", file().toString(), "--out", store.toString(), "--resume");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    SweepRecord second = LocalStore.read(store);
    assertThat(second.trials()).extracting(t -> t.number()).containsExactly(1, 2, 3, 4);
    assertThat(second.trials()).allMatch(t -> t.state() == TrialState.COMPLETE);
    assertThat(second.trials().get(0)).isEqualTo(first.trials().get(0));
    assertThat(second.trials().get(2).seconds()).isNotEqualTo(first.trials().get(2).seconds());
  }

  @Test
  void resume_ofAnotherExperiment_isRefused() throws IOException {
    Path store = folder.resolve("out");
    Cli.run("run", file().toString(), "--out", store.toString());
    Cli.Outcome outcome =
        Cli.run(
            "run", file().toString(), "training.epochs=3", "--out", store.toString(), "--resume");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("different experiment");
  }

  @Test
  void resume_onAnotherInstructionSet_isRefusedUnlessAccepted_andThenSaid() throws IOException {
    Path store = folder.resolve("out");
    Cli.run("run", file().toString(), "--out", store.toString());
    String here = LocalStore.read(store).provenance().instructions();
    assertThat(here).isNotEmpty();
    Path stored = store.resolve("sweep.json");
    String elsewhere = '"' + here + '"';
    Files.writeString(stored, Files.readString(stored).replace(elsewhere, "\"sve_512\""));
    Files.delete(store.resolve("trials/0004/result.json"));
    Cli.Outcome refused = Cli.run("run", file().toString(), "--out", store.toString(), "--resume");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("sve_512 (oneDNN", here + " (oneDNN", "--accept-other-cpu");
    assertThat(store.resolve("trials/0004/result.json")).doesNotExist();
    Cli.Outcome accepted =
        Cli.run(
            "run",
            file().toString(),
            "--accept-other-cpu",
            "--out",
            store.toString(),
            "--resume",
            "--json");
    assertThat(accepted.code()).as(accepted.err()).isZero();
    SweepRecord mixed = LocalStore.read(store);
    assertThat(mixed.trials()).allMatch(t -> t.state() == TrialState.COMPLETE);
    assertThat(mixed.provenance().earlier()).singleElement().asString().startsWith("sve_512");
    JsonNode json = new ObjectMapper().readTree(accepted.lastLine());
    assertThat(Path.of(json.at("/report").asText()))
        .content()
        .contains("earlier trials, or parts of them, with sve_512");
    assertThat(Cli.run("run", file().toString(), "--out", store.toString(), "--resume").code())
        .isZero();
    assertThat(LocalStore.read(store).provenance().earlier()).hasSize(1);
  }

  @Test
  void aNetworkThatCannotBeWritten_endsTheSweepAndKeepsWhatIsFinished() throws IOException {
    Path store = folder.resolve("out");
    Files.createDirectories(store.resolve("trials/0003/model.zip/in-the-way"));
    Cli.Outcome outcome = Cli.run("run", file().toString(), "--out", store.toString());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("The network of trial 3 cannot be written to", "go on with --resume")
        .doesNotContain("UncheckedIOException");
    SweepRecord first = LocalStore.read(store);
    Cli.Outcome next = Cli.run("run", file().toString(), "--out", store.toString(), "--resume");
    assertThat(next.code()).as(next.err()).isZero();
    SweepRecord second = LocalStore.read(store);
    assertThat(second.trials()).hasSize(4).allMatch(t -> t.state() == TrialState.COMPLETE);
    // two trials may be under way side by side: what was finished by then is kept
    assertThat(first.trials()).anyMatch(t -> t.state() == TrialState.COMPLETE);
    assertThat(second.trials())
        .containsAll(
            first.trials().stream().filter(t -> t.state() == TrialState.COMPLETE).toList());
  }

  @Test
  void aRunIsNotWrittenOverAnother() throws IOException {
    Path store = folder.resolve("out");
    Cli.run("run", file().toString(), "--out", store.toString());
    Cli.Outcome outcome = Cli.run("run", file().toString(), "--out", store.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--resume");
  }

  @Test
  void divergence_endsTheTrial_notTheSweep() throws IOException {
    Path store = folder.resolve("out");
    Cli.Outcome outcome =
        Cli.run(
            "run",
            file().toString(),
            "training.optimizer.nesterov.rate=\"${if(width > 2, 1e30, 0.01)}\"",
            "--out",
            store.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(LocalStore.read(store).trials())
        .extracting(t -> t.state())
        .containsExactly(
            TrialState.COMPLETE, TrialState.DIVERGED, TrialState.COMPLETE, TrialState.DIVERGED);
  }

  @Test
  void aSweepOfWhichEveryTrialDiverged_failed() throws IOException {
    Path store = folder.resolve("out");
    Cli.Outcome outcome =
        Cli.run(
            "run",
            file().toString(),
            "training.optimizer.nesterov.rate=1e30",
            "--json",
            "--out",
            store.toString());
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.lastLine()).contains("\"status\":\"failed\"");
    assertThat(LocalStore.read(store).trials())
        .hasSize(4)
        .allMatch(t -> t.state() == TrialState.DIVERGED)
        .allSatisfy(t -> assertThat(t.cause()).contains("loss became"));
  }

  @Test
  void dryRun_showsEveryTrial_andTrainsNothing() throws IOException {
    Path store = folder.resolve("out");
    Cli.Outcome outcome =
        Cli.run("run", file().toString(), "--dry-run", "--json", "--out", store.toString());
    assertThat(outcome.code()).isZero();
    JsonNode json = new ObjectMapper().readTree(outcome.lastLine());
    assertThat(json.at("/trials")).hasSize(4);
    assertThat(json.at("/trials/0/layers/0/output").asText()).isEqualTo("32x32x2");
    assertThat(json.at("/trials/0/networkParameters").asLong()).isEqualTo(1178);
    assertThat(json.at("/trials/0/operationsAnExample").asLong()).isGreaterThan(100_000);
    assertThat(outcome.out())
        .contains("32x32x4", "nothing was trained", "2,258 parameters", " operations an example");
    assertThat(store).doesNotExist();
  }

  @Test
  void dryRun_onABusyMachine_saysSoAndGivesARange() throws IOException {
    ExperimentRun.Settings settings =
        new ExperimentRun.Settings(
            Workers.any(), false, false, Optional.empty(), Optional.empty(), true, Path::toString);
    ExperimentRun run =
        ExperimentRun.prepare(file(), Optional.empty(), java.util.List.of(), settings);
    StringWriter out = new StringWriter();
    Estimate busy = Estimate.of(run.sweep(), Workers.any()).at(new Pace(2, 9, 2));
    new DryRun(run.sweep()).print(new PrintWriter(out), true, busy);
    assertThat(out.toString()).contains("if it stays as busy as it is", "warning: this machine");
    JsonNode json = new ObjectMapper().readTree(out.toString().lines().reduce("", (a, b) -> b));
    assertThat(json.at("/machineBusy").asBoolean()).isTrue();
    assertThat(json.at("/estimatedSecondsWhileBusy").asDouble())
        .isGreaterThan(5 * json.at("/estimatedSeconds").asDouble());
  }

  @Test
  void reports_goWhereTheyAreTold() throws IOException {
    Path store = folder.resolve("out");
    Cli.run("run", file().toString(), "--out", store.toString());
    Path elsewhere = folder.resolve("elsewhere");
    Cli.Outcome outcome = Cli.run("report", store.toString(), "--out", elsewhere.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(elsewhere.resolve("index.html")).isRegularFile();
  }

  @Test
  void memoryThatRunsOut_isAnsweredWithTheWayToMore() {
    StringWriter err = new StringWriter();
    CommandLine line =
        new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addSubcommand("x", new CommandLine(new Hungry())));
    line.setErr(new PrintWriter(err, true));
    assertThat(Fathom.execute(line, "x")).isEqualTo(1);
    assertThat(err.toString()).contains("-Xmx").doesNotContain("\tat ");
  }

  @CommandLine.Command
  static final class Hungry implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }
}
