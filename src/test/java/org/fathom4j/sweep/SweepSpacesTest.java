package org.fathom4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.config.RuleSpec;
import org.fathom4j.config.SearchSpec;
import org.fathom4j.config.SearchSpec.Conditional;
import org.fathom4j.config.SpaceSpec;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.registry.SamplerRegistry;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Entry;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;
import org.junit.jupiter.api.Test;

/** A sweep section's points. What Arbiter's generators get wrong is among what is asked here. */
final class SweepSpacesTest {
  private static final Map<String, SpaceSpec> SPACE = new LinkedHashMap<>();

  static {
    SPACE.put("depth", new SpaceSpec.Integers(1, 3, false, 0));
    SPACE.put("unit", new SpaceSpec.Values(List.of("relu", "tanh")));
    SPACE.put("pooling", new SpaceSpec.Values(List.of(2)));
    SPACE.put("width", new SpaceSpec.Integers(8, 128, true, 3));
    SPACE.put("rate", new SpaceSpec.Reals(1e-3, 1e-1, true, 3));
    SPACE.put("batch", new SpaceSpec.Values(List.of(256, 128, 32)));
  }

  private static Map<String, SpaceSpec> space(Object... namesAndSpaces) {
    Map<String, SpaceSpec> space = new LinkedHashMap<>();
    for (int i = 0; i < namesAndSpaces.length; i += 2) {
      space.put((String) namesAndSpaces[i], (SpaceSpec) namesAndSpaces[i + 1]);
    }
    return space;
  }

  private static List<Map<String, Object>> points(String generator, int trials, SearchSpec spec) {
    Search search = new Search(SweepSpaces.of(spec), trials, spec.seed());
    return SweepPlan.points(search, SamplerRegistry.load().named(generator).create(search)).stream()
        .map(Point::values)
        .toList();
  }

  private static List<Map<String, Object>> grid(Map<String, SpaceSpec> space) {
    return points("grid", 10_000, SearchSpec.grid(space));
  }

  private static List<Map<String, Object>> random(int trials, Map<String, SpaceSpec> space) {
    return points("random", trials, SearchSpec.drawn("random", trials, 1, space));
  }

  @Test
  void aGridIsEveryCombination_theLastParameterFastest() {
    assertThat(
            grid(
                space(
                    "depth", new SpaceSpec.Values(List.of(2, 3)),
                    "width", new SpaceSpec.Values(List.of(8, 16, 32)))))
        .extracting(point -> point.get("depth") + "/" + point.get("width"))
        .containsExactly("2/8", "2/16", "2/32", "3/8", "3/16", "3/32");
    assertThat(grid(SPACE)).hasSize(162).doesNotHaveDuplicates();
  }

  @Test
  void aGridWithOneValuedAxesEnds_andOneOfOnlyFixedValuesIsOnePoint() {
    assertThat(
            grid(
                space(
                    "depth", new SpaceSpec.Values(List.of(4)),
                    "rate", new SpaceSpec.Values(List.of(0.1, 0.2)))))
        .containsExactly(Map.of("depth", 4, "rate", 0.1), Map.of("depth", 4, "rate", 0.2));
    assertThat(grid(space("depth", new SpaceSpec.Values(List.of(4)))))
        .containsExactly(Map.of("depth", 4));
    assertThat(grid(Map.of())).containsExactly(Map.of());
  }

  @Test
  void aGridCutsRangesEvenly_inLogarithmsWhereAsked() {
    List<Map<String, Object>> points =
        grid(
            space(
                "width", new SpaceSpec.Integers(8, 128, true, 5),
                "rate", new SpaceSpec.Reals(0.0, 1.0, false, 3)));
    assertThat(points)
        .extracting(point -> point.get("width"))
        .containsExactly(8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64, 128, 128, 128);
    assertThat(points).extracting(point -> point.get("rate")).contains(0.0, 0.5, 1.0);
  }

  @Test
  void randomSearchDrawsWithinRange_withoutRepeats_andEqualForEqualSeeds() {
    Map<String, SpaceSpec> space =
        space(
            "depth", new SpaceSpec.Integers(2, 12, false, 0),
            "rate", new SpaceSpec.Reals(1e-4, 1e-1, true, 0));
    List<Map<String, Object>> points = random(20, space);
    assertThat(points).hasSize(20).doesNotHaveDuplicates().isEqualTo(random(20, space));
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
  void randomSearchOfAHugeRangeListsNoneOfIt() {
    List<Map<String, Object>> points =
        random(
            40,
            space(
                "any", new SpaceSpec.Integers(Integer.MIN_VALUE, Integer.MAX_VALUE, false, 0),
                "log", new SpaceSpec.Integers(1, 1_000_000_000, true, 0)));
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
  void randomSearchOfAnExhaustedSpaceEndsWithWhatThereIs() {
    assertThat(random(50, space("depth", new SpaceSpec.Values(List.of(2, 3, 4))))).hasSize(3);
  }

  @Test
  void seedsArePairedOverPoints_andFoldsComeBeforeTheNextSeed() {
    List<Map<String, Object>> points = grid(space("depth", new SpaceSpec.Values(List.of(2, 3))));
    assertThat(SweepPlan.of(points, new Replicates(List.of(1L, 2L), 0), point -> point))
        .extracting(t -> t.number() + ":" + t.parameters().get("depth") + "/" + t.seed())
        .containsExactly("1:2/1", "2:3/1", "3:2/2", "4:3/2");
    assertThat(SweepPlan.of(points, new Replicates(List.of(1L, 2L), 2), point -> point))
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

  @Test
  void listsOfRisingOrFallingNumbersAreOrderedAndOthersAreChoices() {
    assertThat(SweepSpaces.of(SearchSpec.grid(SPACE)).entries())
        .filteredOn(entry -> entry.axis().ordered())
        .extracting(Entry::name)
        .containsExactly("depth", "width", "rate", "batch");
    Map<String, SpaceSpec> odd = Map.of("odd", new SpaceSpec.Values(List.of(1, 5, 2)));
    Space space = SweepSpaces.of(SearchSpec.grid(odd));
    assertThat(space.entries().get(0).axis().ordered()).isFalse();
  }

  @Test
  void conditionsRulesAndFirstPointsOfTheFileHold() {
    Map<String, SpaceSpec> axes =
        space(
            "depth", new SpaceSpec.Values(List.of(1, 2, 3)),
            "neck", new SpaceSpec.Values(List.of(4, 8)));
    Conditional deep = new Conditional(Map.of("depth", List.of(2, 3)), Optional.of(2));
    RuleSpec rule = new RuleSpec("depth * neck < 20", Set.of("depth", "neck"));
    SearchSpec spec =
        new SearchSpec(
            SearchSpec.GRID,
            0,
            1,
            axes,
            Map.of("neck", deep),
            List.of(),
            List.of(rule),
            List.of(Map.of("depth", 2, "neck", 8)));
    assertThat(points("grid", 100, spec))
        .containsExactly(
            Map.of("depth", 2, "neck", 8),
            Map.of("depth", 1),
            Map.of("depth", 2, "neck", 4),
            Map.of("depth", 3, "neck", 4));
    SearchSpec wrong =
        new SearchSpec(
            SearchSpec.GRID,
            0,
            1,
            axes,
            Map.of("neck", deep),
            List.of(),
            List.of(rule),
            List.of(Map.of("depth", 4)));
    assertThatThrownBy(() -> SweepSpaces.of(wrong))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("depth=4");
  }
}
