package org.fathom4j.sweep.engine;

import java.util.Comparator;

/**
 * An order on its logical worker.
 *
 * @param order what is trained
 * @param end when it ends in virtual time
 * @param sequence place among all orders
 */
record Segment(Order order, double end, long sequence) {
  static final Comparator<Segment> BY_END =
      Comparator.comparingDouble(Segment::end).thenComparingLong(Segment::sequence);
}
