package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fathom4j.compiled.KernelLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code diff} and {@code rerun} on real runs of a small study, trained on one thread. */
final class DiffCommandTest {
  private static final String STUDY =
      """
      name: two-squares
      data: { name: csv, file: squares.csv, label: inside, columns: { a: number, b: number, inside: ["no", "yes"] }, validation: 40, test: 40 }
      network:
        - dense: { units: "${width}" }
        - output
      training: { epochs: 3, batch: 20 }
      sweep:
        space: { width: [2, 6] }
        seeds: 2
      report: { axis: width }
      """;

  @TempDir Path folder;

  @Test
  void aRerunIsIdentical_oneArmToo_andAPlantedLossIsFound() throws IOException {
    Path file = study();
    Path first = run(file, "first");
    Cli.Outcome rerun = Cli.run("rerun", first.toString(), "--out", path("again"));
    assertThat(rerun.code()).as(rerun.err() + rerun.out()).isZero();
    assertThat(rerun.lastLine()).contains("identical");

    Cli.Outcome arm =
        Cli.run(
            "rerun",
            first.resolve("report").toString(),
            "--arm",
            "width=6",
            "--out",
            path("one-arm"));
    assertThat(arm.code()).as(arm.err() + arm.out()).isZero();
    assertThat(arm.lastLine()).contains("identical");
    assertThat(arm.out()).contains("width 6").doesNotContain("width 2", "was trained with");

    Path again = folder.resolve("again");
    Cli.Outcome same = Cli.run("diff", page(first).toString(), again.toString(), "--json");
    assertThat(same.code()).as(same.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(same.lastLine());
    assertThat(json.at("/arms")).hasSize(2);
    assertThat(json.at("/arms/0/verdict").asText()).isEqualTo("identical");

    Path both = folder.resolve("both");
    Cli.Outcome page =
        Cli.run("report", first.toString(), again.toString(), "--out", both.toString());
    assertThat(page.code()).as(page.err()).isZero();
    assertThat(Files.readString(both.resolve("results.csv")).lines())
        .hasSize(9)
        .anyMatch(line -> line.startsWith("1,COMPLETE,1,first,2"))
        .anyMatch(line -> line.startsWith("5,COMPLETE,1,again,2"));

    Path record = again.resolve("sweep.json");
    Files.writeString(record, Files.readString(record).replace("\"oneDNN ", "\"abacus "));
    assertThat(Cli.run("diff", first.toString(), again.toString()).out())
        .containsPattern("A was trained with .*oneDNN .*, B with .*abacus ");

    plant(again, 2, 0.3);
    plant(again, 4, 0.3);
    Cli.Outcome fallen = Cli.run("diff", first.toString(), again.toString(), "--json");
    assertThat(fallen.code()).as(fallen.out()).isEqualTo(ExitCode.FAILED);
    assertThat(fallen.out()).contains("Worse: width 6");
    assertThat(new ObjectMapper().readTree(fallen.lastLine()).at("/worse").asInt()).isEqualTo(1);
  }

  @Test
  void aRerunByOtherKernelsSaysSo() throws IOException {
    Path first = run(study(), "first");
    String before = System.setProperty(KernelLibrary.PROPERTY, "interpreter");
    try {
      Cli.Outcome rerun = Cli.run("rerun", first.toString(), "--out", path("again"));
      assertThat(rerun.out())
          .containsPattern("A was trained with .*oneDNN .*, B with java .interpreter");
    } finally {
      if (before == null) {
        System.clearProperty(KernelLibrary.PROPERTY);
      } else {
        System.setProperty(KernelLibrary.PROPERTY, before);
      }
    }
  }

  @Test
  void anArmThatIsNotThere_isRefused_withTheNearestName() throws IOException {
    Path first = run(study(), "first");
    Cli.Outcome outcome = Cli.run("rerun", first.toString(), "--arm", "widht=6");
    assertThat(outcome.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(outcome.err()).contains("widht").contains("width");
    assertThat(Cli.run("rerun", first.toString(), "--arm", "width=7").err())
        .contains("no trial of")
        .contains("width 7");
    Cli.Outcome idle = Cli.run("rerun", first.toString(), "--workers", "0");
    assertThat(idle.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(idle.err()).contains("--workers must be at least 1");
    assertThat(Cli.run("diff", first.toString(), path("nothing")).code())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  /** A page with figures, and its run without the networks in a folder beside them. */
  private Path page(Path run) throws IOException {
    Path page = folder.resolve("page");
    Files.createDirectories(page.resolve("run"));
    Files.writeString(page.resolve("README.md"), "What was found.");
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.jsonl?")).toList()) {
        Path copy = page.resolve("run").resolve(run.relativize(file));
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy);
      }
    }
    return page;
  }

  private Path run(Path file, String name) {
    Cli.Outcome outcome = Cli.run("run", file.toString(), "--out", path(name));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return folder.resolve(name);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** A table whose rule a network learns in part. */
  private Path study() throws IOException {
    StringBuilder table = new StringBuilder("a,b,inside\n");
    for (int i = 0; i < 240; i++) {
      double a = i * 0.618 % 1;
      double b = i * 0.414 % 1;
      table.append(a).append(',').append(b).append(',').append(a > b ? "yes" : "no").append('\n');
    }
    Files.writeString(folder.resolve("squares.csv"), table);
    return Files.writeString(folder.resolve("study.yaml"), STUDY);
  }

  /** Takes that much from a stored trial's test accuracy. */
  private static void plant(Path run, int trial, double loss) throws IOException {
    Path file = run.resolve("trials/000" + trial + "/result.json");
    ObjectNode result = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    ObjectNode results = (ObjectNode) result.get("results");
    results.put("test/accuracy", results.get("test/accuracy").asDouble() - loss);
    Files.writeString(file, result.toString());
  }
}
