package org.fathom4j.sweep.space;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.fathom4j.problem.InvalidSpecException;

/**
 * What a sweep chooses from: parameters in order, rules that points keep, and points to try first.
 *
 * @param entries the parameters; conditions name earlier ones alone
 * @param constraints rules that every point keeps
 * @param first points to try before any sampler is asked, in order
 */
public record Space(List<Entry> entries, List<Constraint> constraints, List<Point> first) {
  /**
   * Copies the lists and checks them.
   *
   * @throws InvalidSpecException for a name that comes twice, a condition on a parameter that does
   *     not come before, or a first point that is not of the space
   */
  public Space {
    entries = List.copyOf(entries);
    constraints = List.copyOf(constraints);
    check(entries);
    List<Point> own = new ArrayList<>();
    for (Point point : first) {
      own.add(own(entries, constraints, point));
    }
    first = List.copyOf(own);
  }

  /** A space without parameters, to which {@link #with} adds them. */
  public static Space empty() {
    return new Space(List.of(), List.of(), List.of());
  }

  /** This space and one parameter more, which is there where all conditions hold. */
  public Space with(String name, Axis axis, Condition... when) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(name, axis, List.of(when)));
    return new Space(more, constraints, first);
  }

  /** This space without the points that break a rule. */
  public Space where(String rule, Predicate<Point> holds) {
    List<Constraint> more = new ArrayList<>(constraints);
    more.add(new Constraint(rule, holds));
    return new Space(entries, more, first);
  }

  /** This space with one point more to try first. */
  public Space first(Point point) {
    List<Point> more = new ArrayList<>(first);
    more.add(point);
    return new Space(entries, constraints, more);
  }

  /** A point whose values are chosen in order, for the parameters that are there. */
  public Point fill(Function<Entry, Object> choose) {
    return fill(entries, choose);
  }

  /**
   * The point at a place of the unit cube.
   *
   * @param shares one from 0 to 1 for each parameter, used or not
   */
  public Point at(double[] shares) {
    Point point = Point.empty();
    for (int k = 0; k < shares.length; k++) {
      Entry entry = entries.get(k);
      if (entry.active(point)) {
        point = point.with(entry.name(), entry.axis().value(entry.axis().scale().at(shares[k])));
      }
    }
    return point;
  }

  /** The place of a point in the unit cube; the middle for parameters that it does not have. */
  public double[] shares(Point point) {
    double[] shares = new double[entries.size()];
    for (int k = 0; k < shares.length; k++) {
      Entry entry = entries.get(k);
      shares[k] = point.has(entry.name()) ? share(entry.axis(), point.get(entry.name())) : 0.5;
    }
    return shares;
  }

  /**
   * Whether a point has exactly the parameters that are there, values of theirs, and keeps the
   * rules.
   */
  public boolean admits(Point point) {
    return keepsRules(point) && own(entries, point).filter(point::equals).isPresent();
  }

  /** Whether a point keeps the rules. */
  public boolean keepsRules(Point point) {
    return constraints.stream().allMatch(constraint -> constraint.holds().test(point));
  }

  /** At most so many points there are; infinite where an axis has no step. */
  public double cardinality() {
    double product = 1;
    for (Entry entry : entries) {
      long size = entry.axis().size();
      product *= size == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : size;
    }
    return product;
  }

  /**
   * Every point that can be made of some values of each axis and keeps the rules; the last
   * parameter changes fastest.
   */
  public Iterator<Point> points(Function<Axis, List<Object>> values) {
    return new Product(this, values);
  }

  private static double share(Axis axis, Object value) {
    OptionalDouble number = axis.number(value);
    return axis.scale().share(number.orElseThrow());
  }

  private static Point fill(List<Entry> entries, Function<Entry, Object> choose) {
    Point point = Point.empty();
    for (Entry entry : entries) {
      if (entry.active(point)) {
        point = point.with(entry.name(), choose.apply(entry));
      }
    }
    return point;
  }

  private static void check(List<Entry> entries) {
    Set<String> before = new HashSet<>();
    for (Entry entry : entries) {
      for (Condition condition : entry.when()) {
        if (!before.contains(condition.name())) {
          throw new InvalidSpecException(
              entry.name()
                  + ": its condition names '"
                  + condition.name()
                  + "', which does not come before it");
        }
      }
      if (!before.add(entry.name())) {
        throw new InvalidSpecException(entry.name() + ": comes twice in the space");
      }
    }
  }

  private static Point own(List<Entry> entries, List<Constraint> constraints, Point given) {
    Point point =
        own(entries, given)
            .orElseThrow(
                () ->
                    new InvalidSpecException(
                        "the point to try first is not in the space: " + given));
    for (Constraint constraint : constraints) {
      if (!constraint.holds().test(point)) {
        throw new InvalidSpecException(
            "the point to try first breaks the rule " + constraint.rule() + ": " + given);
      }
    }
    return point;
  }

  /** The point in the space's own order and numbers; empty where it is none of the space. */
  private static Optional<Point> own(List<Entry> entries, Point given) {
    Point point = Point.empty();
    for (Entry entry : entries) {
      if (!entry.active(point)) {
        continue;
      }
      OptionalDouble number =
          given.has(entry.name())
              ? entry.axis().number(given.get(entry.name()))
              : OptionalDouble.empty();
      if (number.isEmpty()) {
        return Optional.empty();
      }
      point = point.with(entry.name(), entry.axis().value(number.getAsDouble()));
    }
    return point.values().size() == given.values().size() ? Optional.of(point) : Optional.empty();
  }
}
