package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's best network is looked into once, and its report shows that ever after. */
final class InsideTest {
  private static final String DIGITS =
      """
      name: digits
      question: What does it look for?
      data: {name: street-numbers, scale: 32, train: 96, validation: 32, test: 48}
      network:
        - maxout-convolution: {channels: "${channels}", kernel: 3, pieces: 2}
        - pooling: {window: 4}
        - parametric-rectifier
        - output
      training: {epochs: 1}
      sweep: {space: {channels: [2]}, seeds: 2}
      """;

  @TempDir Path folder;

  @Test
  void theBestNetworkIsLookedInto_andShownWithoutItsData() throws IOException {
    Path file = folder.resolve("digits.yaml");
    Files.writeString(file, DIGITS);
    Path out = folder.resolve("out");
    Cli.Outcome run = Cli.run("run", file.toString(), "--out", out.toString(), "--json");
    assertThat(run.code()).as(run.out()).isZero();
    JsonNode best = new ObjectMapper().readTree(run.lastLine()).at("/best");
    Path trial = out.resolve("trials/000" + best.at("/trial").asInt());
    JsonNode inside = new ObjectMapper().readTree(trial.resolve("inside.json").toFile());

    int right = 0;
    int all = 0;
    for (JsonNode told : inside.at("/test/told")) {
      all += told.at("/examples").asInt();
      right += told.at("/truth").equals(told.at("/as")) ? told.at("/examples").asInt() : 0;
    }
    assertThat(all).isEqualTo(48);
    assertThat(right / 48.0).isEqualTo(best.at("/metrics/test~1accuracy").asDouble());
    assertThat(inside.at("/test/wrong").asInt()).isEqualTo(48 - right);
    assertThat(inside.at("/test/mistakes")).hasSize(48 - right);
    assertThat(inside.at("/mistakes")).hasSize(Math.min(24, 48 - right));
    assertThat(StreamSupport.stream(inside.at("/filters/shown").spliterator(), false))
        .extracting(filter -> filter.at("/name").asText())
        .containsExactlyInAnyOrder(
            "unit 1, piece 1", "unit 2, piece 1", "unit 1, piece 2", "unit 2, piece 2");
    assertThat(inside.at("/slopes/0/layer").asInt()).isEqualTo(3);
    assertThat(inside.at("/slopes/0/some")).hasSize(2);
    assertThat(inside.at("/shapes")).hasSize(2);

    try (var tested = Files.walk(out)) {
      assertThat(tested.filter(each -> each.endsWith("test.json"))).hasSize(2);
    }
    try (var looked = Files.walk(out)) {
      assertThat(looked.filter(each -> each.endsWith("inside.json"))).hasSize(1);
    }
    Path page = out.resolve("report/index.html");
    String before = Files.readString(page);
    assertThat(before).contains("What the first layer looks for", "class=\"tiles mistakes\"");
    Files.delete(page);
    assertThat(Cli.run("report", out.toString()).code()).isZero();
    assertThat(page).hasContent(before);
  }
}
