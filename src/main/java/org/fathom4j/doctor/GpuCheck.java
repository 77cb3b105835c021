package org.fathom4j.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.device.CudaBackend;
import org.fathom4j.device.Gpu;
import org.fathom4j.device.GpuListing;

/** The GPUs, and whether ND4J's CUDA backend runs on them. */
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
            .map(CudaBackend::objection)
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
            + ". Runs take the CPU (--device cpu), or a card of that range.");
  }
}
