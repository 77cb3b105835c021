package org.fathom4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.SpaceSpec;
import org.fathom4j.config.SweepSpec;
import org.fathom4j.sweep.arbiter.ArbiterPoints;
import org.fathom4j.sweep.grid.Grid;
import org.fathom4j.sweep.sampler.Conversation;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Entry;
import org.fathom4j.sweep.space.Point;
import org.junit.jupiter.api.Test;

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

  @Test
  void theGridIsThatOfTheSweepTillNow() {
    Search search = new Search(SweepSpaces.of(spec(SPACE)), 1000, 1);
    Conversation conversation = new Conversation(search, new Grid(search));
    List<Map<String, Object>> points = new ArrayList<>();
    for (Optional<Point> point = conversation.ask();
        point.isPresent();
        point = conversation.ask()) {
      points.add(point.get().values());
    }
    assertThat(points).hasSize(162).isEqualTo(ArbiterPoints.of(spec(SPACE)));
  }

  @Test
  void listsOfRisingOrFallingNumbersAreOrderedAndOthersAreChoices() {
    assertThat(SweepSpaces.of(spec(SPACE)).entries())
        .filteredOn(entry -> entry.axis().ordered())
        .extracting(Entry::name)
        .containsExactly("depth", "width", "rate", "batch");
    Map<String, SpaceSpec> odd = Map.of("odd", new SpaceSpec.Values(List.of(1, 5, 2)));
    assertThat(SweepSpaces.of(spec(odd)).entries().get(0).axis().ordered()).isFalse();
  }

  private static SweepSpec spec(Map<String, SpaceSpec> space) {
    return new SweepSpec(
        SweepSpec.Generator.GRID,
        0,
        1,
        space,
        List.of(1L),
        "validation/loss",
        false,
        Optional.empty());
  }
}
