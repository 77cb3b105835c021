package org.fathom4j.doctor;

import java.util.List;
import java.util.Properties;
import org.fathom4j.device.CudaBackend;
import org.fathom4j.device.NativeBuild;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J: its native library, its BLAS and its threads. */
final class NumericsChecks {
  private static final String LIBRARY = "nd4j";
  private static final String THREADS = "OMP_NUM_THREADS";

  private NumericsChecks() {}

  static List<Check> run(Surroundings surroundings) {
    String threads = surroundings.environment().getOrDefault(THREADS, "");
    try {
      Properties properties = Nd4j.getExecutioner().getEnvironmentInformation();
      NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
      return List.of(library(operations), blas(properties), threads(properties));
    } catch (LinkageError unloadable) {
      return List.of(unloadable(unloadable, threads));
    }
  }

  /** What keeps the library from loading. */
  static Check unloadable(LinkageError error, String threads) {
    NativeBuild build = NativeBuild.current();
    if (!threads.isEmpty() && !threads.matches("[1-9][0-9]{0,3}")) {
      return Check.error(
          LIBRARY,
          build.describe() + " does not load: " + THREADS + " is '" + threads + "'",
          "ND4J reads one number there, such as "
              + THREADS
              + "=4. ./fathom takes the first of a list by itself.");
    }
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Check.error(
        LIBRARY,
        build.describe() + " does not load: " + root.getMessage(),
        build.backend().equals(CudaBackend.ARTIFACT)
            ? "NVIDIA's driver library (libcuda) must be visible: in a container, start it with"
                + " --gpus all."
            : "On Linux a C library of the glibc kind is needed (not musl, so not Alpine). Another"
                + " build can be tried with FATHOM_CLASSIFIER=linux-x86_64; an unpacked library"
                + " that is damaged goes away with the folder ~/.javacpp/cache.");
  }

  private static Check library(NativeOps operations) {
    String found =
        Nd4j.getBackend().getClass().getSimpleName() + ", " + NativeBuild.current().describe();
    return operations.isOptimalRequirementsMet()
        ? Check.ok(LIBRARY, found)
        : Check.warning(
            LIBRARY,
            found,
            "This CPU could run a faster build. ./fathom picks it, unless FATHOM_CLASSIFIER names"
                + " another.");
  }

  private static Check blas(Properties properties) {
    return Check.ok(
        "blas", properties.get("blas.vendor") + ", " + properties.get("blas.threads") + " threads");
  }

  private static Check threads(Properties properties) {
    int threads = Integer.parseInt(String.valueOf(properties.get("omp.threads")));
    int cores = Runtime.getRuntime().availableProcessors();
    String found = "OpenMP " + threads + " of " + cores + " cores";
    return threads <= cores
        ? Check.ok("threads", found)
        : Check.warning(
            "threads",
            found,
            "More threads than cores slow each other down: set " + THREADS + "=" + cores + ".");
  }
}
