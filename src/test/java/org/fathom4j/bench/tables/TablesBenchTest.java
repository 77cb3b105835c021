package org.fathom4j.bench.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fathom4j.bench.Python;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.sweep.registry.SamplerRegistry;
import org.fathom4j.sweep.sampler.SamplerType;
import org.fathom4j.sweep.space.Point;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a table of 20 x 3 x 10 configurations; the best is depth 5, unit b, width 7. */
final class TablesBenchTest {
  private static final String ABOUT =
      """
      {"table": "small", "metric": "val_loss", "parameters": [
        {"name": "depth", "ordered": true, "values": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]},
        {"name": "unit", "ordered": false, "values": ["a", "b", "c"]},
        {"name": "width", "ordered": true, "values": [1,2,4,8,16,32,64,128,256,512]}]}
      """;

  @TempDir private Path cache;
  private TableFolder folder;

  @BeforeEach
  void table() throws IOException {
    Path path = Files.createDirectory(cache.resolve("tables"));
    Files.writeString(path.resolve("small.json"), ABOUT);
    ByteBuffer losses = ByteBuffer.allocate(600 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int depth = 0; depth < 20; depth++) {
      for (int unit = 0; unit < 3; unit++) {
        for (int width = 0; width < 10; width++) {
          losses.putFloat(loss(depth, unit, width));
        }
      }
    }
    Files.write(path.resolve("small.f32"), losses.array());
    folder = TableFolder.in(cache, line -> {});
  }

  @Test
  void aPointsLossIsItsOwn() {
    assertThat(folder.names()).containsExactly("small");
    RecordedTable table = RecordedTable.read(folder.path(), "small");
    Point point = Point.empty().with("depth", 17).with("unit", 2).with("width", 3);
    assertThat(table.loss(point)).isEqualTo(loss(17, 2, 3));
    assertThat(table.space().cardinality()).isEqualTo(600);
  }

  @Test
  void regretIsNoughtAtTheBestAndOneAtTheMedian() {
    RecordedTable table = RecordedTable.read(folder.path(), "small");
    assertThat(table.regret(loss(5, 1, 7))).isZero();
    int better = 0;
    for (int k = 0; k < 600; k++) {
      better += table.regret(loss(k / 30, k / 10 % 3, k % 10)) < 1 ? 1 : 0;
    }
    assertThat(better).isBetween(290, 300);
  }

  @Test
  void aSamplerThatLearnsIsAheadAndEverySearchIsRepeatable() {
    List<TableResult> results = run(List.of("random", "tpe"), false);
    TableResult result = results.get(0);
    assertThat(result.regrets().get("tpe")).hasSize(6);
    assertThat(result.mean("tpe").orElseThrow()).isLessThan(result.mean("random").orElseThrow());
    assertThat(result.mean("optuna")).isEmpty();
    assertThat(run(List.of("random", "tpe"), false)).isEqualTo(results);
  }

  @Test
  void differencesArePairedBySeed() {
    TableResult one =
        new TableResult("one", Map.of("a", List.of(1.0, 5.0, 9.0), "b", List.of(0.5, 4.5, 8.5)));
    TableResult two =
        new TableResult("two", Map.of("a", List.of(0.0, 0.0, 0.0), "b", List.of(0.5, 0.5, 0.5)));
    Paired same = Paired.of(List.of(one), "a", "b");
    assertThat(same.mean()).isCloseTo(0.5, within(1e-12));
    assertThat(same.upper() - same.lower())
        .as("no spread between seeds")
        .isCloseTo(0, within(1e-12));
    assertThat(Paired.of(List.of(one, two), "a", "b").mean()).isCloseTo(0, within(1e-12));
  }

  @Test
  void aTableThatDoesNotFitItsSpaceIsRefused() throws IOException {
    Files.write(folder.path().resolve("small.f32"), new byte[40]);
    assertThatThrownBy(() -> RecordedTable.read(folder.path(), "small"))
        .isInstanceOf(ExperimentException.class)
        .hasMessageContaining("holds 10 numbers, its space 600");
  }

  @Test
  void optunaSearchesTheSameTable() {
    assumeTrue(Python.has("optuna"), "a Python with optuna");
    TableResult result = run(List.of("random"), true).get(0);
    assertThat(result.regrets().get("optuna")).hasSize(6).allMatch(regret -> regret >= 0);
    assertThat(result.mean("optuna").orElseThrow()).isLessThan(result.mean("random").orElseThrow());
  }

  private List<TableResult> run(List<String> names, boolean optuna) {
    SamplerRegistry registry = SamplerRegistry.load();
    List<SamplerType> samplers = names.stream().map(registry::named).toList();
    List<TableResult> results = new ArrayList<>();
    new TablesBench(folder, samplers, 40, 6).run(List.of("small"), optuna, results::add);
    return results;
  }

  private static float loss(int depth, int unit, int width) {
    return (float)
        (Math.abs(depth - 5) + 3 * Math.abs(width - 7) + (unit == 1 ? 0 : 4) + 0.001 * depth);
  }
}
