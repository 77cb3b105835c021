package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.fathom4j.bench.tables.TableResult;
import org.junit.jupiter.api.Test;

final class TablesOutputTest {
  private final StringWriter text = new StringWriter();
  private final List<TableResult> results =
      List.of(result("one", 0.2, 0.1), result("two", 0.4, 0.5), result("three", 0.6, 0.3));

  @Test
  void jsonHasEveryTableTheMeansAndNullForOptunaWhereItTookNoPart() throws JsonProcessingException {
    TablesOutput output = output(List.of("random", "tpe"));
    JsonNode json = new ObjectMapper().readTree(output.json(results, 100, 2));
    assertThat(json.path("tables").path(1).path("table").asText()).isEqualTo("two");
    JsonNode regret = json.path("tables").path(1).path("regret");
    assertThat(regret.path("random").asDouble()).isEqualTo(0.4);
    assertThat(regret.path("tpe").asDouble()).isEqualTo(0.5);
    assertThat(regret.path("optuna").isNull()).isTrue();
    assertThat(json.path("mean").path("tpe").asDouble()).isEqualTo(0.3);
    assertThat(json.path("mean").path("optuna").isNull()).isTrue();
  }

  @Test
  void theTableEndsWithTheDifferenceAndTheTablesWon() {
    TablesOutput output = output(List.of("random", "tpe", "optuna"));
    output.head();
    results.forEach(output::row);
    output.foot(results);
    assertThat(text.toString().lines().toList())
        .contains("two                                   0.4000    0.5000         -")
        .contains("mean                                  0.4000    0.3000         -")
        .contains("tpe less random: -0.1000 (95%: -0.1000 to -0.1000); ahead on 2 of 3 tables")
        .noneMatch(line -> line.startsWith("tpe less optuna"));
  }

  private TablesOutput output(List<String> samplers) {
    return new TablesOutput(samplers, new PrintWriter(text, true));
  }

  private static TableResult result(String table, double random, double tpe) {
    return new TableResult(
        table, Map.of("random", List.of(random, random), "tpe", List.of(tpe, tpe)));
  }
}
