package org.fathom4j.sweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fathom4j.sweep.space.Condition.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;
import org.junit.jupiter.api.Test;

/**
 * What every sampler keeps. For one of your own: extend it and say how the sampler is made. Spaces
 * that the sampler refuses by an {@link InvalidSpecException} are left out; it has to accept one of
 * them.
 */
public abstract class SamplerContract {
  private static final int TRIALS = 24;

  /** A new sampler. */
  protected abstract Sampler sampler(Search search);

  /** Whether another seed gives other points. */
  protected boolean random() {
    return true;
  }

  @Test
  void pointsAreOfTheSpaceAndNoneComesTwice() {
    forEachSpace(
        (space, name) -> {
          List<Point> points = points(space, TRIALS, 1, SamplerContract::bowl);
          assertThat(points).as(name).isNotEmpty().doesNotHaveDuplicates();
          assertThat(points).as(name).allMatch(space::admits);
        });
  }

  @Test
  void parametersWhoseConditionDoesNotHoldAreAbsent() {
    Space space = Objects.requireNonNull(spaces().get("conditional"));
    if (!accepts(space)) {
      return;
    }
    List<Point> points = points(space, TRIALS, 3, SamplerContract::bowl);
    assertThat(points)
        .allSatisfy(
            point ->
                assertThat(point.has("momentum")).isEqualTo(point.get("optimizer").equals("sgd")));
    assertThat(points).extracting(point -> point.has("momentum")).contains(true, false);
  }

  @Test
  void theSameSeedGivesTheSamePointsAndAnotherOneOthers() {
    forEachSpace(
        (space, name) -> {
          List<Point> points = points(space, TRIALS, 5, SamplerContract::bowl);
          assertThat(points(space, TRIALS, 5, SamplerContract::bowl)).as(name).isEqualTo(points);
          if (random()) {
            assertThat(points(space, TRIALS, 6, SamplerContract::bowl))
                .as(name)
                .isNotEqualTo(points);
          }
        });
  }

  @Test
  void resultsChangeNothingThatWasAskedBeforeThem() {
    forEachSpace(
        (space, name) -> {
          List<Point> points = points(space, TRIALS, 7, SamplerContract::bowl);
          int known = Math.min(18, points.size());
          List<Point> before = new ArrayList<>();
          ToDoubleFunction<Point> changed =
              point -> {
                before.add(point);
                return before.size() < known ? bowl(point) : -1000 * bowl(point);
              };
          assertThat(points(space, TRIALS, 7, changed).subList(0, known))
              .as(name)
              .isEqualTo(points.subList(0, known));
        });
  }

  @Test
  void aSpaceThatIsExhaustedEndsTheSearch() {
    Space space =
        Space.empty()
            .with("depth", Axis.ints(1, 4))
            .with("pooling", Axis.fixed(2))
            .with("width", Axis.ints(8, 10))
            .where("depth * width <= 30", point -> product(point) <= 30);
    if (!accepts(space)) {
      return;
    }
    List<Point> points = points(space, 100, 1, SamplerContract::bowl);
    assertThat(points).doesNotHaveDuplicates().hasSize(9);
  }

  @Test
  void workersThatAskBeforeAnyResultIsToldGetPointsOfTheirOwn() {
    forEachSpace(
        (space, name) -> {
          Conversation conversation = conversation(space, TRIALS, 9);
          List<Point> asked = new ArrayList<>();
          for (int k = 0; k < 16; k++) {
            conversation.ask().ifPresent(asked::add);
          }
          for (int number = asked.size(); number >= 1; number--) {
            Point point = asked.get(number - 1);
            conversation.tell(number, TrialState.COMPLETE, bowl(point), 0);
          }
          for (int k = 0; k < 8; k++) {
            conversation.ask().ifPresent(asked::add);
          }
          assertThat(asked).as(name).doesNotHaveDuplicates();
        });
  }

  @Test
  void trialsThatFailDivergeOrArePrunedDoNotStopTheSearch() {
    forEachSpace(
        (space, name) -> {
          Conversation conversation = conversation(space, TRIALS, 11);
          TrialState[] states = TrialState.values();
          Optional<Point> point = conversation.ask();
          int count = 0;
          while (point.isPresent()) {
            count++;
            TrialState state = states[1 + count % (states.length - 1)];
            double loss = count % 3 == 0 ? Double.NaN : bowl(point.get());
            conversation.tell(count, state, loss, state == TrialState.PRUNED ? 2 : 0);
            point = conversation.ask();
          }
          assertThat(count).as(name).isEqualTo(points(space, TRIALS, 11, p -> 0).size());
          assertThat(conversation.history().best())
              .as(name)
              .hasValueSatisfying(best -> assertThat(best.loss()).isFinite());
        });
  }

  @Test
  void pointsToTryFirstComeFirst() {
    forEachSpace(
        (space, name) -> {
          Point wanted = points(space, TRIALS, 13, SamplerContract::bowl).get(5);
          List<Point> points = points(space.first(wanted), TRIALS, 13, SamplerContract::bowl);
          assertThat(points).as(name).doesNotHaveDuplicates().first().isEqualTo(wanted);
        });
  }

  /** Spaces of every kind. */
  private static Map<String, Space> spaces() {
    Map<String, Space> spaces = new LinkedHashMap<>();
    spaces.put(
        "real",
        Space.empty()
            .with("rate", new Axis.Reals(1e-4, 1, 0, true, 5))
            .with("momentum", new Axis.Reals(0, 0.99, 0, false, 5)));
    spaces.put(
        "whole",
        Space.empty()
            .with("depth", Axis.ints(1, 6))
            .with("width", Axis.logInts(8, 64))
            .where("depth * width <= 200", point -> product(point) <= 200));
    spaces.put(
        "conditional",
        Space.empty()
            .with("optimizer", Axis.choice("adam", "sgd", "rmsprop"))
            .with("momentum", new Axis.Reals(0, 0.9, 0.1, false, 0), when("optimizer", "sgd"))
            .with("nesterov", Axis.bool(), when("optimizer", "sgd"), when("momentum", 0.5, 0.9))
            .with("width", Axis.ordered(16, 32, 64, 128))
            .with("rate", new Axis.Reals(1e-4, 1e-1, 0, true, 3)));
    return spaces;
  }

  private static double product(Point point) {
    return ((Number) point.get("depth")).doubleValue()
        * ((Number) point.get("width")).doubleValue();
  }

  /** Smallest in the lower part of every axis. */
  private static double bowl(Point point) {
    double sum = 0;
    for (Object value : point.values().values()) {
      double number = value instanceof Number given ? given.doubleValue() : value.hashCode() % 7;
      sum += (number - 0.3) * (number - 0.3);
    }
    return sum;
  }

  private interface Check {
    void on(Space space, String name);
  }

  private void forEachSpace(Check check) {
    int served = 0;
    for (Map.Entry<String, Space> space : spaces().entrySet()) {
      if (accepts(space.getValue())) {
        check.on(space.getValue(), space.getKey());
        served++;
      }
    }
    assertThat(served).as("spaces that the sampler serves").isPositive();
  }

  private boolean accepts(Space space) {
    try {
      sampler(new Search(space, TRIALS, 1));
      return true;
    } catch (InvalidSpecException refused) {
      return false;
    }
  }

  private Conversation conversation(Space space, int trials, long seed) {
    Search search = new Search(space, trials, seed);
    return new Conversation(search, sampler(search));
  }

  private List<Point> points(Space space, int trials, long seed, ToDoubleFunction<Point> loss) {
    Conversation conversation = conversation(space, trials, seed);
    List<Point> points = new ArrayList<>();
    Optional<Point> point = conversation.ask();
    while (point.isPresent()) {
      points.add(point.get());
      conversation.tell(points.size(), TrialState.COMPLETE, loss.applyAsDouble(point.get()), 0);
      point = conversation.ask();
    }
    return points;
  }
}
