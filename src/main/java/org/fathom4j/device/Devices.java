package org.fathom4j.device;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fathom4j.problem.InvalidSpecException;

/** Decides between the CPU and a GPU. */
public final class Devices {
  private Devices() {}

  /**
   * The device for a request.
   *
   * @param request what the user asked for
   * @param platform of the native libraries, such as {@code linux-x86_64}
   * @param search lists the GPUs; not asked where the CPU is
   * @throws InvalidSpecException where a GPU is asked for and none can be used: names each card,
   *     its capability, the range of the backend and what to do
   */
  public static Device choose(DeviceRequest request, String platform, Supplier<GpuListing> search) {
    if (request == DeviceRequest.CPU) {
      return new Device.Cpu("");
    }
    GpuListing listing =
        platform.equals("linux-x86_64") || platform.equals("windows-x86_64")
            ? search.get()
            : GpuListing.none(
                "the CUDA backend exists for Linux x86_64 and Windows x86_64 only, and this is "
                    + platform
                    + ".");
    Optional<Gpu> usable =
        listing.gpus().stream().filter(gpu -> CudaBackend.objection(gpu).isEmpty()).findFirst();
    if (usable.isPresent()) {
      return new Device.Cuda(usable.get());
    }
    String why = listing.gpus().isEmpty() ? listing.trouble() : objections(listing.gpus());
    if (request == DeviceRequest.AUTO) {
      return new Device.Cpu(why);
    }
    throw new InvalidSpecException(
        "--device gpu: "
            + why
            + " Use --device cpu, or --device auto to take a GPU only where one can be used.");
  }

  private static String objections(List<Gpu> gpus) {
    return gpus.stream()
        .map(gpu -> gpu.name() + " cannot be used: " + CudaBackend.objection(gpu).orElse("") + ".")
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
