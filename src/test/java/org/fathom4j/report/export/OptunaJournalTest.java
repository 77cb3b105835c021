package org.fathom4j.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fathom4j.bench.Python;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.SweepSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OptunaJournalTest {
  private static final SweepRecord SWEEP = SweepSamples.troubled(SweepSamples.search(20));

  private static final String OPTUNA =
      """
      import sys, optuna
      from optuna.storages.journal import JournalFileBackend
      storage = optuna.storages.JournalStorage(JournalFileBackend(sys.argv[1]))
      study = optuna.load_study(study_name=None, storage=storage)
      best = study.best_trial
      print(len(study.trials), study.direction.name, best.value, best.user_attrs["trial"])
      print(best.params["activation"], best.params["width"], len(best.intermediate_values))
      optuna.importance.get_param_importances(study)
      """;

  @TempDir Path folder;

  @Test
  void everyTrialThatEndedHasItsLine_withWhatItReached() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : OptunaJournal.of(SWEEP).lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines.get(0).at("/study_name").asText()).isEqualTo(SWEEP.id());
    assertThat(lines.get(0).at("/directions/0").asInt()).isEqualTo(2);
    assertThat(lines.get(1).at("/user_attr/question").asText()).isEqualTo(SWEEP.question());
    List<JsonNode> trials = lines.subList(2, lines.size());
    assertThat(trials)
        .hasSize((int) SWEEP.trials().stream().filter(trial -> trial.state().ended()).count());
    assertThat(trials)
        .filteredOn(trial -> trial.at("/user_attrs/state").asText().equals("FAILED"))
        .isNotEmpty()
        .allSatisfy(trial -> assertThat(trial.at("/state").asInt()).isEqualTo(3))
        .allSatisfy(trial -> assertThat(trial.at("/value").isNull()).isTrue())
        .allSatisfy(trial -> assertThat(trial.at("/user_attrs/cause").asText()).isNotEmpty());
    assertThat(trials.get(0).at("/distributions/activation").asText())
        .startsWith("{\"name\":\"CategoricalDistribution\"");
  }

  @Test
  void optunaOpensIt() throws Exception {
    assumeTrue(Python.has("optuna"), "needs a Python with optuna");
    Path journal = Files.writeString(folder.resolve("journal.log"), OptunaJournal.of(SWEEP));
    Process optuna =
        new ProcessBuilder(Python.name(), "-W", "ignore", "-c", OPTUNA, journal.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(optuna.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(optuna.waitFor()).isZero();
    List<String> words = List.of(said.split("\\s+"));
    double best =
        SWEEP.trials().stream()
            .filter(trial -> trial.state() == TrialState.COMPLETE)
            .flatMap(trial -> trial.epochs().stream())
            .mapToDouble(epoch -> epoch.metrics().getOrDefault(SWEEP.objective(), 0.0))
            .max()
            .orElseThrow();
    assertThat(words.get(1)).isEqualTo("MAXIMIZE");
    assertThat(Double.parseDouble(words.get(2))).isCloseTo(best, within(1e-12));
    assertThat(words.get(4)).isIn("relu", "prelu", "maxout");
  }
}
