package org.fathom4j.report.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.report.statistics.PairedComparison;
import org.fathom4j.report.statistics.Samples;

/**
 * A contrast at one value of a grid's other axis: what the mean over that axis would hide.
 *
 * @param label of that value
 * @param comparison of the networks with it
 */
record Slice(String label, PairedComparison comparison) {
  /** At every value where both sides have a seed in common; none where there is one axis. */
  static List<Slice> of(Contrast contrast, Findings findings) {
    String second = findings.secondAxis();
    if (second.isEmpty()) {
      return List.of();
    }
    List<Slice> slices = new ArrayList<>();
    for (Arm first : contrast.first().arms()) {
      for (Arm other : contrast.second().arms()) {
        Object value = first.parameters().getOrDefault(second, "");
        if (value.equals(other.parameters().get(second))) {
          of(value, alone(contrast.first(), first), alone(contrast.second(), other), findings)
              .ifPresent(slices::add);
        }
      }
    }
    return slices;
  }

  private static Optional<Slice> of(Object value, Level first, Level second, Findings findings) {
    Measure measure = findings.measure();
    Level.Pairs pairs = Level.pairs(first, second, measure.result(), "");
    if (pairs.runs().isEmpty()) {
      return Optional.empty();
    }
    PairedComparison comparison =
        PairedComparison.of(
            Samples.array(pairs.first()),
            Samples.array(pairs.second()),
            measure.higherIsBetter(),
            findings.repeats().over(pairs.runs()));
    return Optional.of(new Slice(findings.secondAxis() + " " + value, comparison));
  }

  private static Level alone(Level level, Arm arm) {
    return new Level(level.value(), level.label(), level.position(), List.of(arm));
  }

  /** Whether it points the other way than that difference. */
  boolean isAgainst(double difference) {
    return comparison.difference() * difference < 0;
  }

  /** Whether it does so in more than its seeds' own spread. */
  boolean isSurelyAgainst(double difference) {
    return isAgainst(difference)
        && comparison.pairs() >= Answer.PAIRS_FOR_A_VERDICT
        && comparison.interval().filter(interval -> interval.excludes(0)).isPresent();
  }
}
