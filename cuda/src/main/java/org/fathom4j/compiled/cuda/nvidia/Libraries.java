package org.fathom4j.compiled.cuda.nvidia;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;
import org.fathom4j.compiled.backend.BackendException;

/** CUDA's libraries, which are not ours to bring: each is found where the system looks for it. */
final class Libraries {
  /** The first driver for CUDA 13. */
  static final int DRIVER = 580;

  private static final Pattern MISSING =
      Pattern.compile("(lib[\\w.-]+?\\.so[.\\d]*): cannot open shared object file");

  /** Which of NVIDIA's Python packages holds a library. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "libcudart", "nvidia-cuda-runtime",
          "libcublas", "nvidia-cublas",
          "libcudnn", "nvidia-cudnn-cu13",
          "libnvrtc", "nvidia-cuda-nvrtc");

  private Libraries() {}

  /**
   * Loads all of them.
   *
   * @throws BackendException saying which one is missing and how to get it
   */
  static void load() {
    for (Class<?> library : List.of(cudart.class, nvrtc.class, cublas.class, cudnn.class)) {
      try {
        Loader.load(library);
      } catch (LinkageError missing) {
        throw new BackendException(
            missing(words(missing)).orElse("CUDA 13 does not load: " + words(missing)));
      }
    }
  }

  /** All that a chain of errors says. */
  private static String words(Throwable error) {
    StringBuilder words = new StringBuilder();
    for (Throwable each = error; each != null; each = each.getCause()) {
      words.append(words.isEmpty() ? "" : "; ").append(each.getMessage());
    }
    return words.toString();
  }

  /** Which library is missing by these words of the system's, and how to get it. */
  static Optional<String> missing(String words) {
    Matcher matcher = MISSING.matcher(words);
    return matcher.find() ? Optional.of(advice(matcher.group(1))) : Optional.empty();
  }

  private static String advice(String library) {
    if (library.startsWith("libcuda.so")) {
      return "there is no NVIDIA driver here (%s): install version %d or newer, on Ubuntu by 'sudo apt-get install nvidia-driver-%d'"
          .formatted(library, DRIVER, DRIVER);
    }
    return PACKAGES.entrySet().stream()
        .filter(each -> library.startsWith(each.getKey()))
        .findFirst()
        .map(each -> "%s is not found: %s".formatted(library, install(each.getValue())))
        .orElse("%s is not found".formatted(library));
  }

  private static String install(String python) {
    return "install it by 'pip install %s' (CUDA 13 and cuDNN 9) and name the folders of such libraries in LD_LIBRARY_PATH, or, for ./fathom, in FATHOM_CUDA_LIBS"
        .formatted(python);
  }
}
