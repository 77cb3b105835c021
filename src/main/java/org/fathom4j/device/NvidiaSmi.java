package org.fathom4j.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the driver's own tool, {@code nvidia-smi}, for the GPUs. */
final class NvidiaSmi {
  /** Where Windows' Linux keeps the tool, off the PATH. */
  private static final List<String> PLACES = List.of("nvidia-smi", "/usr/lib/wsl/lib/nvidia-smi");

  private static final List<String> QUERY =
      List.of("--query-gpu=uuid,name,compute_cap,driver_version", "--format=csv,noheader");

  private NvidiaSmi() {}

  static GpuListing list() {
    for (String place : PLACES) {
      List<String> command = new ArrayList<>(List.of(place));
      command.addAll(QUERY);
      Optional<Command.Outcome> outcome = Command.run(command);
      if (outcome.isPresent()) {
        return read(outcome.get());
      }
    }
    return GpuListing.none("there is no nvidia-smi on the PATH");
  }

  /** Reads the tool's answer: one line a GPU, four fields, commas allowed in the name. */
  static GpuListing read(Command.Outcome outcome) {
    List<Gpu> gpus =
        outcome.exitCode() == 0
            ? outcome.output().lines().map(NvidiaSmi::gpu).flatMap(Optional::stream).toList()
            : List.of();
    return gpus.isEmpty()
        ? GpuListing.none("nvidia-smi lists no GPU: " + outcome.firstLine())
        : GpuListing.of(gpus);
  }

  private static Optional<Gpu> gpu(String line) {
    String[] fields = line.split(",", -1);
    int last = fields.length - 1;
    if (fields.length < 4 || !fields[0].strip().startsWith("GPU-")) {
      return Optional.empty();
    }
    String name = String.join(",", List.of(fields).subList(1, last - 1)).strip();
    return Optional.of(
        new Gpu(
            fields[0].strip(),
            name,
            ComputeCapability.parse(fields[last - 1]),
            fields[last].strip()));
  }
}
