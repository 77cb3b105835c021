package org.fathom4j.device;

/** The processor that trains. */
public sealed interface Device {
  /**
   * The CPU.
   *
   * @param reason why a GPU that was asked for with {@code auto} is not used; else empty
   */
  record Cpu(String reason) implements Device {}

  /**
   * One GPU.
   *
   * @param gpu the first that the CUDA backend runs on
   */
  record Cuda(Gpu gpu) implements Device {}

  /**
   * One GPU, by the compiled step's own kernels; all else runs on the CPU.
   *
   * @param gpu the first that the kernels run on
   */
  record CompiledCuda(Gpu gpu) implements Device {}
}
