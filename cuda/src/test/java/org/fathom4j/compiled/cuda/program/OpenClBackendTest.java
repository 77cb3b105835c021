package org.fathom4j.compiled.cuda.program;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendContract;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.opencl.OpenClDevice;
import org.fathom4j.compiled.interpreter.InterpreterBackend;

/** Every kernel means what the interpreter says, on the CPU by OpenCL. */
class OpenClBackendTest extends BackendContract {
  @Override
  protected Backend open() {
    Optional<OpenClDevice> device = OpenClDevice.find();
    assumeTrue(device.isPresent(), "no OpenCL platform: pocl-opencl-icd has one for CPUs");
    Device found = device.orElseThrow();
    return new DeviceBackend(found);
  }

  @Override
  protected Backend openReference() {
    return new InterpreterBackend();
  }
}
