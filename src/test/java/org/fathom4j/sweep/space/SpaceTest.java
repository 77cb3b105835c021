package org.fathom4j.sweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.sampler.Draws;
import org.junit.jupiter.api.Test;

final class SpaceTest {
  private static final List<Axis> AXES =
      List.of(
          Axis.ints(-3, 12),
          new Axis.Ints(4, 33, 4, false, 0),
          Axis.logInts(1, 600),
          Axis.reals(-1, 2),
          Axis.logReals(1e-5, 10),
          new Axis.Reals(0, 0.75, 0.1, false, 0),
          Axis.choice("a", 2, true),
          Axis.ordered(16, 64, 256),
          Axis.fixed(7));

  @Test
  void everyValueIsFoundAgainAtItsPlace() {
    Draws draws = Draws.of(1, 1);
    for (Axis axis : AXES) {
      for (int k = 0; k < 200; k++) {
        Object value = axis.value(axis.scale().at(draws.nextDouble()));
        double number = axis.number(value).orElseThrow();
        assertThat(axis.value(number)).isEqualTo(value);
        Object again = axis.value(axis.scale().at(axis.scale().share(number)));
        assertThat(axis.number(again).orElseThrow())
            .as("%s of %s", value, axis)
            .isCloseTo(number, within(1e-9));
      }
    }
  }

  @Test
  void bothEndsAreReachedAndNothingBeyond() {
    for (Axis axis : AXES) {
      assertThat(axis.number(axis.value(axis.scale().at(0)))).hasValue(axis.scale().low());
      assertThat(axis.number(axis.value(axis.scale().at(1))).orElseThrow())
          .isCloseTo(axis.scale().high(), within(1e-9));
    }
    assertThat(new Axis.Ints(4, 33, 4, false, 0).all()).endsWith(32).hasSize(8);
    assertThat(new Axis.Reals(0, 0.75, 0.1, false, 0).all())
        .containsExactly(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
  }

  @Test
  void wholeNumbersAreEquallyLikely() {
    Axis axis = Axis.ints(1, 4);
    double[] counts = new double[4];
    for (int k = 0; k < 4000; k++) {
      counts[(Integer) axis.value(axis.scale().at((k + 0.5) / 4000)) - 1]++;
    }
    assertThat(counts).containsExactly(new double[] {1000, 1000, 1000, 1000}, within(1.0));
  }

  @Test
  void aGridTakesEvenlySpacedPointsOrAll() {
    assertThat(new Axis.Reals(1e-3, 1e-1, 0, true, 3).grid())
        .satisfies(
            grid -> {
              double[] numbers =
                  grid.stream().flatMapToDouble(v -> DoubleStream.of((Double) v)).toArray();
              assertThat(numbers).containsExactly(new double[] {1e-3, 1e-2, 1e-1}, within(1e-12));
            });
    assertThat(new Axis.Ints(8, 128, 1, true, 5).grid()).containsExactly(8, 16, 32, 64, 128);
    assertThat(Axis.ints(1, 3).grid()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> Axis.reals(0, 1).grid()).isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void pointsAreEveryCombinationOnceTheLastFastestWithoutAbsentParameters() {
    Space space =
        Space.empty()
            .with("optimizer", Axis.choice("adam", "sgd"))
            .with("momentum", Axis.ordered(0.5, 0.9), Condition.when("optimizer", "sgd"))
            .with("depth", Axis.ints(1, 2));
    List<String> points = new ArrayList<>();
    space.points(Axis::all).forEachRemaining(point -> points.add(point.toString()));
    assertThat(points)
        .containsExactly(
            "optimizer=adam depth=1",
            "optimizer=adam depth=2",
            "optimizer=sgd momentum=0.5 depth=1",
            "optimizer=sgd momentum=0.5 depth=2",
            "optimizer=sgd momentum=0.9 depth=1",
            "optimizer=sgd momentum=0.9 depth=2");
  }

  @Test
  void aConditionOnAnAbsentParameterDoesNotHold() {
    Space space =
        Space.empty()
            .with("a", Axis.bool())
            .with("b", Axis.bool(), Condition.when("a", true))
            .with("c", Axis.bool(), Condition.when("b", false));
    List<Point> points = new ArrayList<>();
    space.points(Axis::all).forEachRemaining(points::add);
    assertThat(points).hasSize(4).doesNotHaveDuplicates();
    assertThat(points).allMatch(space::admits);
    assertThat(space.admits(Point.empty().with("a", false).with("b", true))).isFalse();
    assertThat(space.admits(Point.empty().with("a", true))).as("b is missing").isFalse();
  }

  @Test
  void firstPointsAreTakenInTheSpacesOwnOrderAndNumbers() {
    Space space = Space.empty().with("depth", Axis.ints(1, 4)).with("rate", Axis.reals(0, 1));
    Point given = Point.empty().with("rate", 1).with("depth", 2.0);
    assertThat(space.first(given).first())
        .containsExactly(Point.empty().with("depth", 2).with("rate", 1.0));
    assertThatThrownBy(() -> space.first(given.with("depth", 5)))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("not in the space: rate=1 depth=5");
    assertThatThrownBy(
            () -> space.where("depth < 2", p -> (Integer) p.get("depth") < 2).first(given))
        .hasMessageContaining("breaks the rule depth < 2");
  }

  @Test
  void mistakesAreNamed() {
    Space space = Space.empty().with("depth", Axis.ints(1, 4));
    assertThatThrownBy(() -> space.with("depth", Axis.bool())).hasMessageContaining("twice");
    assertThatThrownBy(() -> space.with("x", Axis.bool(), Condition.when("width", 1)))
        .hasMessageContaining("names 'width', which does not come before it");
    assertThatThrownBy(() -> Axis.ints(4, 1)).hasMessageContaining("got 4.0 to 1.0");
    assertThatThrownBy(() -> Axis.logReals(0, 1)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> Axis.choice(1, 1)).hasMessageContaining("each once");
  }

  @Test
  void pointsAreEqualByTheirValuesWhateverTheOrder() {
    Point point = Point.empty().with("a", 1).with("b", 2);
    assertThat(Point.empty().with("b", 2).with("a", 1)).isEqualTo(point).hasSameHashCodeAs(point);
    assertThat(point.with("b", 3)).isNotEqualTo(point);
  }
}
