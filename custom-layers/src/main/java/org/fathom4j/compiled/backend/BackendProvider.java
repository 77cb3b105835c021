package org.fathom4j.compiled.backend;

/**
 * A way to run compiled steps, found as a service by {@link java.util.ServiceLoader}. It is made
 * wherever there is a choice of libraries, so that only {@link #open} may load anything native.
 */
public interface BackendProvider {

  /** What it is asked for by, in any case; unlike those of all others. */
  String title();

  /** Whether it runs what no library is named for, as one alone may. */
  default boolean standard() {
    return false;
  }

  /**
   * Loads the library.
   *
   * @param precision of the products
   * @throws LinkageError where there is no build of it for this machine
   * @throws BackendException where there is one and it finds nothing to run on
   */
  Backend open(Precision precision);

  /** What to see to where it does not load, for people. */
  String remedy();
}
