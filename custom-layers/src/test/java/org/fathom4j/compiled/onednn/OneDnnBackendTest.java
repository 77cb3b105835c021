package org.fathom4j.compiled.onednn;

import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendContract;
import org.fathom4j.compiled.interpreter.InterpreterBackend;

class OneDnnBackendTest extends BackendContract {
  @Override
  protected Backend open() {
    return OneDnnBackend.open();
  }

  @Override
  protected Backend openReference() {
    return new InterpreterBackend();
  }
}
