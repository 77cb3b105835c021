package org.fathom4j.compiled.backend;

import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * The network's own flat vectors, which programs read and write in place: outside of Java's heap,
 * in the machine's byte order. Whoever hands them over keeps them alive.
 *
 * @param parameters all parameters, floats without gaps
 * @param gradients all gradients, in the same order
 * @param state of the updater, where there is one and the program uses it
 */
public record Vectors(FloatBuffer parameters, FloatBuffer gradients, Optional<FloatBuffer> state) {
  /** Without the updater's state. */
  public Vectors(FloatBuffer parameters, FloatBuffer gradients) {
    this(parameters, gradients, Optional.empty());
  }
}
