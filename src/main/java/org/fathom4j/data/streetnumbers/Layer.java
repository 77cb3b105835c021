package org.fathom4j.data.streetnumbers;

/** One thing in the picture, painted over what lies below. */
@FunctionalInterface
interface Layer {
  void paint(Spot spot);
}
