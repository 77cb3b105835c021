package org.fathom4j.compiled.cuda.opencl;

import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_NAME;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_SVM_CAPABILITIES;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_SVM_COARSE_GRAIN_BUFFER;
import static org.bytedeco.opencl.global.OpenCL.CL_DEVICE_TYPE_ALL;
import static org.bytedeco.opencl.global.OpenCL.CL_SUCCESS;
import static org.bytedeco.opencl.global.OpenCL.clGetDeviceIDs;
import static org.bytedeco.opencl.global.OpenCL.clGetDeviceInfo;
import static org.bytedeco.opencl.global.OpenCL.clGetPlatformIDs;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencl._cl_device_id;
import org.bytedeco.opencl._cl_platform_id;
import org.fathom4j.compiled.backend.BackendException;

/** What OpenCL finds on this machine. */
final class OpenCl {
  private static final int MOST = 8;

  private OpenCl() {}

  /** The first device whose memory kernels and Java reach by the same pointers. */
  static Optional<_cl_device_id> device() {
    PointerPointer<_cl_platform_id> platforms = new PointerPointer<>(MOST);
    IntPointer count = new IntPointer(1);
    if (clGetPlatformIDs(MOST, platforms, count) != CL_SUCCESS) {
      return Optional.empty();
    }
    int found = count.get();
    for (int i = 0; i < found; i++) {
      _cl_platform_id platform = platforms.get(_cl_platform_id.class, i);
      PointerPointer<_cl_device_id> devices = new PointerPointer<>(MOST);
      if (clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, MOST, devices, count) == CL_SUCCESS) {
        for (int d = 0; d < count.get(); d++) {
          _cl_device_id device = devices.get(_cl_device_id.class, d);
          if (sharesMemory(device)) {
            return Optional.of(device);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean sharesMemory(_cl_device_id device) {
    LongPointer abilities = new LongPointer(1).put(0);
    clGetDeviceInfo(device, CL_DEVICE_SVM_CAPABILITIES, Long.BYTES, abilities, (SizeTPointer) null);
    return (abilities.get() & CL_DEVICE_SVM_COARSE_GRAIN_BUFFER) != 0;
  }

  static String name(_cl_device_id device) {
    BytePointer name = new BytePointer(256);
    check(
        "the device's name",
        clGetDeviceInfo(device, CL_DEVICE_NAME, name.capacity(), name, (SizeTPointer) null));
    String whole = name.getString();
    return whole.substring(0, whole.indexOf(0));
  }

  static void check(String what, int answer) {
    if (answer != CL_SUCCESS) {
      throw new BackendException(what, new IllegalStateException("OpenCL answers " + answer));
    }
  }
}
