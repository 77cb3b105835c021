package org.fathom4j.sweep.stopping;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Decision;
import org.fathom4j.sweep.pruner.Pruner;
import org.fathom4j.sweep.space.Point;

/**
 * Trains no further seeds of a configuration that is worse than the leading one: Wilcoxon's
 * signed-rank test of the losses over the seeds that both were trained with, one-sided. The leader
 * is the configuration of smallest mean loss among those with the most seeds. Nothing is dropped
 * while it is the better one on average over those seeds. Single trials always train to their end.
 */
public final class WilcoxonStop implements Pruner {
  private static final int FEWEST = 2;

  private final double level;
  private final int last;

  /**
   * A test.
   *
   * @param level p below which a configuration is dropped, usually 0.1; four seeds are the fewest
   *     that can reach it
   * @param last epochs of a whole training
   */
  public WilcoxonStop(double level, int last) {
    if (!(level > 0 && level < 1)) {
      throw new InvalidSpecException("the level must be between 0 and 1, got " + level);
    }
    this.level = level;
    this.last = last;
  }

  @Override
  public int firstStop(int number) {
    return last;
  }

  @Override
  public Decision after(List<Curve> curves, int number) {
    return new Decision.GoOn(last);
  }

  @Override
  public Optional<String> drops(List<Curve> curves, Point point) {
    Map<Point, Map<Integer, Double>> losses = losses(curves);
    Map<Integer, Double> own = losses.getOrDefault(point, Map.of());
    Point leader = leader(losses).orElse(point);
    if (leader.equals(point)) {
      return Optional.empty();
    }
    Map<Integer, Double> best = Objects.requireNonNull(losses.get(leader));
    double[] differences =
        own.entrySet().stream()
            .filter(seed -> best.containsKey(seed.getKey()))
            .mapToDouble(seed -> seed.getValue() - Objects.requireNonNull(best.get(seed.getKey())))
            .toArray();
    double p = p(differences);
    return p < level && Arrays.stream(differences).sum() > 0
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "worse than %s over %d seeds, p = %.3g",
                leader,
                differences.length,
                p))
        : Optional.empty();
  }

  /** One-sided p of differences that are above 0; 1 where they say nothing. */
  static double p(double[] differences) {
    boolean differs = false;
    for (double difference : differences) {
      differs |= difference != 0;
    }
    return differences.length < FEWEST || !differs
        ? 1
        : WilcoxonSignedRankTest.withDefaults()
            .with(AlternativeHypothesis.GREATER_THAN)
            .test(differences)
            .getPValue();
  }

  /**
   * The loss of each configuration by seed; a training that failed counts as worse than any other.
   */
  private static Map<Point, Map<Integer, Double>> losses(List<Curve> curves) {
    Map<Point, Map<Integer, Double>> losses = new LinkedHashMap<>();
    for (Curve curve : curves) {
      boolean dropped = curve.state() == TrialState.PRUNED && curve.epochs() == 0;
      if (curve.state() != TrialState.RUNNING && !dropped) {
        double best = curve.state() == TrialState.COMPLETE ? curve.best() : Double.MAX_VALUE;
        losses
            .computeIfAbsent(curve.point(), seeds -> new LinkedHashMap<>())
            .put(curve.replicate(), Math.min(best, Double.MAX_VALUE));
      }
    }
    return losses;
  }

  private static Optional<Point> leader(Map<Point, Map<Integer, Double>> losses) {
    int most = losses.values().stream().mapToInt(Map::size).max().orElse(0);
    return losses.entrySet().stream()
        .filter(arm -> arm.getValue().size() == most)
        .min(Comparator.comparingDouble(arm -> mean(arm.getValue())))
        .map(Map.Entry::getKey);
  }

  private static double mean(Map<Integer, Double> losses) {
    return losses.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
