package org.fathom4j.compiled.backend;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The network's flat vectors, where the programs of one backend read and write them.
 *
 * @param parameters all parameters, floats without gaps
 * @param gradients all gradients, in the same order
 * @param state of the updater, where there is one and a program uses it
 */
public record Vectors(Residence parameters, Residence gradients, Optional<Residence> state)
    implements AutoCloseable {

  /**
   * Takes vectors into a backend's memory, without the updater's state.
   *
   * @param parameters outside of Java's heap, in the machine's byte order, as all of them
   */
  public static Vectors of(Backend backend, FloatBuffer parameters, FloatBuffer gradients) {
    return new Vectors(
        residence(backend, parameters), residence(backend, gradients), Optional.empty());
  }

  /** Of a network without parameters nothing is asked of a backend. */
  private static Residence residence(Backend backend, FloatBuffer vector) {
    return vector.capacity() == 0 ? new InPlace(vector) : backend.reside(vector);
  }

  /** The same with the state of an updater. */
  public Vectors with(Residence updaterState) {
    return new Vectors(parameters, gradients, Optional.of(updaterState));
  }

  /** From the network to the backend. */
  public void push() {
    each(Residence::push);
  }

  /** From the backend to the network. */
  public void fetch() {
    each(Residence::fetch);
  }

  @Override
  public void close() {
    each(Residence::close);
  }

  private void each(Consumer<Residence> action) {
    action.accept(parameters);
    action.accept(gradients);
    state.ifPresent(action);
  }
}
