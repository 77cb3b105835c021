package org.fathom4j.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.training.Budget;
import org.junit.jupiter.api.Test;

final class TrialJobTest {
  private static final String EXPERIMENT =
      """
      name: job
      data: {name: street-numbers, train: 40, validation: 8, test: 8}
      network: [{dense: {units: "${width}"}}, output]
      training: {epochs: 2, batch: 16}
      sweep: {space: {width: [2, 3]}, objective: {metric: validation/loss, direction: minimize}}
      presets: {wide: {sweep.space.width: [9]}}
      """;

  private static final TrialJob JOB =
      job(Map.of("width", 3), 7, new Budget(2, 5), "name: \"é \\\" \uD83D\uDE00\"\n");

  private static TrialJob job(
      Map<String, Object> parameters, long seed, Budget budget, String experiment) {
    return new TrialJob(
        4, parameters, seed, 3, budget, experiment, ExperimentFile.hashOf(experiment));
  }

  @Test
  void everyJobComesBackFromItsJson_withTheTypesOfItsNumbers_andTheOrder() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      Map<String, Object> parameters = new LinkedHashMap<>();
      for (int k = random.nextInt(6); k >= 0; k--) {
        parameters.put("p" + random.nextInt(100), value(random));
      }
      int from = 1 + random.nextInt(9);
      TrialJob job =
          job(parameters, random.nextLong(), new Budget(from, from + random.nextInt(9)), "a: " + i);
      TrialJob read = TrialJob.fromJson(job.toJson());
      assertThat(read).isEqualTo(job);
      assertThat(read.parameters().keySet()).containsExactlyElementsOf(job.parameters().keySet());
      assertThat(job.toJson()).doesNotContain("\n");
    }
  }

  private static Object value(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextLong();
      case 2 -> (long) random.nextInt();
      case 3 -> new BigInteger(90, random);
      case 4 -> BigInteger.valueOf(random.nextInt());
      case 5 -> Double.longBitsToDouble(random.nextLong());
      case 6 -> (double) random.nextInt(5);
      case 7 -> random.nextBoolean();
      case 8 -> List.of(-0.0, Double.NaN, Double.NEGATIVE_INFINITY, 1e300).get(random.nextInt(4));
      default -> List.of("", "5", "true", "\"\\\n\u2028", "relu").get(random.nextInt(5));
    };
  }

  @Test
  void fieldsThatAreMissingOrUnknownAreRefused() {
    String json = JOB.toJson();
    for (String field : List.of("number", "parameters", "seed", "budget", "experiment", "hash")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TrialJob.fromJson(json.replace("\"" + field + "\":", "\"other\":")))
          .withMessageContaining("lacks the fields [" + field + "] and has [other]");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrialJob.fromJson(json.replace("\"to\":", "\"until\":")))
        .withMessageContaining("budget lacks the fields [to] and has [until]");
  }

  @Test
  void valuesOfTheWrongKindAreRefused() {
    String json = JOB.toJson();
    for (String wrong :
        List.of(
            json.replace("\"number\":4", "\"number\":4.5"),
            json.replace("\"number\":4", "\"number\":\"4\""),
            json.replace("\"number\":4", "\"number\":4,\"number\":5"),
            json.replace("\"seed\":7", "\"seed\":99999999999999999999"),
            json.replace("\"seed\":7", "\"seed\":null"),
            json.replace("\"width\":3", "\"width\":null"),
            json.replace("\"width\":3", "\"width\":[3]"),
            json.replace("\"width\":3", "\"width\":{\"float\":\"3\"}"),
            json.replace("\"from\":2", "\"from\":7"),
            json.replace("\\\" ", "\\\"x"),
            json.substring(1),
            json + "x",
            "")) {
      assertThat(wrong).isNotEqualTo(json);
      assertThatIllegalArgumentException().isThrownBy(() -> TrialJob.fromJson(wrong));
    }
  }

  @Test
  void aJobHoldsTheExperimentWithPresetAndOverrides_andIsBoundToIt() {
    ExperimentFile file =
        ExperimentFile.parse(
            EXPERIMENT, Path.of("x.yaml"), Optional.of("wide"), List.of("training.epochs=5"));
    TrialJob job =
        TrialJob.of(new PlannedTrial(1, Map.of("width", 9), 3, 0), new Budget(1, 5), file);
    PreparedTrial trial = binding().bind(TrialJob.fromJson(job.toJson()));
    assertThat(trial.planned()).isEqualTo(job.planned());
    assertThat(trial.training().epochs()).isEqualTo(5);
    assertThat(trial.choice().metric()).isEqualTo("validation/loss");
    assertThat(trial.choice().maximize()).isFalse();
    assertThat(trial.network().parameters()).isEqualTo(3072 * 9 + 9 + 9 * 10 + 10);
    assertThat(trial.steps()).isEqualTo(5 * 3);
  }

  @Test
  void whatThisMachineLacks_isTold_everyTime() {
    String text =
        EXPERIMENT.replace(
            "name: street-numbers",
            "name: csv, file: absent.csv, label: a, columns: {a: [x, y], b: number}");
    ExperimentFile file =
        ExperimentFile.parse(text, Path.of("x.yaml"), Optional.empty(), List.of());
    TrialJob job =
        TrialJob.of(new PlannedTrial(1, Map.of("width", 2), 3, 0), new Budget(1, 2), file);
    TrialBinding binding = binding();
    for (int i = 0; i < 2; i++) {
      org.assertj.core.api.Assertions.assertThatExceptionOfType(InvalidSpecException.class)
          .isThrownBy(() -> binding.bind(job))
          .withMessageContaining("absent.csv");
    }
  }

  private static TrialBinding binding() {
    return new TrialBinding(DataPlaces.of(Map.of(), Path.of("."), true));
  }
}
