package org.fathom4j.sweep.tpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.random.RandomSearch;
import org.fathom4j.sweep.sampler.Conversation;
import org.fathom4j.sweep.sampler.History;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;
import org.junit.jupiter.api.Test;

final class TpeTest {
  private static final Space LINE = Space.empty().with("x", Axis.ints(1, 100));

  @Test
  void theBestTenthIsGoodAndTheRestInTheOrderOfTrying() {
    Split split = Split.of(history(11));
    assertThat(split.good()).containsExactly(at(1), at(2));
    assertThat(split.others()).hasSize(9).first().isEqualTo(at(3));
    assertThat(Split.of(history(1)).good()).containsExactly(at(1));
    assertThat(Split.of(history(1000)).good()).as("never more than 25").hasSize(25);
  }

  @Test
  void prunedTrialsComeAfterCompleteOnesTheFurthestFirstAndFailedOnesLast() {
    History history = History.empty();
    for (int x = 1; x <= 5; x++) {
      history = history.asked(at(x));
    }
    history =
        history
            .told(1, TrialState.FAILED, Double.NaN, 0)
            .told(2, TrialState.PRUNED, 0.1, 1)
            .told(3, TrialState.PRUNED, 0.9, 3)
            .told(4, 5.0);
    for (int x = 6; x <= 20; x++) {
      history = history.asked(at(x)).told(x, TrialState.DIVERGED, Double.NaN, 0);
    }
    // 19 ended: two good ones
    assertThat(Split.of(history).good()).containsExactly(at(3), at(4));
  }

  @Test
  void runningTrialsCountAsBadAndNotInTheNumber() {
    History history = history(10);
    for (int x = 11; x <= 40; x++) {
      history = history.asked(at(x));
    }
    Split split = Split.of(history);
    assertThat(split.good()).containsExactly(at(1));
    assertThat(split.others()).hasSize(39).contains(at(40));
  }

  @Test
  void itsFirstTenPointsAreThoseOfRandomSearch() {
    Search search = new Search(LINE, 12, 5);
    Sampler random = new RandomSearch(search);
    Sampler tpe = new Tpe(search);
    History history = History.empty();
    for (int number = 1; number <= 10; number++) {
      Point point = tpe.ask(history).orElseThrow();
      assertThat(random.ask(history)).contains(point);
      history = history.asked(point).told(number, number);
    }
    assertThat(random.ask(history)).isNotEqualTo(tpe.ask(history));
  }

  @Test
  void itFindsABasinThatDependsOnTwoParametersTogether() {
    Space space = Space.empty().with("x", Axis.reals(-5, 5)).with("y", Axis.reals(-5, 5));
    double tpe = 0;
    double random = 0;
    for (int seed = 1; seed <= 5; seed++) {
      Search search = new Search(space, 80, seed);
      tpe += best(search, new Tpe(search));
      random += best(search, new RandomSearch(search));
    }
    assertThat(tpe).isLessThan(random / 3);
  }

  private static double best(Search search, Sampler sampler) {
    Conversation conversation = new Conversation(search, sampler);
    Optional<Point> point = conversation.ask();
    for (int number = 1; point.isPresent(); number++) {
      double x = (Double) point.get().get("x");
      double y = (Double) point.get().get("y");
      double loss = (x - y) * (x - y) + 0.1 * (x + y - 2) * (x + y - 2);
      conversation.tell(number, TrialState.COMPLETE, loss, 0);
      point = conversation.ask();
    }
    return conversation.history().best().orElseThrow().loss();
  }

  /** Trials 1 to n at x = 1 to n, the loss being x. */
  private static History history(int n) {
    return IntStream.rangeClosed(1, n)
        .boxed()
        .reduce(History.empty(), (h, x) -> h.asked(at(x)).told(x, x), (a, b) -> b);
  }

  private static Point at(int x) {
    return Point.empty().with("x", x);
  }
}
