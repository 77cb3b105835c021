package org.fathom4j.device;

import java.util.Optional;

/**
 * One NVIDIA card.
 *
 * @param uuid its name for {@code CUDA_VISIBLE_DEVICES}, or empty where the driver gave none
 * @param name as the driver names it, such as {@code NVIDIA A100-SXM4-40GB}
 * @param capability its generation, or empty where the driver does not say
 * @param driver version of the driver, or empty
 */
public record Gpu(String uuid, String name, Optional<ComputeCapability> capability, String driver) {
  /** Name, capability and driver for a person to read. */
  public String describe() {
    String generation = capability.map(ComputeCapability::toString).orElse("unknown");
    return name
        + " (compute capability "
        + generation
        + (driver.isEmpty() ? "" : ", driver " + driver)
        + ")";
  }
}
