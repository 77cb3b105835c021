package org.fathom4j.device;

import java.util.Optional;

/**
 * The compiled step's own CUDA kernels (module {@code cuda}): for the cards that are too new for
 * {@link CudaBackend}. Data and evaluation stay on the CPU.
 */
public final class CudaKernels {
  /** What the compiled step's library of kernels is asked for by. */
  public static final String TITLE = "cuda";

  /** The oldest card that CUDA 13 knows: Turing. */
  static final ComputeCapability OLDEST = new ComputeCapability(7, 5);

  private static final int OLDEST_DRIVER = 580;

  private CudaKernels() {}

  /** Why the kernels cannot run on a card here; empty where they can. */
  public static Optional<String> objection(Gpu gpu, CudaLibraries libraries) {
    if (gpu.capability().isEmpty()) {
      return Optional.of("its driver does not say its compute capability; install a newer driver");
    }
    ComputeCapability capability = gpu.capability().get();
    if (capability.compareTo(OLDEST) < 0) {
      return Optional.of(
          "its compute capability "
              + capability
              + " is below "
              + OLDEST
              + ", where CUDA 13 begins");
    }
    if (CudaBackend.driverMajor(gpu.driver()) < OLDEST_DRIVER) {
      return Optional.of(
          "its driver is " + gpu.driver() + ", and CUDA 13 needs " + OLDEST_DRIVER + " or newer");
    }
    return libraries.missing().isEmpty()
        ? Optional.empty()
        : Optional.of(libraries.describe() + ". " + libraries.remedy());
  }
}
