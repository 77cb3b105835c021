package org.fathom4j.device;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the GPUs of this machine without loading ND4J. */
public final class GpuSearch {
  private static final String NVIDIA = "0x10de";

  private GpuSearch() {}

  /** The GPUs that a program started from here may use. */
  public static GpuListing thisMachine() {
    GpuListing listed = NvidiaSmi.list();
    String visible = System.getenv("CUDA_VISIBLE_DEVICES");
    if (!listed.gpus().isEmpty()) {
      return visible == null ? listed : listed.narrowTo(visible);
    }
    GpuListing asked = CudaDriver.list();
    return asked.gpus().isEmpty()
        ? GpuListing.none(
            "no usable GPU was found: "
                + listed.trouble()
                + ", "
                + asked.trouble()
                + ". "
                + nextStep())
        : asked;
  }

  private static String nextStep() {
    if (Files.isDirectory(Path.of("/proc/driver/nvidia"))) {
      return "NVIDIA's driver is loaded, but its libraries are not visible here; start a container"
          + " with --gpus all.";
    }
    return hasNvidiaCard()
        ? "An NVIDIA card is there, but no driver for it; install NVIDIA's driver (450 or newer)."
        : "This machine has no NVIDIA card that the operating system shows.";
  }

  private static boolean hasNvidiaCard() {
    try (DirectoryStream<Path> devices =
        Files.newDirectoryStream(Path.of("/sys/bus/pci/devices"))) {
      for (Path device : devices) {
        if (Files.readString(device.resolve("vendor")).strip().equals(NVIDIA)) {
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      return false;
    }
  }
}
