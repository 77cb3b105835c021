package org.fathom4j.sweep;

import java.util.List;
import java.util.Map;
import org.fathom4j.config.RuleSpec;
import org.fathom4j.config.SearchSpec;
import org.fathom4j.config.SearchSpec.Conditional;
import org.fathom4j.config.SpaceSpec;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Condition;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;

/** The space of a sweep section, as samplers take it. */
public final class SweepSpaces {
  private SweepSpaces() {}

  /**
   * The parameters in the order of the file; a list of rising or falling numbers is an ordered
   * axis.
   *
   * @throws org.fathom4j.problem.InvalidSpecException where a point to try first is none of the
   *     space, or a rule has no truth value there
   */
  public static Space of(SearchSpec spec) {
    Space space = Space.empty();
    for (Map.Entry<String, SpaceSpec> entry : spec.space().entrySet()) {
      space = space.with(entry.getKey(), axis(entry.getValue()), conditions(spec, entry.getKey()));
    }
    for (RuleSpec rule : spec.rules()) {
      space = space.where(rule.expression(), point -> rule.holds(spec.named(point.values())));
    }
    for (Map<String, Object> first : spec.first()) {
      space = space.first(new Point(first));
    }
    return space;
  }

  private static Condition[] conditions(SearchSpec spec, String name) {
    Conditional conditional = spec.conditions().get(name);
    return conditional == null
        ? new Condition[0]
        : conditional.when().entrySet().stream()
            .map(other -> new Condition(other.getKey(), other.getValue()))
            .toArray(Condition[]::new);
  }

  private static Axis axis(SpaceSpec spec) {
    if (spec instanceof SpaceSpec.Integers range) {
      return new Axis.Ints(range.from(), range.to(), 1, range.log(), range.points());
    }
    if (spec instanceof SpaceSpec.Reals range) {
      return new Axis.Reals(range.from(), range.to(), 0, range.log(), range.points());
    }
    List<Object> values = ((SpaceSpec.Values) spec).values();
    return new Axis.Choice(values, values.size() > 1 && monotonic(values));
  }

  private static boolean monotonic(List<Object> values) {
    double direction = 0;
    for (int k = 1; k < values.size(); k++) {
      if (!(values.get(k - 1) instanceof Number before && values.get(k) instanceof Number after)) {
        return false;
      }
      double step = Math.signum(after.doubleValue() - before.doubleValue());
      if (step == 0 || step == -direction) {
        return false;
      }
      direction = step;
    }
    return true;
  }
}
