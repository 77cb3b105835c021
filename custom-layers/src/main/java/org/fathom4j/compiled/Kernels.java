package org.fathom4j.compiled;

import java.util.List;
import java.util.Optional;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.lowering.Obstacle;

/** What is to run a compiled step, and what its products are computed from. */
record Kernels(KernelLibrary library, Precision precision) {

  /** Those of single precision. */
  static Kernels of(KernelLibrary library) {
    return new Kernels(library, Precision.FLOAT);
  }

  /**
   * Loads them.
   *
   * @throws LinkageError where there is no build of the library for this machine
   * @throws BackendException where there is one and it finds nothing to run on
   * @throws NotCompilableException where this machine has no instructions for the precision
   */
  Backend open() {
    Backend backend = library.open(precision);
    Optional<String> missing = backend.obstacle(precision);
    if (missing.isPresent()) {
      backend.close();
      throw new NotCompilableException(List.of(new Obstacle("machine", missing.get())));
    }
    return backend;
  }
}
