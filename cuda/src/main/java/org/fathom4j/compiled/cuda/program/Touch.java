package org.fathom4j.compiled.cuda.program;

import org.fathom4j.compiled.graph.Tensor;

/**
 * What is done with a tensor.
 *
 * @param root the tensor whose elements it has
 * @param floats how many of its numbers there must be room for
 * @param way what is done with them
 * @param called whether by a call for each element, and not by anything else
 */
record Touch(Tensor root, long floats, Call.Way way, boolean called) {
  /** Whether it makes no difference which of the two comes first. */
  boolean apart(Touch other) {
    boolean doubts = way == Call.Way.DOUBTED && other.way == Call.Way.DOUBTED;
    return doubts
        || !(way.writes() || other.way.writes())
        || !Location.of(root).meets(Location.of(other.root));
  }

  /** Whether each element may do this, and then the other, without waiting for the others. */
  boolean alongside(Touch later) {
    return apart(later)
        || (way.own() && later.way.own() && Location.of(root).equals(Location.of(later.root)));
  }
}
