package org.fathom4j.compiled.cuda.program;

import java.util.HashMap;
import java.util.Map;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.device.Kernel;
import org.fathom4j.compiled.cuda.device.Kernels;

/** Kernels, each built when it is first asked for: whoever asks for a name waits for none. */
final class BuiltKernels implements AutoCloseable {
  private final Device device;
  private final Map<String, Kernels> built = new HashMap<>();

  BuiltKernels(Device device) {
    this.device = device;
  }

  /** One of those that are the same for every program. */
  Kernel kernel(String name) {
    return built.computeIfAbsent("", key -> device.build(KernelSource.kernels())).kernel(name);
  }

  /** That of a chain of calls. */
  Kernel kernel(ElementKernel written) {
    return built
        .computeIfAbsent(
            written.source(), source -> device.build(KernelSource.functions() + "\n" + source))
        .kernel(written.name());
  }

  @Override
  public void close() {
    built.values().forEach(Kernels::close);
    built.clear();
  }
}
