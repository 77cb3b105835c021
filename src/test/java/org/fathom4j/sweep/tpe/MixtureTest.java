package org.fathom4j.sweep.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.fathom4j.sweep.sampler.Draws;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Condition;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Scale;
import org.fathom4j.sweep.space.Space;
import org.junit.jupiter.api.Test;

/**
 * Kernels worked out by hand, and densities that Optuna 5.0.0's _ParzenEstimator gives for the same
 * observations.
 */
final class MixtureTest {
  private static final List<String> UNITS = List.of("relu", "tanh", "elu");
  private static final Space SPACE =
      Space.empty()
          .with("rate", Axis.logReals(1e-4, 1))
          .with("momentum", Axis.reals(0, 0.9))
          .with("drop", new Axis.Reals(0, 0.5, 0.1, false, 0))
          .with("depth", Axis.ints(1, 8))
          .with("width", Axis.logInts(8, 256))
          .with("unit", Axis.choice("relu", "tanh", "elu"));

  @Test
  void eachKernelIsAsWideAsItsLargerGap() {
    // K = 4 kernels: at least 10 / 5; the end kernels look inwards
    double[] deviations = NumericKernels.deviations(new double[] {4, 1, 9}, 0, 10, 4);
    assertThat(deviations).containsExactly(5, 3, 5);
    assertThat(NumericKernels.deviations(new double[] {5.5, 5, 5.2}, 0, 10, 4))
        .containsExactly(2, 2, 2);
  }

  @Test
  void theEndsAreNeighboursOfASingleObservation() {
    assertThat(NumericKernels.deviations(new double[] {2}, 0, 10, 2)).containsExactly(8);
    assertThat(NumericKernels.deviations(new double[] {}, 0, 10, 1)).isEmpty();
  }

  @Test
  void manyKernelsAreNeverNarrowerThanAHundredthOfTheRange() {
    double[] places = new double[500];
    assertThat(NumericKernels.deviations(places, 0, 10, 501)).containsOnly(0.1);
  }

  @Test
  void oldObservationsWeighLess() {
    assertThat(Mixture.weights(2)).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
    double[] weights = Mixture.weights(30);
    double full = weights[29];
    assertThat(
            new double[] {
              weights[0] / full, weights[1] / full, weights[4] / full, weights[30] / full
            })
        .containsExactly(new double[] {1 / 30.0, 0.275, 1, 1}, within(1e-12));
    assertThat(Mixture.weights(26)[0] / Mixture.weights(26)[1]).isCloseTo(1 / 26.0, within(1e-12));
  }

  @Test
  void anObservedChoiceWeighsOneMoreThanTheOthers() {
    ChoiceKernels kernels =
        new ChoiceKernels(2, List.of(OptionalDouble.of(1), OptionalDouble.empty()));
    double[] second = kernels.logDensities(1);
    // three kernels: (1/3 + 1) / (2/3 + 1)
    assertThat(Math.exp(second[0])).isCloseTo(0.8, within(1e-12));
    assertThat(Math.exp(second[1])).isCloseTo(0.5, within(1e-12));
    assertThat(Math.exp(second[2])).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void stepsShareTheWholeProbability() {
    NumericKernels kernels =
        new NumericKernels(new Scale(8, 256, 1, true), List.of(OptionalDouble.of(11)));
    double[] sums = new double[2];
    for (int width = 8; width <= 256; width++) {
      double[] logs = kernels.logDensities(width);
      sums[0] += Math.exp(logs[0]);
      sums[1] += Math.exp(logs[1]);
    }
    assertThat(sums).containsExactly(new double[] {1, 1}, within(1e-10));
  }

  @Test
  void densitiesAreOptunas() {
    Mixture mixture = new Mixture(SPACE, observed(SPACE));
    assertThat(mixture.logDensity(point(0.01, 0.3, 0.2, 3, 64, 0)))
        .isCloseTo(-13.546398020483329, within(1e-9));
    assertThat(mixture.logDensity(point(0.5, 0.899, 0.5, 8, 256, 1)))
        .isCloseTo(-16.289751633129825, within(1e-9));
    assertThat(mixture.logDensity(point(1e-4, 0, 0, 1, 8, 2)))
        .isCloseTo(-12.849723286792468, within(1e-9));
  }

  @Test
  void theDensityOfEachParameterIsOptunas() {
    Map<String, Double> expected =
        Map.of(
            "rate", -2.5737013630222956,
            "momentum", -0.8310317265226286,
            "drop", -2.040819084742563,
            "depth", -2.0811491057665124,
            "width", -6.301514817560038,
            "unit", -0.9315582040049435);
    Point asked = point(0.5, 0.899, 0.5, 8, 256, 1);
    expected.forEach(
        (name, density) -> {
          Space one =
              new Space(
                  SPACE.entries().stream().filter(e -> e.name().equals(name)).toList(),
                  List.of(),
                  List.of());
          Mixture mixture = new Mixture(one, observed(one));
          Point point = Point.empty().with(name, asked.get(name));
          assertThat(mixture.logDensity(point)).as(name).isCloseTo(density, within(1e-9));
        });
  }

  @Test
  void drawsFollowTheDensity() {
    Space space =
        Space.empty().with("depth", Axis.ints(1, 4)).with("unit", Axis.choice("relu", "tanh"));
    Mixture mixture =
        new Mixture(space, List.of(of(1, "relu"), of(1, "relu"), of(4, "tanh"), of(3, "tanh")));
    Draws draws = Draws.of(1, 1);
    Map<Point, Integer> counts = new HashMap<>();
    int n = 40_000;
    for (int k = 0; k < n; k++) {
      counts.merge(mixture.draw(draws), 1, Integer::sum);
    }
    space
        .points(Axis::all)
        .forEachRemaining(
            point ->
                assertThat(counts.getOrDefault(point, 0) / (double) n)
                    .as("%s", point)
                    .isCloseTo(Math.exp(mixture.logDensity(point)), within(0.01)));
  }

  @Test
  void aParameterThatAnObservationLacksIsLeftToThePrior() {
    Space space =
        Space.empty()
            .with("optimizer", Axis.choice("adam", "sgd"))
            .with("momentum", Axis.reals(0, 1), Condition.when("optimizer", "sgd"));
    Point adam = Point.empty().with("optimizer", "adam");
    Point sgd = Point.empty().with("optimizer", "sgd").with("momentum", 0.5);
    Mixture without = new Mixture(space, List.of(adam));
    Mixture prior = new Mixture(Space.empty().with("momentum", Axis.reals(0, 1)), List.of());
    double choice = without.logDensity(Point.empty().with("optimizer", "sgd"));
    double momentum = prior.logDensity(Point.empty().with("momentum", 0.5));
    assertThat(without.logDensity(sgd)).isCloseTo(choice + momentum, within(1e-12));
  }

  private static Point of(int depth, String unit) {
    return Point.empty().with("depth", depth).with("unit", unit);
  }

  private static List<Point> observed(Space space) {
    List<Point> points = new ArrayList<>();
    for (int k = 1; k <= 7; k++) {
      Point all =
          point(
              Math.pow(10, -4 + 4 * (k * 0.37 % 1)),
              0.9 * (k * 0.61 % 1),
              k % 6 / 10.0,
              1 + 3 * k % 8,
              8 + k * 37 % 249,
              k % 3);
      points.add(space.fill(entry -> all.get(entry.name())));
    }
    return points;
  }

  private static Point point(
      double rate, double momentum, double drop, int depth, int width, int unit) {
    return Point.empty()
        .with("rate", rate)
        .with("momentum", momentum)
        .with("drop", drop)
        .with("depth", depth)
        .with("width", width)
        .with("unit", UNITS.get(unit));
  }
}
