package org.fathom4j.sweep.cmaes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.random.RandomSearch;
import org.fathom4j.sweep.sampler.Conversation;
import org.fathom4j.sweep.sampler.History;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Condition;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;
import org.junit.jupiter.api.Test;

final class CmaEsTest {
  private static final Space VALLEY =
      Space.empty().with("x", Axis.reals(-2, 2)).with("y", Axis.reals(-1, 3));

  @Test
  void itFollowsAValleyThatLiesAcrossTheAxes() {
    Search search = new Search(VALLEY, 200, 1);
    assertThat(best(search, new CmaEs(search), 1)).isLessThan(1e-3);
    assertThat(best(search, new RandomSearch(search), 1)).isGreaterThan(1e-3);
  }

  @Test
  void itLearnsWhereSeveralWorkersWaitForResultsToo() {
    Search search = new Search(VALLEY, 300, 1);
    assertThat(best(search, new CmaEs(search), 4)).isLessThan(1e-3);
  }

  @Test
  void pointsDrawnWhileAGenerationWaitsAreRandomAndDoNotDisturbTheRun() {
    Search search = new Search(VALLEY, 20, 1);
    Sampler cmaes = new CmaEs(search);
    int generation = 7; // the middle of the space and a population of six
    History inTurn = History.empty();
    History atOnce = History.empty();
    for (int number = 1; number <= generation; number++) {
      Point point = cmaes.ask(inTurn).orElseThrow();
      assertThat(cmaes.ask(atOnce)).contains(point);
      inTurn = inTurn.asked(point).told(number, valley(point));
      atOnce = atOnce.asked(point);
    }
    Point waiting = cmaes.ask(atOnce).orElseThrow();
    assertThat(new RandomSearch(search).ask(atOnce)).contains(waiting);
    atOnce = atOnce.asked(waiting).told(generation + 1, valley(waiting));
    for (int number = generation; number >= 1; number--) {
      atOnce = atOnce.told(number, valley(atOnce.trials().get(number - 1).point()));
    }
    assertThat(cmaes.ask(atOnce)).isEqualTo(cmaes.ask(inTurn));
  }

  @Test
  void choicesAndConditionsAreRefused() {
    assertThatThrownBy(() -> sampler(Space.empty().with("unit", Axis.choice("relu", "tanh"))))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("'unit' is a choice without order; take tpe");
    Space conditional =
        Space.empty()
            .with("depth", Axis.ints(1, 3))
            .with("x", Axis.reals(0, 1), Condition.when("depth", 2));
    assertThatThrownBy(() -> sampler(conditional)).hasMessageContaining("'x' has a condition");
  }

  private static Sampler sampler(Space space) {
    return new CmaEs(new Search(space, 1, 1));
  }

  /** The smallest loss found where so many trials run at a time. */
  private static double best(Search search, Sampler sampler, int workers) {
    Conversation conversation = new Conversation(search, sampler);
    Optional<Point> point = conversation.ask();
    for (int asked = 1; point.isPresent(); asked++) {
      if (asked >= workers) {
        int ended = asked - workers + 1;
        Point done = conversation.history().trials().get(ended - 1).point();
        conversation.tell(ended, TrialState.COMPLETE, valley(done), 0);
      }
      point = conversation.ask();
    }
    return conversation.history().best().orElseThrow().loss();
  }

  private static double valley(Point point) {
    double x = (Double) point.get("x");
    double y = (Double) point.get("y");
    return 100 * (x - y) * (x - y) + (x + y - 1) * (x + y - 1);
  }
}
