package org.fathom4j.sweep.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.pruner.Decision.GoOn;
import org.fathom4j.sweep.pruner.Decision.Stop;
import org.fathom4j.sweep.space.Point;
import org.junit.jupiter.api.Test;

/** What every pruner keeps. For one of your own: extend it and say how the pruner is made. */
public abstract class PrunerContract {
  private static final int TRIALS = 40;
  private static final int LAST = 27;
  private static final int WINNER = 11;
  private static final int BROKEN = 17;
  private static final int FAILING = 23;

  /**
   * A new pruner.
   *
   * @param last epochs of a whole training
   * @param trials of the sweep
   */
  protected abstract Pruner pruner(int last, int trials);

  @Test
  void theTrialThatIsBestAllAlongTrainsToItsEnd() {
    for (int workers = 1; workers <= 8; workers *= 2) {
      assertThat(sweep(workers).get(WINNER - 1).state()).isEqualTo(TrialState.COMPLETE);
    }
  }

  @Test
  void aTrialWithoutANumberNeverCompletesWhereOthersCanBePruned() {
    List<Curve> curves = sweep(2);
    if (curves.stream().anyMatch(curve -> curve.epochs() < LAST)) {
      assertThat(curves.get(BROKEN - 1).state()).isNotEqualTo(TrialState.COMPLETE);
    }
  }

  @Test
  void aTrialThatFailedIsLeftAlone() {
    assertThat(sweep(3).get(FAILING - 1))
        .returns(TrialState.FAILED, Curve::state)
        .returns(1, Curve::epochs);
  }

  @Test
  void noTrialTrainsBeyondTheLastEpochAndNoneIsForgotten() {
    List<Curve> curves = sweep(4);
    assertThat(curves).hasSize(TRIALS);
    assertThat(curves).allMatch(curve -> curve.epochs() <= LAST);
    assertThat(curves).noneMatch(curve -> curve.state() == TrialState.RUNNING && !curve.waiting());
  }

  @Test
  void theSameCurvesGiveTheSameSweep() {
    assertThat(sweep(3)).isEqualTo(sweep(3));
  }

  @Test
  void nobodyIsPromotedWhoWasCalledHopelessAndOnlyWhoWaitsIs() {
    Pruner pruner = pruner(LAST, TRIALS);
    Set<Integer> hopeless = new HashSet<>();
    sweep(
        5,
        pruner,
        curves -> {
          for (int number : pruner.hopeless(List.copyOf(curves), TRIALS)) {
            assertThat(curves.get(number - 1).waiting()).isTrue();
            hopeless.add(number);
          }
          assertThat(hopeless)
              .allMatch(number -> curves.get(number - 1).waiting(), "waits for ever");
        });
  }

  @Test
  void whetherTheHopelessEndAtOnceOrWithTheSweepChangesNothingForTheOthers() {
    Pruner pruner = pruner(LAST, TRIALS);
    List<Curve> ended =
        sweep(
            3,
            pruner,
            curves -> {
              for (int number : pruner.hopeless(List.copyOf(curves), TRIALS)) {
                replace(curves, curves.get(number - 1).ended(TrialState.PRUNED));
              }
            });
    assertThat(ended).extracting(Curve::losses).isEqualTo(losses(sweep(3)));
  }

  private static List<List<Double>> losses(List<Curve> curves) {
    return curves.stream().map(Curve::losses).toList();
  }

  private List<Curve> sweep(int workers) {
    return sweep(workers, pruner(LAST, TRIALS), curves -> {});
  }

  /** A sweep on workers that train an epoch at a time, in turn. */
  private static List<Curve> sweep(int workers, Pruner pruner, Consumer<List<Curve>> each) {
    List<Curve> curves = new ArrayList<>();
    List<Integer> busy = new ArrayList<>();
    for (int step = 0; step < 2 * TRIALS * LAST; step++) {
      while (busy.size() < workers) {
        Optional<Integer> job = job(pruner, curves);
        if (job.isEmpty()) {
          break;
        }
        busy.add(job.get());
      }
      if (busy.isEmpty()) {
        return curves;
      }
      busy.removeIf(number -> !train(pruner, curves, number));
      each.accept(curves);
    }
    throw new AssertionError("the sweep does not end");
  }

  private static Optional<Integer> job(Pruner pruner, List<Curve> curves) {
    Optional<Promotion> promotion = pruner.promotion(List.copyOf(curves), TRIALS);
    assertThat(pruner.promotion(List.copyOf(curves), TRIALS))
        .as("asked again")
        .isEqualTo(promotion);
    if (promotion.isPresent()) {
      Curve curve = curves.get(promotion.get().number() - 1);
      assertThat(curve.waiting()).as("only who waits is promoted").isTrue();
      assertThat(promotion.get().epoch()).isGreaterThan(curve.epochs()).isLessThanOrEqualTo(LAST);
      replace(curves, curve.to(promotion.get().epoch()));
      return promotion.map(Promotion::number);
    }
    int number = curves.size() + 1;
    if (number > TRIALS) {
      return Optional.empty();
    }
    int stop = pruner.firstStop(number);
    assertThat(stop).isBetween(1, LAST);
    replace(curves, Curve.started(number, Point.empty().with("arm", number), 0, stop));
    return Optional.of(number);
  }

  /** Trains an epoch; whether the trial keeps its worker. */
  private static boolean train(Pruner pruner, List<Curve> curves, int number) {
    Curve curve = curves.get(number - 1).epoch(loss(number, curves.get(number - 1).epochs() + 1));
    if (number == FAILING) {
      replace(curves, curve.ended(TrialState.FAILED));
      return false;
    }
    if (curve.epochs() == LAST) {
      replace(curves, curve.ended(number == BROKEN ? TrialState.DIVERGED : TrialState.COMPLETE));
      return false;
    }
    replace(curves, curve);
    if (!curve.waiting()) {
      return true;
    }
    Decision decision = pruner.after(List.copyOf(curves), number);
    assertThat(pruner.after(List.copyOf(curves), number)).as("asked again").isEqualTo(decision);
    if (decision instanceof GoOn on) {
      assertThat(on.epoch()).isGreaterThan(curve.epochs()).isLessThanOrEqualTo(LAST);
      replace(curves, curve.to(on.epoch()));
      return true;
    }
    if (decision instanceof Stop stop) {
      assertThat(stop.reason()).isNotBlank();
      replace(curves, curve.ended(TrialState.PRUNED));
    }
    return false;
  }

  private static void replace(List<Curve> curves, Curve curve) {
    if (curve.number() > curves.size()) {
      curves.add(curve);
    } else {
      curves.set(curve.number() - 1, curve);
    }
  }

  private static double loss(int number, int epoch) {
    double quality = number == WINNER ? 0.01 : 0.1 + (number * 7 % 31) / 31.0;
    return number == BROKEN ? Double.NaN : quality + 1.0 / epoch;
  }
}
