package org.fathom4j.device;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the CUDA driver itself for the GPUs, where {@code nvidia-smi} is absent or too old to know
 * of compute capabilities. It honours {@code CUDA_VISIBLE_DEVICES}.
 */
final class CudaDriver {
  private static final int CAPABILITY_MAJOR = 75;
  private static final int CAPABILITY_MINOR = 76;
  private static final int NAME_LENGTH = 256;

  private final NativeLibrary cuda;

  private CudaDriver(NativeLibrary cuda) {
    this.cuda = cuda;
  }

  static GpuListing list() {
    try {
      return new CudaDriver(NativeLibrary.getInstance(Platform.isWindows() ? "nvcuda" : "cuda"))
          .devices();
    } catch (UnsatisfiedLinkError absent) {
      return GpuListing.none("the CUDA driver library is not installed");
    }
  }

  private GpuListing devices() {
    int code = call("cuInit", 0);
    if (code != 0) {
      return GpuListing.none("the CUDA driver does not start (cuInit gave " + code + ")");
    }
    IntByReference count = new IntByReference();
    call("cuDeviceGetCount", count);
    List<Gpu> gpus = new ArrayList<>();
    for (int device = 0; device < count.getValue(); device++) {
      gpus.add(gpu(device));
    }
    return gpus.isEmpty() ? GpuListing.none("the CUDA driver lists no GPU") : GpuListing.of(gpus);
  }

  private Gpu gpu(int device) {
    byte[] name = new byte[NAME_LENGTH];
    call("cuDeviceGetName", name, NAME_LENGTH, device);
    return new Gpu(
        "", Native.toString(name, StandardCharsets.UTF_8.name()), capability(device), "");
  }

  private Optional<ComputeCapability> capability(int device) {
    IntByReference major = new IntByReference();
    IntByReference minor = new IntByReference();
    int code =
        call("cuDeviceGetAttribute", major, CAPABILITY_MAJOR, device)
            | call("cuDeviceGetAttribute", minor, CAPABILITY_MINOR, device);
    return code == 0
        ? Optional.of(new ComputeCapability(major.getValue(), minor.getValue()))
        : Optional.empty();
  }

  private int call(String function, Object... arguments) {
    return cuda.getFunction(function).invokeInt(arguments);
  }
}
