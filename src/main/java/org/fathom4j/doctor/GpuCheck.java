package org.fathom4j.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.device.CudaBackend;
import org.fathom4j.device.CudaKernels;
import org.fathom4j.device.CudaLibraries;
import org.fathom4j.device.Gpu;
import org.fathom4j.device.GpuListing;

/** The GPUs, and whether ND4J's CUDA backend or the compiled step's own kernels run on them. */
final class GpuCheck {
  private static final String NAME = "gpu";

  private GpuCheck() {}

  static Check run(Surroundings surroundings) {
    GpuListing listing = surroundings.gpus().get();
    if (listing.gpus().isEmpty()) {
      return Check.note(NAME, "none", listing.trouble() + " Runs take the CPU.");
    }
    String found = listing.gpus().stream().map(Gpu::describe).collect(Collectors.joining("; "));
    List<String> objections =
        listing.gpus().stream()
            .map(gpu -> objection(gpu, surroundings))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    if (objections.isEmpty()) {
      return Check.ok(NAME, found + "; used with --device gpu");
    }
    return Check.warning(
        NAME,
        found,
        String.join("; ", objections)
            + ". Until then runs take the CPU (--device cpu), or another card.");
  }

  /** Cards that are too new for ND4J's CUDA are trained on by kernels of our own. */
  private static Optional<String> objection(Gpu gpu, Surroundings surroundings) {
    return CudaBackend.tooNew(gpu)
        ? CudaKernels.objection(gpu, CudaLibraries.search(surroundings.environment()))
        : CudaBackend.objection(gpu);
  }
}
