package org.fathom4j.compiled.cuda.opencl;

import static org.bytedeco.opencl.global.OpenCL.CL_PROGRAM_BUILD_LOG;
import static org.bytedeco.opencl.global.OpenCL.CL_SUCCESS;
import static org.bytedeco.opencl.global.OpenCL.clBuildProgram;
import static org.bytedeco.opencl.global.OpenCL.clCreateContext;
import static org.bytedeco.opencl.global.OpenCL.clCreateProgramWithSource;
import static org.bytedeco.opencl.global.OpenCL.clGetProgramBuildInfo;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencl._cl_context;
import org.bytedeco.opencl._cl_device_id;
import org.bytedeco.opencl._cl_program;
import org.fathom4j.compiled.backend.BackendException;

/**
 * The device that OpenCL finds, and what was compiled for it: one in a process, for all threads.
 *
 * @param device the first that serves
 * @param context of all memory and programs
 * @param programs by their source
 */
record Platform(_cl_device_id device, _cl_context context, Map<String, _cl_program> programs) {
  private static final int LOG = 1 << 16;

  private static final class Only {
    private static final Optional<Platform> FOUND = OpenCl.device().map(Platform::of);
  }

  /** That of this machine, or nothing where OpenCL finds none that serves. */
  static Optional<Platform> find() {
    return Only.FOUND;
  }

  private static Platform of(_cl_device_id device) {
    int[] answer = new int[1];
    _cl_context context =
        clCreateContext(
            (SizeTPointer) null,
            1,
            new PointerPointer<_cl_device_id>(1).put(0, device),
            null,
            null,
            answer);
    OpenCl.check("a context", answer[0]);
    return new Platform(device, context, new ConcurrentHashMap<>());
  }

  /** A source as a program. */
  _cl_program program(String source) {
    return programs.computeIfAbsent(source, this::compiled);
  }

  private _cl_program compiled(String source) {
    int[] answer = new int[1];
    BytePointer text = new BytePointer(source);
    _cl_program program =
        clCreateProgramWithSource(
            context,
            1,
            new PointerPointer<BytePointer>(1).put(0, text),
            (SizeTPointer) null,
            new IntPointer(answer));
    if (clBuildProgram(program, 1, device, "", null, null) != CL_SUCCESS) {
      BytePointer log = new BytePointer(LOG);
      clGetProgramBuildInfo(
          program, device, CL_PROGRAM_BUILD_LOG, log.capacity(), log, (SizeTPointer) null);
      throw new BackendException("kernels", new IllegalStateException(log.getString()));
    }
    return program;
  }
}
