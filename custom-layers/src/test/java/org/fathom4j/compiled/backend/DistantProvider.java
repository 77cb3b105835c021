package org.fathom4j.compiled.backend;

import org.fathom4j.compiled.interpreter.InterpreterBackend;

/** The interpreter as if it ran on a device, so that the tests need none. */
public final class DistantProvider implements BackendProvider {
  @Override
  public String title() {
    return "distant";
  }

  @Override
  public Backend open(Precision precision) {
    return new DistantBackend(new InterpreterBackend(precision));
  }

  @Override
  public String remedy() {
    return "It needs Java alone.";
  }
}
