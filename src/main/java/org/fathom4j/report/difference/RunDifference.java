package org.fathom4j.report.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.analysis.Analyst;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.statistics.Holm;

/**
 * Two runs, arm by arm. Arms are the same where the parameters that both runs sweep are; trials are
 * paired by seed. An arm moved beyond noise where the one-sided p of its mean difference, corrected
 * by Holm for the number of arms, is below 5%; see {@link Noise}.
 *
 * @param measure what both are compared by: what the first run's report judges by
 * @param arms in the order of the first run, then those of the second alone
 * @param noise of one pair; empty where nothing tells it
 */
public record RunDifference(Measure measure, List<ArmDifference> arms, Optional<Noise> noise) {
  private static final double ALPHA = 0.05;

  /** Copies the arms. */
  public RunDifference {
    arms = List.copyOf(arms);
  }

  /** What became of the first run's arms in the second. */
  public static RunDifference of(SweepRecord first, SweepRecord second) {
    List<Arm> before = Analyst.arms(first);
    List<Arm> after = Analyst.arms(second);
    List<String> shared = shared(before, after);
    Measure measure = Measure.of(first);
    String result = measure.result();
    List<PairedArm> paired = new ArrayList<>();
    List<ArmDifference> alone = new ArrayList<>();
    List<Arm> left = new ArrayList<>(after);
    for (Arm arm : before) {
      Optional<Arm> same =
          left.stream().filter(other -> PairedArm.matches(arm, other, shared)).findFirst();
      same.ifPresent(left::remove);
      same.ifPresentOrElse(
          other -> paired.add(PairedArm.of(arm, other, result)),
          () -> alone.add(alone(arm, arm.mean(result), Double.NaN, Verdict.ONLY_FIRST)));
    }
    left.forEach(arm -> alone.add(alone(arm, Double.NaN, arm.mean(result), Verdict.ONLY_SECOND)));
    int examples = measure.percent() ? first.data().testExamples() : 0;
    Optional<Noise> noise =
        Noise.of(paired.stream().filter(arm -> !arm.pairs().isEmpty()).toList(), examples);
    List<ArmDifference> arms = judged(paired, noise, measure);
    arms.addAll(alone);
    return new RunDifference(measure, arms, noise);
  }

  /** Arms that fell beyond noise or lost trials. */
  public List<ArmDifference> worse() {
    return arms.stream().filter(arm -> arm.verdict() == Verdict.WORSE).toList();
  }

  /** Arms that rose or fell beyond noise or lost trials. */
  public List<ArmDifference> moved() {
    return arms.stream()
        .filter(arm -> arm.verdict() == Verdict.WORSE || arm.verdict() == Verdict.BETTER)
        .toList();
  }

  /** Without the arms that one of the runs does not have. */
  public RunDifference ofBoth() {
    return new RunDifference(
        measure,
        arms.stream()
            .filter(arm -> arm.verdict() != Verdict.ONLY_FIRST)
            .filter(arm -> arm.verdict() != Verdict.ONLY_SECOND)
            .toList(),
        noise);
  }

  /** Parameters that both runs have. */
  private static List<String> shared(List<Arm> first, List<Arm> second) {
    return first.stream()
        .flatMap(arm -> arm.parameters().keySet().stream())
        .distinct()
        .filter(name -> second.stream().anyMatch(a -> a.parameters().containsKey(name)))
        .toList();
  }

  private static ArmDifference alone(Arm arm, double first, double second, Verdict verdict) {
    return new ArmDifference(
        arm.parameters(), arm.label(), 0, first, second, Optional.empty(), 0, verdict);
  }

  private static List<ArmDifference> judged(
      List<PairedArm> arms, Optional<Noise> noise, Measure measure) {
    double[] falls = corrected(arms, noise, d -> measure.higherIsBetter() ? -d : d);
    double[] rises = corrected(arms, noise, d -> measure.higherIsBetter() ? d : -d);
    List<ArmDifference> judged = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      PairedArm arm = arms.get(i);
      int pairs = arm.pairs().size();
      double difference = arm.secondMean() - arm.firstMean();
      judged.add(
          new ArmDifference(
              arm.first().parameters(),
              arm.first().label(),
              pairs,
              arm.firstMean(),
              arm.secondMean(),
              pairs == 0 ? Optional.empty() : noise.map(n -> n.interval(difference, pairs)),
              arm.lost(),
              verdict(arm, noise.isPresent(), falls[i], rises[i])));
    }
    return judged;
  }

  private static double[] corrected(
      List<PairedArm> arms, Optional<Noise> noise, DoubleUnaryOperator sign) {
    return Holm.adjust(
        arms.stream()
            .mapToDouble(
                arm ->
                    arm.pairs().isEmpty() || noise.isEmpty()
                        ? 1
                        : noise
                            .get()
                            .p(
                                sign.applyAsDouble(arm.secondMean() - arm.firstMean()),
                                arm.pairs().size()))
            .toArray());
  }

  private static Verdict verdict(PairedArm arm, boolean noiseIsKnown, double fall, double rise) {
    if (arm.lost() > 0) {
      return Verdict.WORSE;
    }
    if (arm.pairs().isEmpty()) {
      return Verdict.UNPAIRED;
    }
    if (arm.identical()) {
      return Verdict.IDENTICAL;
    }
    if (!noiseIsKnown) {
      return Verdict.UNJUDGED;
    }
    if (fall < ALPHA) {
      return Verdict.WORSE;
    }
    return rise < ALPHA ? Verdict.BETTER : Verdict.WITHIN_NOISE;
  }
}
