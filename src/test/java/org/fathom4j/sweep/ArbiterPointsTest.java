package org.fathom4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.SpaceSpec;
import org.fathom4j.config.SweepSpec;
import org.fathom4j.config.SweepSpec.Generator;
import org.fathom4j.sweep.arbiter.ArbiterPoints;
import org.junit.jupiter.api.Test;

final class ArbiterPointsTest {
  private static SweepSpec sweep(Generator generator, int trials, Map<String, SpaceSpec> space) {
    return new SweepSpec(
        generator,
        trials,
        7,
        space,
        List.of(1L, 2L),
        "validation/accuracy",
        true,
        Optional.empty());
  }

  private static Map<String, SpaceSpec> space(Object... namesAndSpaces) {
    Map<String, SpaceSpec> space = new LinkedHashMap<>();
    for (int i = 0; i < namesAndSpaces.length; i += 2) {
      space.put((String) namesAndSpaces[i], (SpaceSpec) namesAndSpaces[i + 1]);
    }
    return space;
  }

  @Test
  void grid_isEveryCombination_lastParameterFastest() {
    SweepSpec spec =
        sweep(
            Generator.GRID,
            0,
            space(
                "depth", new SpaceSpec.Values(List.of(2, 3)),
                "width", new SpaceSpec.Values(List.of(8, 16, 32))));
    assertThat(ArbiterPoints.of(spec))
        .extracting(point -> point.get("depth") + "/" + point.get("width"))
        .containsExactly("2/8", "2/16", "2/32", "3/8", "3/16", "3/32");
  }

  @Test
  void grid_withOneValuedAxes_ends() {
    SweepSpec spec =
        sweep(
            Generator.GRID,
            0,
            space(
                "depth", new SpaceSpec.Values(List.of(4)),
                "width", new SpaceSpec.Integers(3, 3, false, 0),
                "rate", new SpaceSpec.Values(List.of(0.1, 0.2))));
    assertThat(ArbiterPoints.of(spec))
        .containsExactly(
            Map.of("depth", 4, "width", 3, "rate", 0.1),
            Map.of("depth", 4, "width", 3, "rate", 0.2));
  }

  @Test
  void grid_ofOnlyFixedValues_isOnePoint() {
    SweepSpec spec = sweep(Generator.GRID, 0, space("depth", new SpaceSpec.Values(List.of(4))));
    assertThat(ArbiterPoints.of(spec)).containsExactly(Map.of("depth", 4));
  }

  @Test
  void grid_cutsRangesEvenly_inLogWhereAsked() {
    SweepSpec spec =
        sweep(
            Generator.GRID,
            0,
            space(
                "width", new SpaceSpec.Integers(8, 128, true, 5),
                "rate", new SpaceSpec.Reals(0.0, 1.0, false, 3)));
    assertThat(ArbiterPoints.of(spec))
        .extracting(point -> point.get("width"))
        .containsExactly(8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64, 128, 128, 128);
    assertThat(ArbiterPoints.of(spec))
        .extracting(point -> point.get("rate"))
        .contains(0.0, 0.5, 1.0);
  }

  @Test
  void random_drawsWithinRange_withoutRepeats_andEqualForEqualSeeds() {
    SweepSpec spec =
        sweep(
            Generator.RANDOM,
            20,
            space(
                "depth", new SpaceSpec.Integers(2, 12, false, 0),
                "rate", new SpaceSpec.Reals(1e-4, 1e-1, true, 0)));
    List<Map<String, Object>> points = ArbiterPoints.of(spec);
    assertThat(points).hasSize(20).doesNotHaveDuplicates().isEqualTo(ArbiterPoints.of(spec));
    assertThat(points)
        .allSatisfy(
            point -> {
              assertThat((Integer) point.get("depth")).isBetween(2, 12);
              assertThat((Double) point.get("rate")).isBetween(1e-4, 1e-1);
            });
    assertThat(points)
        .filteredOn(point -> point.get("rate") instanceof Double rate && rate < 3.2e-3)
        .hasSizeBetween(4, 16);
  }

  @Test
  void random_ofAHugeRange_listsNoneOfIt() {
    SweepSpec spec =
        sweep(
            Generator.RANDOM,
            40,
            space(
                "any", new SpaceSpec.Integers(Integer.MIN_VALUE, Integer.MAX_VALUE, false, 0),
                "log", new SpaceSpec.Integers(1, 1_000_000_000, true, 0)));
    List<Map<String, Object>> points = ArbiterPoints.of(spec);
    assertThat(points)
        .hasSize(40)
        .allSatisfy(p -> assertThat(p.get("log")).isInstanceOf(Integer.class));
    assertThat(points)
        .filteredOn(p -> p.get("log") instanceof Integer n && n < 31_623)
        .hasSizeBetween(8, 32);
    assertThat(points)
        .filteredOn(p -> p.get("any") instanceof Integer n && n < 0)
        .hasSizeBetween(8, 32);
  }

  @Test
  void random_ofAnExhaustedSpace_endsWithWhatThereIs() {
    SweepSpec spec =
        sweep(Generator.RANDOM, 50, space("depth", new SpaceSpec.Values(List.of(2, 3, 4))));
    assertThat(ArbiterPoints.of(spec)).hasSize(3);
  }

  @Test
  void plan_pairsSeedsAcrossPoints_andTriesEveryPointBeforeTheNextSeed() {
    SweepSpec spec = sweep(Generator.GRID, 0, space("depth", new SpaceSpec.Values(List.of(2, 3))));
    assertThat(SweepPlan.of(spec, 0, point -> point))
        .extracting(t -> t.number() + ":" + t.parameters().get("depth") + "/" + t.seed())
        .containsExactly("1:2/1", "2:3/1", "3:2/2", "4:3/2");
  }

  @Test
  void plan_triesEveryPointOnAFoldBeforeTheNext_andEveryFoldBeforeTheNextSeed() {
    SweepSpec spec = sweep(Generator.GRID, 0, space("depth", new SpaceSpec.Values(List.of(2, 3))));
    assertThat(SweepPlan.of(spec, 2, point -> point))
        .extracting(t -> t.number() + ":" + t.parameters() + "/" + t.seed() + "/" + t.fold())
        .containsExactly(
            "1:{depth=2}/1/1",
            "2:{depth=3}/1/1",
            "3:{depth=2}/1/2",
            "4:{depth=3}/1/2",
            "5:{depth=2}/2/1",
            "6:{depth=3}/2/1",
            "7:{depth=2}/2/2",
            "8:{depth=3}/2/2");
  }
}
