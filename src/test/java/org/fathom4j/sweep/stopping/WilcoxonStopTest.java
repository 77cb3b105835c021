package org.fathom4j.sweep.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Pruner;
import org.fathom4j.sweep.pruner.PrunerContract;
import org.fathom4j.sweep.space.Point;
import org.junit.jupiter.api.Test;

final class WilcoxonStopTest extends PrunerContract {
  private static final Point LEADER = Point.empty().with("depth", 4);
  private static final Point OTHER = Point.empty().with("depth", 1);

  private final WilcoxonStop wilcoxon = new WilcoxonStop(0.1, 27);

  @Override
  protected Pruner pruner(int last, int trials) {
    return new WilcoxonStop(0.1, last);
  }

  @Test
  void pIsThatOfTheExactTest() {
    assertThat(WilcoxonStop.p(new double[] {0.1, 0.2, 0.3, 0.4}))
        .isCloseTo(1 / 16.0, within(1e-12));
    assertThat(WilcoxonStop.p(new double[] {0.1, 0.2, 0.3, -0.4}))
        .isCloseTo(7 / 16.0, within(1e-12));
    assertThat(WilcoxonStop.p(new double[] {0, 0, 0, 0})).isEqualTo(1);
    assertThat(WilcoxonStop.p(new double[] {0.1})).isEqualTo(1);
  }

  @Test
  void aConfigurationWorseOnFourPairedSeedsIsDropped() {
    List<Curve> curves = curves(LEADER, 0.10, 0.20, 0.30, 0.40, 0.50);
    curves.addAll(curves(OTHER, 0.11, 0.22, 0.33));
    assertThat(wilcoxon.drops(curves, OTHER)).as("three seeds cannot reach 0.1").isEmpty();
    curves = curves(LEADER, 0.10, 0.20, 0.30, 0.40, 0.50);
    curves.addAll(curves(OTHER, 0.11, 0.22, 0.33, 0.44));
    assertThat(wilcoxon.drops(curves, OTHER))
        .hasValueSatisfying(reason -> assertThat(reason).contains("depth=4").contains("4 seeds"));
    assertThat(wilcoxon.drops(curves, LEADER)).isEmpty();
  }

  @Test
  void seedsArePairedSoThatTheirSpreadDoesNotHideTheDifference() {
    List<Curve> curves = curves(LEADER, 0.1, 0.9, 0.3, 0.7);
    curves.addAll(curves(OTHER, 0.11, 0.92, 0.33, 0.74));
    assertThat(wilcoxon.drops(curves, OTHER)).isPresent();
  }

  @Test
  void aTrainingThatFailedCountsAgainstItsConfiguration() {
    List<Curve> curves = curves(LEADER, 0.1, 0.2, 0.3, 0.4);
    List<Curve> others = curves(OTHER, 0.11, 0.22, 0.33, 0.01);
    others.set(3, others.get(3).ended(TrialState.FAILED));
    assertThat(wilcoxon.drops(join(curves, others), OTHER)).isPresent();
  }

  private static List<Curve> join(List<Curve> one, List<Curve> other) {
    List<Curve> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private static List<Curve> curves(Point point, double... losses) {
    List<Curve> curves = new ArrayList<>();
    for (double loss : losses) {
      int seed = curves.size() + 1;
      curves.add(Curve.started(seed, point, seed, 1).epoch(loss).ended(TrialState.COMPLETE));
    }
    return curves;
  }
}
