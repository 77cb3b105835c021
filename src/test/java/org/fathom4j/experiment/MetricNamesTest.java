package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A metric that no trial will have is a mistake of the file, told before anything is trained. */
final class MetricNamesTest {
  private static final String CLASSES =
      """
      name: x
      data: {name: street-numbers, train: 64, validation: 32, test: 32}
      network: [{dense: {units: "${u}"}}, output]
      sweep:
        space: {u: [2]}
        objective: validation/accuracy
      expect:
        - {claim: it holds, metric: test/accuracy, at-least: 0}
      """;

  private static final String NUMBERS =
      """
      name: x
      data: {name: csv, file: FILE, columns: {a: number, b: number}, label: b, validation: 4, test: 4}
      network: [{dense: {units: "${u}"}}, output]
      sweep:
        space: {u: [2]}
        objective: validation/rmse
      expect:
        - {claim: it holds, metric: test/mae, at-most: 9}
      """;

  @TempDir private Path folder;

  private List<String> mistakes(String yaml) throws IOException {
    StringBuilder rows = new StringBuilder("a,b\n");
    for (int i = 0; i < 20; i++) {
      rows.append(i).append(',').append(2 * i).append('\n');
    }
    Path table = Files.writeString(folder.resolve("t.csv"), rows);
    ExperimentFile file =
        ExperimentFile.parse(
            yaml.replace("FILE", table.toString()), Path.of("x.yaml"), Optional.empty(), List.of());
    try {
      Preparation.of(file, DataPlaces.of(java.util.Map.of(), folder, true));
      return List.of();
    } catch (InvalidSpecException mistakes) {
      return mistakes.problems().stream().map(Problem::toString).toList();
    }
  }

  @Test
  void whatTrialsWillHaveIsAccepted() throws IOException {
    assertThat(mistakes(CLASSES)).isEmpty();
    assertThat(mistakes(NUMBERS)).isEmpty();
    assertThat(mistakes(CLASSES.replace("test/accuracy", "best/epoch"))).isEmpty();
    assertThat(
            mistakes(
                CLASSES.replace(
                    "objective: validation/accuracy",
                    "objective: {metric: learning-rate, direction: minimize}")))
        .isEmpty();
  }

  @Test
  void aMisspeltExpectationIsToldWithTheNearest() throws IOException {
    assertThat(mistakes(CLASSES.replace("test/accuracy", "test/acuracy")))
        .containsExactly(
            "x.yaml:8: expect[0].metric: is no metric of these trials, got 'test/acuracy'; did you"
                + " mean 'test/accuracy'?");
  }

  @Test
  void aMetricOfEpochsIsNoResultOfATrial() throws IOException {
    assertThat(mistakes(CLASSES.replace("test/accuracy", "validation/accuracy")))
        .containsExactly(
            "x.yaml:8: expect[0].metric: is no metric of these trials, got 'validation/accuracy';"
                + " did you mean 'test/accuracy'?");
  }

  @Test
  void accuracyOfNumbersIsRefusedAsObjectiveAndExpectation() throws IOException {
    String yaml = NUMBERS.replace("rmse", "accuracy").replace("test/mae", "test/auc");
    assertThat(mistakes(yaml))
        .containsExactly(
            "x.yaml:6: sweep.objective: 'validation/accuracy' is not measured where numbers are"
                + " predicted; did you mean 'validation/rmse'?",
            "x.yaml:8: expect[0].metric: 'test/auc' is not measured where numbers are predicted;"
                + " did you mean 'test/rmse'?");
  }

  @Test
  void whatIsMeasuredOfProbabilities_isRefusedWhereTheOutputGivesNone() throws IOException {
    String logLoss = CLASSES.replace("validation/accuracy", "validation/log-loss");
    assertThat(mistakes(logLoss)).isEmpty();
    String squares = CLASSES.replace("output]", "{output: {loss: mse}}]");
    assertThat(mistakes(squares)).isEmpty();
    assertThat(mistakes(squares.replace("validation/accuracy", "validation/brier")))
        .singleElement()
        .asString()
        .startsWith(
            "x.yaml:6: sweep.objective: 'validation/brier' is measured of probabilities, and an"
                + " output of these trials gives none")
        .endsWith("did you mean 'validation/accuracy'?");
    assertThat(mistakes(squares.replace("test/accuracy", "test/log-loss")))
        .singleElement()
        .asString()
        .startsWith("x.yaml:8: expect[0].metric: 'test/log-loss' is measured of probabilities");
  }

  @Test
  void theReportHasNoMetricOfItsOwn() throws IOException {
    assertThat(mistakes(CLASSES + "report: {metric: test/loss}\n"))
        .singleElement()
        .asString()
        .startsWith("x.yaml:9: report.metric: is no key of report")
        .contains("sweep.objective");
  }

  @Test
  void anObjectiveInFullIsCheckedToo() throws IOException {
    assertThat(
            mistakes(
                CLASSES.replace(
                    "objective: validation/accuracy",
                    "objective: {metric: validation/f1, direction: maximize}")))
        .singleElement()
        .asString()
        .startsWith("x.yaml:6: sweep.objective.metric: is no metric of these trials")
        .contains("validation/macro-f1");
  }
}
