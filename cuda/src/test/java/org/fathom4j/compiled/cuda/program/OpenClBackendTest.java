package org.fathom4j.compiled.cuda.program;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendContract;
import org.fathom4j.compiled.cuda.opencl.OpenClDevice;
import org.fathom4j.compiled.interpreter.InterpreterBackend;

/** Every kernel means what the interpreter says, on the CPU by OpenCL. */
class OpenClBackendTest extends BackendContract {
  @Override
  protected Backend open() {
    assumeTrue(OpenClDevice.found(), "no OpenCL platform: pocl-opencl-icd has one for CPUs");
    return DeviceBackend.apart(OpenClDevice.open());
  }

  @Override
  protected Backend openReference() {
    return new InterpreterBackend();
  }
}
