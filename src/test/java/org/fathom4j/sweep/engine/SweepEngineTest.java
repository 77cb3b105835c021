package org.fathom4j.sweep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.asha.Asha;
import org.fathom4j.sweep.asha.Hyperband;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.NoPruner;
import org.fathom4j.sweep.pruner.Pruner;
import org.fathom4j.sweep.sampler.History;
import org.fathom4j.sweep.sampler.Observation;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;
import org.junit.jupiter.api.Test;

final class SweepEngineTest {
  private static final int LAST = 9;

  /** Asks for x = 1, 2, 3, ... and writes down what it is told. */
  private static final class Counting implements Sampler {
    private final boolean learns;
    private final int most;
    private final List<Observation> told = new ArrayList<>();
    private final List<List<TrialState>> seen = new ArrayList<>();

    Counting(boolean learns, int most) {
      this.learns = learns;
      this.most = most;
    }

    @Override
    public boolean learns() {
      return learns;
    }

    @Override
    public Optional<Point> ask(History history) {
      seen.add(history.trials().stream().map(Observation::state).toList());
      return Optional.of(Point.empty().with("x", history.next()))
          .filter(p -> history.next() <= most);
    }

    @Override
    public void tell(Observation result) {
      told.add(result);
    }
  }

  private static SweepEngine engine(
      Sampler sampler, int points, int replicates, Pruner pruner, int workers) {
    Effort effort =
        new Effort() {
          @Override
          public int epochs(Point point) {
            return LAST;
          }

          @Override
          public double operations(Point point) {
            return ((Number) point.get("x")).doubleValue();
          }
        };
    Search search = new Search(Space.empty().with("x", Axis.ints(1, 1000)), points, 1);
    return new SweepEngine(search, sampler, new SweepRules(replicates, pruner, workers, effort));
  }

  /** The loss of an epoch is x / epoch, so that the first trial is the best. */
  private static Trained learns(Order order) {
    List<Double> losses = new ArrayList<>();
    for (int epoch = order.from(); epoch <= order.to(); epoch++) {
      losses.add(((Number) order.point().get("x")).doubleValue() / epoch);
    }
    return new Trained(order.to() == LAST ? TrialState.COMPLETE : TrialState.RUNNING, losses, "");
  }

  private static List<Order> run(SweepEngine engine, Function<Order, Trained> results) {
    List<Order> orders = new ArrayList<>();
    while (!engine.done()) {
      Order first = engine.due().get(0);
      orders.add(first);
      engine.ended(first.number(), results.apply(first));
    }
    return orders;
  }

  @Test
  void seedsAreTheOuterLoopWhereResultsChangeNothing() {
    SweepEngine engine = engine(new Counting(false, 3), 10, 2, new NoPruner(), 100);
    assertThat(engine.planned()).isEqualTo(6);
    assertThat(engine.trials())
        .extracting(c -> c.number() + ": " + c.point() + " #" + c.replicate())
        .containsExactly(
            "1: x=1 #0", "2: x=2 #0", "3: x=3 #0", "4: x=1 #1", "5: x=2 #1", "6: x=3 #1");
  }

  @Test
  void aSamplerThatLearnsIsToldTheMeanOfAllSeedsOnceAllAreIn() {
    Counting sampler = new Counting(true, 100);
    SweepEngine engine = engine(sampler, 2, 3, new NoPruner(), 1);
    double[] losses = {3, 2, 1};
    run(
        engine,
        order -> {
          List<Double> curve = new ArrayList<>(Collections.nCopies(LAST, 9.0));
          curve.set(4, losses[order.replicate()]);
          return new Trained(TrialState.COMPLETE, curve, "");
        });
    assertThat(engine.trials()).extracting(Curve::replicate).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(sampler.told)
        .extracting(o -> o.number() + " " + o.state() + " " + o.loss())
        .containsExactly("1 COMPLETE 2.0", "2 COMPLETE 2.0");
    assertThat(sampler.seen).last().isEqualTo(List.of(TrialState.COMPLETE));
  }

  @Test
  void aSeedThatFailsMakesItsConfigurationInfinitelyBad() {
    Counting sampler = new Counting(true, 100);
    SweepEngine engine = engine(sampler, 1, 2, new NoPruner(), 1);
    run(
        engine,
        order ->
            order.number() == 1
                ? learns(order)
                : new Trained(TrialState.FAILED, List.of(0.01), "out of memory"));
    assertThat(sampler.told)
        .singleElement()
        .returns(Double.POSITIVE_INFINITY, Observation::loss)
        .returns(TrialState.FAILED, Observation::state);
    assertThat(engine.endings())
        .containsExactly(
            new Ending(1, TrialState.COMPLETE, ""),
            new Ending(2, TrialState.FAILED, "out of memory"));
  }

  @Test
  void aDecisionSeesTheResultsThatHaveEndedByThenInVirtualTimeAndNoOthers() {
    Counting sampler = new Counting(true, 100);
    SweepEngine engine = engine(sampler, 4, 1, new NoPruner(), 2);
    // x = 1 ends at 9 and x = 3, which follows it, at 9 + 27; x = 2 ends at 18, before it.
    engine.ended(2, learns(engine.due().get(1)));
    assertThat(engine.trials()).as("the first is waited for").hasSize(2);
    engine.ended(1, learns(engine.due().get(0)));
    assertThat(engine.due()).extracting(Order::number).containsExactly(3, 4);
    assertThat(sampler.seen.get(2)).containsExactly(TrialState.COMPLETE, TrialState.RUNNING);
    assertThat(sampler.seen.get(3))
        .containsExactly(TrialState.COMPLETE, TrialState.COMPLETE, TrialState.RUNNING);
  }

  @Test
  void asManyOrdersAreDueAsThereAreLogicalWorkersTheOneWaitedForFirst() {
    SweepEngine engine = engine(new Counting(true, 100), 50, 1, new Asha(1, 3, LAST), 4);
    assertThat(engine.due()).extracting(Order::number).containsExactly(1, 2, 3, 4);
    engine.ended(1, learns(engine.due().get(0)));
    assertThat(engine.due()).extracting(Order::number).containsExactly(2, 3, 4, 5);
  }

  @Test
  void trialsTrainRungByRungAndThoseThatWaitAtTheEndArePruned() {
    SweepEngine engine = engine(new Counting(true, 100), 9, 1, new Asha(1, 3, LAST), 1);
    List<Order> orders = run(engine, SweepEngineTest::learns);
    assertThat(orders)
        .filteredOn(order -> order.number() == 1)
        .extracting(order -> order.from() + "-" + order.to())
        .containsExactly("1-1", "2-3", "4-9");
    assertThat(engine.trials().get(0)).returns(TrialState.COMPLETE, Curve::state);
    assertThat(engine.trials())
        .filteredOn(curve -> curve.state() == TrialState.PRUNED)
        .hasSize(8)
        .allSatisfy(curve -> assertThat(curve.best()).isFinite());
    assertThat(engine.endings()).hasSize(9);
  }

  @Test
  void aTrialThatCannotBePromotedAnyMoreEndsBeforeTheSweepDoes() {
    SweepEngine engine = engine(new Counting(true, 100), 9, 1, new Asha(1, 3, LAST), 1);
    List<Ending> early = new ArrayList<>();
    while (engine.trials().size() < 9) {
      early.addAll(engine.endings());
      Order first = engine.due().get(0);
      engine.ended(first.number(), learns(first));
    }
    assertThat(early)
        .isNotEmpty()
        .allSatisfy(ending -> assertThat(ending.cause()).contains("others did better"));
  }

  @Test
  void aTrialThatWaitsIsShownToTheSamplerAsPrunedWhereItIs() {
    Counting sampler = new Counting(true, 100);
    SweepEngine engine = engine(sampler, 9, 1, new Asha(3, 3, LAST), 1);
    engine.ended(1, learns(engine.due().get(0)));
    assertThat(engine.history().trials().get(0))
        .returns(TrialState.PRUNED, Observation::state)
        .returns(3, Observation::epoch)
        .returns(1 / 3.0, Observation::loss);
    assertThat(sampler.told).as("not over").isEmpty();
  }

  @Test
  void noMoreTrialsAreStartedThanWereAskedForOnAnyNumberOfWorkers() {
    for (int workers = 1; workers <= 16; workers *= 2) {
      SweepEngine engine = engine(new Counting(true, 100), 5, 1, new Asha(1, 3, LAST), workers);
      run(engine, SweepEngineTest::learns);
      assertThat(engine.trials()).hasSize(5);
    }
  }

  @Test
  void aSpaceInWhichEveryTrialFailsEndsAfterTheTrialsThatWereAskedFor() {
    SweepEngine engine = engine(new Counting(true, 100), 7, 1, new Asha(1, 3, LAST), 3);
    List<Order> orders =
        run(engine, order -> new Trained(TrialState.FAILED, List.of(), "cannot be built"));
    assertThat(orders).hasSize(7);
    assertThat(engine.trials()).allMatch(curve -> curve.state() == TrialState.FAILED);
  }

  @Test
  void aSpaceThatEndsBeforeTheTrialsDoStillHasAWinner() {
    for (Pruner pruner : List.of(new Asha(1, 3, LAST), new Hyperband(LAST, 3))) {
      SweepEngine engine = engine(new Counting(true, 4), 500, 1, pruner, 2);
      run(engine, SweepEngineTest::learns);
      assertThat(engine.planned()).isEqualTo(4);
      assertThat(engine.trials())
          .filteredOn(curve -> curve.state() == TrialState.COMPLETE)
          .extracting(Curve::number)
          .contains(1);
    }
  }

  @Test
  void aLossThatIsNoNumberNeverWins() {
    SweepEngine engine = engine(new Counting(true, 100), 3, 1, new NoPruner(), 1);
    run(
        engine,
        order ->
            order.number() == 1
                ? new Trained(TrialState.COMPLETE, Collections.nCopies(LAST, Double.NaN), "")
                : learns(order));
    assertThat(engine.history().best())
        .hasValueSatisfying(best -> assertThat(best.number()).isEqualTo(2));
  }

  @Test
  void aResultThatWasNotOrderedIsRefused() {
    SweepEngine engine = engine(new Counting(true, 100), 9, 1, new Asha(1, 3, LAST), 2);
    Order first = engine.due().get(0);
    assertThatThrownBy(() -> engine.ended(3, learns(first))).hasMessageContaining("not due");
    assertThatThrownBy(() -> engine.ended(1, new Trained(TrialState.RUNNING, List.of(), "")))
        .hasMessageContaining("epochs 1 to 1");
    engine.ended(2, learns(engine.due().get(1)));
    assertThatThrownBy(() -> engine.ended(2, learns(first))).hasMessageContaining("not due");
  }
}
