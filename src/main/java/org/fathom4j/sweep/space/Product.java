package org.fathom4j.sweep.space;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The points of a space one by one, as an odometer counts; parameters that are not there stand
 * still.
 */
final class Product implements Iterator<Point> {
  private final Space space;
  private final List<List<Object>> values = new ArrayList<>();
  private final int[] place;
  private boolean ended;
  private @Nullable Point next;

  Product(Space space, Function<Axis, List<Object>> valuesOf) {
    this.space = space;
    space.entries().forEach(entry -> values.add(valuesOf.apply(entry.axis())));
    this.place = new int[values.size()];
    seek();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Point next() {
    Point found = next;
    if (found == null) {
      throw new NoSuchElementException("every point was given");
    }
    seek();
    return found;
  }

  /** The next point that keeps the rules. */
  private void seek() {
    next = null;
    while (!ended && next == null) {
      Point point = here();
      if (space.keepsRules(point)) {
        next = point;
      }
      ended = !advance(point);
    }
  }

  private Point here() {
    Point point = Point.empty();
    for (int k = 0; k < place.length; k++) {
      Entry entry = space.entries().get(k);
      if (entry.active(point)) {
        point = point.with(entry.name(), values.get(k).get(place[k]));
      }
    }
    return point;
  }

  private boolean advance(Point point) {
    for (int k = place.length - 1; k >= 0; k--) {
      boolean moves = point.has(space.entries().get(k).name());
      if (moves && place[k] + 1 < values.get(k).size()) {
        place[k]++;
        return true;
      }
      place[k] = 0;
    }
    return false;
  }
}
