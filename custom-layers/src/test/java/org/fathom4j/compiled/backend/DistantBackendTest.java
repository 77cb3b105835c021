package org.fathom4j.compiled.backend;

import org.fathom4j.compiled.interpreter.InterpreterBackend;

class DistantBackendTest extends BackendContract {
  @Override
  protected Backend open() {
    return new DistantBackend(new InterpreterBackend());
  }

  @Override
  protected Backend openReference() {
    return new InterpreterBackend();
  }
}
