package org.fathom4j.compiled.cuda;

import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendProvider;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.cuda.nvidia.CudaDevice;
import org.fathom4j.compiled.cuda.program.DeviceBackend;

/** The first NVIDIA card that this process may use, of compute capability 7.5 or above. */
public final class CudaBackendProvider implements BackendProvider {
  @Override
  public String title() {
    return "cuda";
  }

  @Override
  public Backend open(Precision precision) {
    return new DeviceBackend(CudaDevice.open());
  }

  @Override
  public String remedy() {
    return "It needs NVIDIA's driver 580 or newer, CUDA 13 and cuDNN 9 on Linux x86_64; './fathom doctor' names what is missing.";
  }
}
