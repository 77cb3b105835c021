package org.fathom4j.sweep.sampler;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;

/** Points that were not tried before and keep the rules of the space. */
public final class Fresh {
  private static final int DRAWS = 1000;
  private static final double COUNTABLE = 200_000;

  private Fresh() {}

  /** Whether a point is of the space, keeps its rules and was not asked for before. */
  public static boolean is(Space space, History history, Point point) {
    return !history.contains(point) && space.keepsRules(point);
  }

  /**
   * The first fresh one of 1000 draws. Where there is none, one of all that are left, if the space
   * can be listed (up to 200,000 points); else the search ends.
   *
   * @param draw gives a point of the space, which may break a rule or be known
   * @param draws chooses among those left
   */
  public static Optional<Point> of(
      Space space, History history, Supplier<Point> draw, Draws draws) {
    for (int k = 0; k < DRAWS; k++) {
      Point point = draw.get();
      if (is(space, history, point)) {
        return Optional.of(point);
      }
    }
    List<Point> left = left(space, history);
    return left.isEmpty() ? Optional.empty() : Optional.of(draws.of(left));
  }

  /** A fresh point, each equally likely. */
  public static Optional<Point> uniform(Space space, History history, Draws draws) {
    return of(space, history, () -> uniform(space, draws), draws);
  }

  /** A point of the space, each parameter uniform on its scale; it may break a rule. */
  public static Point uniform(Space space, Draws draws) {
    return space.fill(entry -> entry.axis().value(entry.axis().scale().at(draws.nextDouble())));
  }

  private static List<Point> left(Space space, History history) {
    List<Point> left = new ArrayList<>();
    if (space.cardinality() <= COUNTABLE) {
      Iterator<Point> all = space.points(Axis::all);
      all.forEachRemaining(
          point -> {
            if (!history.contains(point)) {
              left.add(point);
            }
          });
    }
    return left;
  }
}
