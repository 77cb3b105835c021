package org.fathom4j.compiled.cuda.opencl;

import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendProvider;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.cuda.program.DeviceBackend;

/** Compiled steps on whatever OpenCL finds. */
public final class OpenClProvider implements BackendProvider {
  @Override
  public String title() {
    return "opencl";
  }

  @Override
  public Backend open(Precision precision) {
    return new DeviceBackend(OpenClDevice.open());
  }

  @Override
  public String remedy() {
    return "install a platform of OpenCL: pocl-opencl-icd has one for CPUs";
  }
}
