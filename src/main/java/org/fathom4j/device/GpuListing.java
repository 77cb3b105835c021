package org.fathom4j.device;

import java.util.List;

/**
 * The GPUs of this machine.
 *
 * @param gpus those that a program may use, in the driver's order
 * @param trouble why there are none, with the next step; empty where there are some
 */
public record GpuListing(List<Gpu> gpus, String trouble) {
  /** Copies the list. */
  public GpuListing {
    gpus = List.copyOf(gpus);
  }

  /** The GPUs found. */
  static GpuListing of(List<Gpu> gpus) {
    return new GpuListing(gpus, "");
  }

  /** No GPU, and why. */
  static GpuListing none(String trouble) {
    return new GpuListing(List.of(), trouble);
  }

  /**
   * Narrows to what {@code CUDA_VISIBLE_DEVICES} allows: positions or UUIDs (or their beginnings),
   * up to the first that names none, as CUDA reads it.
   *
   * @param visible value of the variable
   */
  GpuListing narrowTo(String visible) {
    if (gpus.isEmpty()) {
      return this;
    }
    List<Gpu> chosen =
        List.of(visible.split(",", -1)).stream()
            .map(String::strip)
            .map(this::named)
            .takeWhile(found -> !found.isEmpty())
            .flatMap(List::stream)
            .toList();
    return chosen.isEmpty()
        ? none("CUDA_VISIBLE_DEVICES=" + visible + " hides every GPU; unset it or name one.")
        : of(chosen);
  }

  private List<Gpu> named(String key) {
    if (key.matches("\\d{1,4}")) {
      int index = Integer.parseInt(key);
      return index < gpus.size() ? List.of(gpus.get(index)) : List.of();
    }
    return key.startsWith("GPU-")
        ? gpus.stream().filter(gpu -> gpu.uuid().startsWith(key)).limit(1).toList()
        : List.of();
  }
}
