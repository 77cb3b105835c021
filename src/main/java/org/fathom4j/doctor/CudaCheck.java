package org.fathom4j.doctor;

import org.fathom4j.device.CudaBackend;
import org.fathom4j.device.CudaLibraries;
import org.fathom4j.device.GpuListing;

/** What the compiled step's own CUDA kernels need, for cards that are too new for ND4J's CUDA. */
final class CudaCheck {
  private static final String NAME = "nvidia";

  private CudaCheck() {}

  static Check run(Surroundings surroundings) {
    return of(CudaLibraries.search(surroundings.environment()), surroundings.gpus().get());
  }

  static Check of(CudaLibraries libraries, GpuListing gpus) {
    if (libraries.missing().isEmpty()) {
      return Check.ok(NAME, libraries.describe());
    }
    String purpose = "Only cards of compute capability 9.0 and above need it, with --device gpu. ";
    return gpus.gpus().stream().anyMatch(CudaBackend::tooNew)
        ? Check.warning(NAME, libraries.describe(), purpose + libraries.remedy())
        : Check.note(NAME, libraries.describe(), purpose + libraries.remedy());
  }
}
