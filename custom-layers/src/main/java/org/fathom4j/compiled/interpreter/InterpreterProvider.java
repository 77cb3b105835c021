package org.fathom4j.compiled.interpreter;

import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendProvider;
import org.fathom4j.compiled.backend.Precision;

/** Plain Java, row by row: slow, and what the others are held to. */
public final class InterpreterProvider implements BackendProvider {
  @Override
  public String title() {
    return "interpreter";
  }

  @Override
  public Backend open(Precision precision) {
    return new InterpreterBackend(precision);
  }

  @Override
  public String remedy() {
    return "It needs Java alone.";
  }
}
