package org.fathom4j.report.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.statistics.ParetoFront;

/**
 * The networks that no other beats in the objective and in what it costs (Pareto front): validation
 * decides, never the test.
 *
 * @param cost what it costs: "parameters", or "seconds" of a training
 * @param arms of the front, the cheapest first
 * @param of how many networks
 */
public record Front(String cost, List<Arm> arms, int of) {
  private static final int FEWEST = 3;
  private static final String SECONDS = "seconds";

  /** Copies the arms. */
  public Front {
    arms = List.copyOf(arms);
  }

  /** What a network of it costs. */
  public double cost(Arm arm) {
    return cost.equals(SECONDS) ? arm.seconds() : arm.networkParameters();
  }

  /**
   * By parameters, where these were not made equal, and by seconds; none of fewer than three
   * networks.
   */
  static List<Front> of(SweepRecord sweep, List<Arm> arms, Measure objective) {
    double sign = sweep.maximize() ? -1 : 1;
    List<Arm> judged =
        arms.stream().filter(arm -> Double.isFinite(arm.mean(objective.result()))).toList();
    List<Front> fronts = new ArrayList<>();
    ToDoubleFunction<Arm> loss = arm -> sign * arm.mean(objective.result());
    if (sweep.matchedParameters() == 0) {
      add(fronts, "parameters", judged, loss, Arm::networkParameters);
    }
    add(fronts, SECONDS, judged, loss, Arm::seconds);
    return fronts;
  }

  private static void add(
      List<Front> fronts,
      String name,
      List<Arm> arms,
      ToDoubleFunction<Arm> loss,
      ToDoubleFunction<Arm> cost) {
    double[] costs = arms.stream().mapToDouble(cost).toArray();
    double[] losses = arms.stream().mapToDouble(loss).toArray();
    if (arms.size() >= FEWEST && Arrays.stream(costs).distinct().count() > 1) {
      List<Arm> front = ParetoFront.of(losses, costs).stream().map(arms::get).toList();
      fronts.add(new Front(name, front, arms.size()));
    }
  }
}
