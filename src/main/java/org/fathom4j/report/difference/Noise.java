package org.fathom4j.report.difference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.report.statistics.Samples;
import org.fathom4j.report.statistics.StudentT;

/**
 * How far one training differs from another of the same seed in the other run, by itself.
 *
 * <p>With several seeds: the standard deviation of the paired differences around the mean of their
 * arm, pooled over the arms,
 *
 * <pre>s^2 = sum over arms and pairs of (d - mean d of the arm)^2 / sum over arms of (pairs - 1)
 * </pre>
 *
 * and Student's t with that many degrees of freedom. Of a share it is at least one test example.
 * With one seed, where nothing tells what another training gives, that of a share is what another
 * draw of test examples would do: {@code s^2 = 2 p (1 - p) / examples}.
 *
 * @param deviation s, of one pair
 * @param freedom degrees of freedom
 */
public record Noise(double deviation, double freedom) {
  private static final double MANY = 1e6;
  private static final double LEVEL = 0.95;

  /**
   * The noise of paired arms.
   *
   * @param arms those with pairs
   * @param examples test examples where a share is measured, else 0
   * @return empty where nothing tells it
   */
  static Optional<Noise> of(List<PairedArm> arms, int examples) {
    double squares = 0;
    double freedom = 0;
    for (PairedArm arm : arms) {
      double[] differences = arm.differences();
      double mean = Samples.mean(differences);
      squares += Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
      freedom += differences.length - 1;
    }
    double least = examples > 0 ? 1.0 / examples : 0;
    if (freedom > 0) {
      return Optional.of(new Noise(Math.max(least, Math.sqrt(squares / freedom)), freedom));
    }
    return examples > 0 && !arms.isEmpty()
        ? Optional.of(ofExamples(arms, examples))
        : Optional.empty();
  }

  private static Noise ofExamples(List<PairedArm> arms, int examples) {
    double p =
        arms.stream().mapToDouble(a -> (a.firstMean() + a.secondMean()) / 2).average().orElse(0);
    return new Noise(Math.max(1.0 / examples, Math.sqrt(2 * p * (1 - p) / examples)), MANY);
  }

  /** One-sided p of a mean difference of so many pairs at least this large. */
  double p(double difference, int pairs) {
    double error = deviation / Math.sqrt(pairs);
    if (error == 0) {
      return difference > 0 ? 0 : 1;
    }
    return StudentT.above(difference / error, freedom);
  }

  /** 95% interval of a mean difference. */
  Interval interval(double difference, int pairs) {
    double half = StudentT.quantile(LEVEL, freedom) * deviation / Math.sqrt(pairs);
    return new Interval(difference - half, difference + half);
  }
}
