package org.fathom4j.device;

import java.util.Optional;

/** What ND4J's CUDA backend carries: machine code for 3.7 to 8.6 and nothing to compile from. */
public final class CudaBackend {
  /** The artifact that {@code ./fathom --device gpu} puts on the class path. */
  public static final String ARTIFACT = "nd4j-cuda-11.6";

  /** The oldest card: Kepler, K80. */
  static final ComputeCapability OLDEST = new ComputeCapability(3, 7);

  /** The newest card: code for 8.6 runs within its major version, to Ada's 8.9. */
  static final ComputeCapability NEWEST = new ComputeCapability(8, 9);

  private static final int OLDEST_DRIVER = 450;

  private CudaBackend() {}

  /** Why the backend cannot run on a card; empty where it can. */
  public static Optional<String> objection(Gpu gpu) {
    if (gpu.capability().isEmpty()) {
      return Optional.of("its driver does not say its compute capability; install a newer driver");
    }
    ComputeCapability capability = gpu.capability().get();
    if (capability.compareTo(OLDEST) < 0 || capability.compareTo(NEWEST) > 0) {
      return Optional.of(
          "its compute capability "
              + capability
              + " is outside of "
              + OLDEST
              + " to "
              + NEWEST
              + ", the range that "
              + ARTIFACT
              + " holds machine code for (it carries no PTX, so no other card can run it)");
    }
    int driver = driverMajor(gpu.driver());
    return driver < OLDEST_DRIVER
        ? Optional.of(
            "its driver is "
                + gpu.driver()
                + ", and CUDA 11.6 needs "
                + OLDEST_DRIVER
                + " or newer")
        : Optional.empty();
  }

  /** Whether a card is newer than all that the backend has machine code for. */
  public static boolean tooNew(Gpu gpu) {
    return gpu.capability().filter(capability -> capability.compareTo(NEWEST) > 0).isPresent();
  }

  /** The first number of a driver's version; very large where there is none. */
  static int driverMajor(String version) {
    String digits = version.replaceFirst("\\D.*", "");
    return digits.isEmpty() || digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }
}
