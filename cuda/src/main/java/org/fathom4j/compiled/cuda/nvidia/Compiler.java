package org.fathom4j.compiled.cuda.nvidia;

/** Makes code for the card of a source in CUDA C++. */
@FunctionalInterface
interface Compiler {
  /**
   * Code that the driver takes.
   *
   * @throws org.fathom4j.compiled.backend.BackendException with the compiler's messages
   */
  byte[] compile(String source);
}
