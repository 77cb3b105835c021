package org.fathom4j.compiled.cuda.nvidia;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.cuda.global.cudart;
import org.fathom4j.compiled.backend.BackendException;

/** Finds a card and opens the libraries for it, or says in words why that cannot be. */
final class Opening {
  private static final int NAME = 256;

  /** The first capability that CUDA 13 knows. */
  private static final int OLDEST = 75;

  /** One for each capability, as long as the process: what they make never changes. */
  private static final Map<Integer, Compiler> COMPILERS = new ConcurrentHashMap<>();

  private Opening() {}

  static CudaDevice open(CudaSettings settings) {
    Libraries.load();
    requireCard();
    CudaRuntime driver = new CudaRuntime(0);
    int capability = capability();
    if (capability < OLDEST) {
      driver.close();
      throw new BackendException(
          "%s is of compute capability %.1f, and CUDA 13 begins at %.1f: use --device cpu, or ND4J's CUDA"
              .formatted(cardName(), capability / 10.0, OLDEST / 10.0));
    }
    Compiler compiler =
        COMPILERS.computeIfAbsent(
            capability, each -> new RememberingCompiler(Nvrtc.forCapability(each)));
    Products products = new Products(driver.stream(), settings.tensorFloats().inProducts());
    Convolutions convolutions =
        Convolutions.on(driver.stream(), settings.tensorFloats().inConvolutions());
    return new CudaDevice(
        driver,
        new CudaDevice.Toolbox(
            name(settings),
            "sm_" + capability,
            compiler,
            products,
            convolutions,
            settings.timed()));
  }

  private static void requireCard() {
    int[] count = new int[1];
    int answer = cudart.cudaGetDeviceCount(count);
    String what = "CUDA %s finds no card".formatted(version());
    if (answer == cudart.cudaErrorInsufficientDriver) {
      what += " (its driver must be of version %d or newer)".formatted(Libraries.DRIVER);
    }
    Answers.ofRuntime(answer, what);
    if (count[0] == 0) {
      throw new BackendException(what);
    }
  }

  private static int capability() {
    return 10 * attribute(cudart.cudaDevAttrComputeCapabilityMajor)
        + attribute(cudart.cudaDevAttrComputeCapabilityMinor);
  }

  private static int attribute(int which) {
    int[] value = new int[1];
    Answers.ofRuntime(cudart.cudaDeviceGetAttribute(value, which, 0), "CUDA tells of no card");
    return value[0];
  }

  private static String cardName() {
    byte[] name = new byte[NAME];
    Answers.ofDriver(cudart.cuDeviceGetName(name, name.length, 0), "the driver names no card");
    return Answers.words(name);
  }

  /** Of CUDA's runtime, such as {@code 13.2}. */
  private static String version() {
    int[] version = new int[1];
    Answers.ofRuntime(cudart.cudaRuntimeGetVersion(version), "CUDA tells no version");
    return version[0] / 1000 + "." + version[0] % 1000 / 10;
  }

  private static String name(CudaSettings settings) {
    return "%s, CUDA %s, cuDNN %s, cuBLAS %s, %s"
        .formatted(
            cardName(),
            version(),
            Convolutions.version(),
            Products.version(),
            settings.tensorFloats().describe());
  }
}
