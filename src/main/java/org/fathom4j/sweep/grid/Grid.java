package org.fathom4j.sweep.grid;

import java.util.Iterator;
import java.util.Optional;
import org.fathom4j.sweep.sampler.History;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;

/**
 * Every combination of the axes' values, once; the last parameter changes fastest. Ranges give as
 * many values as they say in {@link Axis#points()}, or all where they can be counted. The seed
 * plays no part.
 */
public final class Grid implements Sampler {
  private final Space space;
  private Iterator<Point> points;
  private int asked = 1;

  /**
   * A grid.
   *
   * @throws org.fathom4j.problem.InvalidSpecException for real numbers of which it is not said how
   *     many
   */
  public Grid(Search search) {
    this.space = search.space();
    space.entries().forEach(entry -> entry.axis().grid());
    this.points = space.points(Axis::grid);
  }

  @Override
  public boolean learns() {
    return false;
  }

  @Override
  public Optional<Point> ask(History history) {
    if (history.next() != asked) { // another conversation; else all before were passed
      points = space.points(Axis::grid);
    }
    asked = history.next() + 1;
    while (points.hasNext()) {
      Point point = points.next();
      if (!history.contains(point)) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }
}
