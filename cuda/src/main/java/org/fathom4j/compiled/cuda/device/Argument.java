package org.fathom4j.compiled.cuda.device;

/** What a kernel is called with. */
public sealed interface Argument permits Place, Argument.Whole, Argument.Real {
  /** An {@code int}. */
  record Whole(int value) implements Argument {}

  /** A {@code float}. */
  record Real(float value) implements Argument {}
}
