package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.local.JournalEntry;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every pruner on the command line: networks that hardly learn beside others that do. */
final class PrunersCommandTest {
  private static final String FILE =
      """
      name: pruned
      question: Which rate learns?
      data: {name: street-numbers, train: 96, validation: 32, test: 16}
      network: [pooling: {window: 4}, dense: {units: 16}, output]
      training: {epochs: EPOCHS, batch: 16, optimizer: {adam: {rate: "${rate}"}}}
      sweep:
        space: {rate: RATES}
        seeds: SEEDS
        objective: train/loss
        pruner: PRUNER
        parallel: 1
      """;

  @TempDir Path folder;

  private Path file(String rates, String epochs, String seeds, String pruner) throws IOException {
    String text =
        FILE.replace("RATES", rates)
            .replace("EPOCHS", epochs)
            .replace("SEEDS", seeds)
            .replace("PRUNER", pruner);
    return Files.writeString(folder.resolve("pruned.yaml"), text);
  }

  private Path out() {
    return folder.resolve("out");
  }

  private JsonNode run(Path file, String... more) throws IOException {
    List<String> words = new java.util.ArrayList<>(List.of("run", file.toString(), "--json"));
    words.addAll(List.of("--out", out().toString()));
    words.addAll(List.of(more));
    Cli.Outcome outcome = Cli.run(words.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.lastLine());
  }

  private List<TrialRecord> trials() {
    return LocalStore.read(out()).trials();
  }

  private List<JournalEntry> dropped() {
    return LocalStore.journal(out()).stream()
        .filter(entry -> entry.event() == JournalEntry.Event.DROPPED)
        .toList();
  }

  @Test
  void wilcoxon_trainsNoFurtherSeedsOfTheWorseNetwork_alsoWhenResumed() throws IOException {
    Path file = file("[0.01, 1e-9]", "4", "6", "wilcoxon");
    JsonNode json = run(file);
    assertThat(json.at("/trials/pruned").asInt()).isEqualTo(2);
    assertThat(json.at("/trials/complete").asInt()).isEqualTo(10);
    List<TrialRecord> whole = trials();
    assertThat(whole)
        .filteredOn(trial -> trial.state() == TrialState.PRUNED)
        .allSatisfy(trial -> assertThat(trial.epochs()).isEmpty())
        .allSatisfy(
            trial ->
                assertThat(trial.cause()).contains("worse than rate 0.01 over 4 seeds, p = 0.06"))
        .extracting(TrialRecord::number)
        .containsExactly(10, 12);
    assertThat(dropped()).extracting(JournalEntry::trial).containsExactly(10, 12);
    assertThat(Path.of(json.at("/report").asText())).content().contains("over 4 seeds");
    Files.delete(out().resolve("trials/0011/result.json"));
    Files.delete(out().resolve("trials/0012/result.json"));
    assertThat(run(file, "--resume").at("/trials/pruned").asInt()).isEqualTo(2);
    assertThat(trials()).extracting(TrialRecord::state).isEqualTo(states(whole));
    assertThat(dropped()).extracting(JournalEntry::trial).containsExactly(10, 12, 12);
    Path optuna = folder.resolve("optuna.log");
    assertThat(Cli.run("export", out().toString(), "--optuna", optuna.toString()).code()).isZero();
  }

  private static List<TrialState> states(List<TrialRecord> trials) {
    return trials.stream().map(TrialRecord::state).toList();
  }

  @Test
  void wilcoxon_withTooFewSeeds_isRefused() throws IOException {
    Path file = file("[0.01, 1e-9]", "1", "4", "{wilcoxon: {level: 0.1}}");
    Cli.Outcome refused = Cli.run("run", file.toString(), "--dry-run");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("pruned.yaml:10: sweep.pruner", "got 4 seeds");
  }

  @Test
  void median_stopsWhatIsWorseThanTheMedianOfTheComplete() throws IOException {
    JsonNode json = run(file("[0.01, 0.02, 1e-9]", "3", "1", "{median: {startup: 2, warmup: 1}}"));
    assertThat(json.at("/best/trial").asInt()).isLessThan(3);
    assertThat(states(trials()))
        .containsExactly(TrialState.COMPLETE, TrialState.COMPLETE, TrialState.PRUNED);
    assertThat(trials().get(2).epochs()).hasSize(2);
    assertThat(trials().get(2).cause()).contains("above the median", "of 2 trials");
  }

  @Test
  void halving_takesTheBestThirdOfAllFurther() throws IOException {
    run(file("[1e-9, 0.01, 1e-8, 0.02, 1e-7, 1e-6]", "3", "1", "halving"));
    assertThat(trials())
        .extracting(trial -> trial.epochs().size())
        .containsExactly(1, 3, 1, 3, 1, 1);
  }

  @Test
  void hyperband_takesTheBestOfEachBracketFurther() throws IOException {
    run(file("[1e-9, 0.01, 1e-8, 0.02, 1e-7]", "3", "1", "hyperband"));
    assertThat(trials()).extracting(trial -> trial.epochs().size()).containsExactly(1, 3, 1, 3, 3);
    assertThat(trials()).filteredOn(trial -> trial.state() == TrialState.PRUNED).hasSize(2);
  }
}
