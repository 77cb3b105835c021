package org.fathom4j.compiled.cuda.opencl;

import static org.bytedeco.opencl.global.OpenCL.CL_MEM_READ_WRITE;
import static org.bytedeco.opencl.global.OpenCL.CL_PROGRAM_BUILD_LOG;
import static org.bytedeco.opencl.global.OpenCL.CL_SUCCESS;
import static org.bytedeco.opencl.global.OpenCL.CL_TRUE;
import static org.bytedeco.opencl.global.OpenCL.clBuildProgram;
import static org.bytedeco.opencl.global.OpenCL.clCreateCommandQueueWithProperties;
import static org.bytedeco.opencl.global.OpenCL.clCreateContext;
import static org.bytedeco.opencl.global.OpenCL.clCreateKernel;
import static org.bytedeco.opencl.global.OpenCL.clCreateProgramWithSource;
import static org.bytedeco.opencl.global.OpenCL.clEnqueueNDRangeKernel;
import static org.bytedeco.opencl.global.OpenCL.clEnqueueSVMMemcpy;
import static org.bytedeco.opencl.global.OpenCL.clFinish;
import static org.bytedeco.opencl.global.OpenCL.clGetProgramBuildInfo;
import static org.bytedeco.opencl.global.OpenCL.clSVMAlloc;
import static org.bytedeco.opencl.global.OpenCL.clSVMFree;
import static org.bytedeco.opencl.global.OpenCL.clSetKernelArg;
import static org.bytedeco.opencl.global.OpenCL.clSetKernelArgSVMPointer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencl._cl_command_queue;
import org.bytedeco.opencl._cl_context;
import org.bytedeco.opencl._cl_device_id;
import org.bytedeco.opencl._cl_kernel;
import org.bytedeco.opencl._cl_program;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.cuda.device.Argument;
import org.fathom4j.compiled.cuda.device.ConvolutionProduct;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.device.Dialect;
import org.fathom4j.compiled.cuda.device.Kernel;
import org.fathom4j.compiled.cuda.device.Kernels;
import org.fathom4j.compiled.cuda.device.MatrixProduct;
import org.fathom4j.compiled.cuda.device.Memory;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.cuda.device.Recording;
import org.fathom4j.compiled.cuda.device.Work;
import org.jspecify.annotations.Nullable;

/**
 * What OpenCL runs on: a CPU by PoCL, too. It prepares nothing: plain kernels are used. There is
 * one in a process, which keeps what it compiled.
 */
public final class OpenClDevice implements Device {
  /** Bytes; OpenCL knows no larger type to align to. */
  private static final int ALIGNED = 128;

  private final _cl_device_id device;
  private final _cl_context context;
  private final _cl_command_queue queue;
  private final Map<String, Built> built = new HashMap<>();
  private @Nullable List<Runnable> recorded;

  private static final class Only {
    private static final Optional<OpenClDevice> DEVICE = OpenCl.device().map(OpenClDevice::new);
  }

  private OpenClDevice(_cl_device_id device) {
    this.device = device;
    int[] answer = new int[1];
    this.context =
        clCreateContext(
            (SizeTPointer) null,
            1,
            new PointerPointer<_cl_device_id>(1).put(0, device),
            null,
            null,
            answer);
    OpenCl.check("a context", answer[0]);
    this.queue = clCreateCommandQueueWithProperties(context, device, (long[]) null, answer);
    OpenCl.check("a queue", answer[0]);
  }

  /** A device of this machine, or nothing where OpenCL finds none that serves. */
  public static Optional<OpenClDevice> find() {
    return Only.DEVICE;
  }

  private record Svm(_cl_context context, Pointer pointer, long bytes) implements Memory {
    @Override
    public void close() {
      clSVMFree(context, pointer);
    }
  }

  private record Function(String name, _cl_kernel handle) implements Kernel {}

  private static final class Built implements Kernels {
    private final _cl_program program;
    private final Map<String, Function> functions = new HashMap<>();

    Built(_cl_program program) {
      this.program = program;
    }

    @Override
    public Kernel kernel(String name) {
      return functions.computeIfAbsent(name, this::create);
    }

    private Function create(String name) {
      int[] answer = new int[1];
      _cl_kernel kernel = clCreateKernel(program, name, answer);
      if (answer[0] != CL_SUCCESS) {
        throw new IllegalArgumentException("no kernel " + name);
      }
      return new Function(name, kernel);
    }

    @Override
    public void close() {
      // It is kept for whoever asks for the same again.
    }
  }

  @Override
  public String name() {
    return "OpenCL on " + OpenCl.name(device);
  }

  @Override
  public String instructions() {
    return "opencl";
  }

  @Override
  public Memory allocate(long bytes) {
    Pointer pointer = clSVMAlloc(context, CL_MEM_READ_WRITE, bytes, ALIGNED);
    if (pointer == null || pointer.isNull()) {
      throw new BackendException(
          "memory", new IllegalStateException("OpenCL has no %d bytes".formatted(bytes)));
    }
    return new Svm(context, pointer, bytes);
  }

  private static Pointer pointer(Place place) {
    Svm memory = (Svm) place.memory();
    return new BytePointer(memory.pointer).position(place.from() * Float.BYTES);
  }

  @Override
  public void copyIn(FloatBuffer from, Place to) {
    copy(new FloatPointer(from), pointer(to), from.remaining());
  }

  @Override
  public void copyOut(Place from, FloatBuffer to) {
    copy(pointer(from), new FloatPointer(to), to.remaining());
  }

  private void copy(Pointer from, Pointer to, long floats) {
    if (floats > 0) {
      OpenCl.check(
          "a copy",
          clEnqueueSVMMemcpy(
              queue,
              CL_TRUE,
              to,
              from,
              floats * Float.BYTES,
              0,
              (PointerPointer<?>) null,
              (PointerPointer<?>) null));
    }
  }

  @Override
  public Kernels build(String source) {
    return built.computeIfAbsent(source, this::compiled);
  }

  private Built compiled(String source) {
    int[] answer = new int[1];
    BytePointer text = new BytePointer(Dialect.OPENCL.words() + source);
    _cl_program program =
        clCreateProgramWithSource(
            context,
            1,
            new PointerPointer<BytePointer>(1).put(0, text),
            (SizeTPointer) null,
            new IntPointer(answer));
    int answered = clBuildProgram(program, 1, device, "", null, null);
    if (answered != CL_SUCCESS) {
      BytePointer log = new BytePointer(1 << 16);
      clGetProgramBuildInfo(
          program, device, CL_PROGRAM_BUILD_LOG, log.capacity(), log, (SizeTPointer) null);
      throw new BackendException("kernels", new IllegalStateException(log.getString()));
    }
    return new Built(program);
  }

  @Override
  public void launch(Kernel kernel, int groups, List<Argument> arguments) {
    if (recorded != null) {
      recorded.add(() -> queue((Function) kernel, groups, arguments));
    } else {
      queue((Function) kernel, groups, arguments);
    }
  }

  private void queue(Function kernel, int groups, List<Argument> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      OpenCl.check(
          "argument %d of %s".formatted(i, kernel.name), set(kernel.handle, i, arguments.get(i)));
    }
    OpenCl.check(
        "a launch of " + kernel.name,
        clEnqueueNDRangeKernel(
            queue,
            kernel.handle,
            1,
            null,
            new SizeTPointer(1).put((long) groups * GROUP),
            new SizeTPointer(1).put(GROUP),
            0,
            (PointerPointer<?>) null,
            (PointerPointer<?>) null));
  }

  private static int set(_cl_kernel kernel, int index, Argument argument) {
    if (argument instanceof Place place) {
      return clSetKernelArgSVMPointer(kernel, index, pointer(place));
    } else if (argument instanceof Argument.Whole whole) {
      return clSetKernelArg(kernel, index, Integer.BYTES, new IntPointer(1).put(whole.value()));
    }
    float value = ((Argument.Real) argument).value();
    return clSetKernelArg(kernel, index, Float.BYTES, new FloatPointer(1).put(value));
  }

  @Override
  public Optional<Work> prepare(MatrixProduct product) {
    return Optional.empty();
  }

  @Override
  public Optional<Work> prepare(ConvolutionProduct product) {
    return Optional.empty();
  }

  private record Played(List<Runnable> launches) implements Recording {
    @Override
    public void play() {
      launches.forEach(Runnable::run);
    }

    @Override
    public void close() {}
  }

  @Override
  public Recording record(Runnable launches) {
    List<Runnable> own = new ArrayList<>();
    recorded = own;
    launches.run();
    recorded = null;
    return new Played(own);
  }

  @Override
  public void close() {
    clFinish(queue);
  }
}
