package org.fathom4j.compiled.cuda.opencl;

import static org.bytedeco.opencl.global.OpenCL.CL_SUCCESS;
import static org.bytedeco.opencl.global.OpenCL.CL_TRUE;
import static org.bytedeco.opencl.global.OpenCL.clCreateCommandQueueWithProperties;
import static org.bytedeco.opencl.global.OpenCL.clCreateKernel;
import static org.bytedeco.opencl.global.OpenCL.clEnqueueNDRangeKernel;
import static org.bytedeco.opencl.global.OpenCL.clEnqueueSVMMemcpy;
import static org.bytedeco.opencl.global.OpenCL.clFinish;
import static org.bytedeco.opencl.global.OpenCL.clReleaseCommandQueue;
import static org.bytedeco.opencl.global.OpenCL.clReleaseKernel;
import static org.bytedeco.opencl.global.OpenCL.clSetKernelArg;
import static org.bytedeco.opencl.global.OpenCL.clSetKernelArgSVMPointer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencl._cl_command_queue;
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
 * What OpenCL runs on: a CPU by PoCL, too. It prepares nothing: plain kernels are used. Each launch
 * is waited for, and one that writes beyond its memory is named.
 */
public final class OpenClDevice implements Device {
  private final Platform platform;
  private final _cl_command_queue queue;
  private @Nullable List<Runnable> recorded;

  private OpenClDevice(Platform platform) {
    this.platform = platform;
    int[] answer = new int[1];
    this.queue =
        clCreateCommandQueueWithProperties(
            platform.context(), platform.device(), (long[]) null, answer);
    OpenCl.check("a queue", answer[0]);
  }

  /** Whether OpenCL finds a device that serves. */
  public static boolean found() {
    return Platform.find().isPresent();
  }

  /**
   * The device of this machine, with a queue and kernels of its own.
   *
   * @throws BackendException where OpenCL finds none that serves
   */
  public static OpenClDevice open() {
    return Platform.find()
        .map(OpenClDevice::new)
        .orElseThrow(
            () ->
                new BackendException("OpenCL", new IllegalStateException("no device that serves")));
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
      functions.values().forEach(function -> clReleaseKernel(function.handle));
      functions.clear();
    }
  }

  @Override
  public String name() {
    return "OpenCL on " + OpenCl.name(platform.device());
  }

  @Override
  public String instructions() {
    return "opencl";
  }

  @Override
  public Memory allocate(long bytes) {
    return new Guarded(platform.context(), bytes);
  }

  @Override
  public void copyIn(FloatBuffer from, Place to) {
    copy(new FloatPointer(from), Guarded.pointer(to), from.remaining());
  }

  @Override
  public void copyOut(Place from, FloatBuffer to) {
    copy(Guarded.pointer(from), new FloatPointer(to), to.remaining());
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
    return new Built(platform.program(Dialect.OPENCL.words() + source));
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
    OpenCl.check(kernel.name, clFinish(queue));
    for (Argument argument : arguments) {
      if (argument instanceof Place place) {
        Guarded.of(place).require(kernel.name);
      }
    }
  }

  private static int set(_cl_kernel kernel, int index, Argument argument) {
    if (argument instanceof Place place) {
      return clSetKernelArgSVMPointer(kernel, index, Guarded.pointer(place));
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
    OpenCl.check("what was queued", clFinish(queue));
    OpenCl.check("the queue's end", clReleaseCommandQueue(queue));
  }
}
