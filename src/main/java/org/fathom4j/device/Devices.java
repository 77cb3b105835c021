package org.fathom4j.device;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fathom4j.problem.InvalidSpecException;

/** Decides between the CPU and a GPU. */
public final class Devices {
  private Devices() {}

  /**
   * What the machine has.
   *
   * @param platform of the native libraries, such as {@code linux-x86_64}
   * @param gpus lists the GPUs; not asked where the CPU is wanted
   * @param libraries looks for those of CUDA; asked only for a card that needs them
   */
  public record Machine(
      String platform, Supplier<GpuListing> gpus, Supplier<CudaLibraries> libraries) {
    private static final String LINUX = "linux-x86_64";

    /** This one. */
    public static Machine here(String platform) {
      return new Machine(
          platform, GpuSearch::thisMachine, () -> CudaLibraries.search(System.getenv()));
    }

    private boolean hasBackends() {
      return hasKernels() || platform.equals("windows-x86_64");
    }

    private boolean hasKernels() {
      return platform.equals(LINUX);
    }

    /** How a card can be used, if it can. */
    private Optional<Device> use(Gpu gpu) {
      if (CudaBackend.objection(gpu).isEmpty()) {
        return Optional.of(new Device.Cuda(gpu));
      }
      return objection(gpu).isEmpty()
          ? Optional.of(new Device.CompiledCuda(gpu))
          : Optional.empty();
    }

    /** Why a card cannot be used; the kernels' reason where it is too new for ND4J. */
    private String objection(Gpu gpu) {
      return CudaBackend.tooNew(gpu) && hasKernels()
          ? CudaKernels.objection(gpu, libraries.get()).orElse("")
          : CudaBackend.objection(gpu).orElse("");
    }
  }

  /**
   * The device for a request: the first card that can be used, by ND4J's CUDA where the card is old
   * enough, else by the compiled step's own kernels.
   *
   * @param request what the user asked for
   * @throws InvalidSpecException where a GPU is asked for and none can be used: names each card,
   *     its capability, the range of the backend and what to do
   */
  public static Device choose(DeviceRequest request, Machine machine) {
    if (request == DeviceRequest.CPU) {
      return new Device.Cpu("");
    }
    GpuListing listing =
        machine.hasBackends()
            ? machine.gpus.get()
            : GpuListing.none(
                "the CUDA backends exist for Linux x86_64 and Windows x86_64 only, and this is "
                    + machine.platform
                    + ".");
    Optional<Device> usable =
        listing.gpus().stream().map(machine::use).flatMap(Optional::stream).findFirst();
    if (usable.isPresent()) {
      return usable.get();
    }
    String why = listing.gpus().isEmpty() ? listing.trouble() : objections(listing, machine);
    if (request == DeviceRequest.AUTO) {
      return new Device.Cpu(why);
    }
    throw new InvalidSpecException(
        "--device gpu: "
            + why
            + " Use --device cpu, or --device auto to take a GPU only where one can be used.");
  }

  private static String objections(GpuListing listing, Machine machine) {
    return listing.gpus().stream()
        .map(gpu -> gpu.name() + " cannot be used: " + machine.objection(gpu) + ".")
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
