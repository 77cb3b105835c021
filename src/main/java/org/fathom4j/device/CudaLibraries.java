package org.fathom4j.device;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The libraries of NVIDIA's that the compiled step's CUDA kernels need, where the system would find
 * them. Nothing is loaded.
 *
 * @param found folders, by what lies there
 * @param missing what lies nowhere
 */
public record CudaLibraries(Map<String, Path> found, List<String> missing) {
  /**
   * Environment variable: folders of such libraries, which {@code ./fathom} adds to the system's.
   */
  public static final String FOLDERS = "FATHOM_CUDA_LIBS";

  /** In the order in which they are told. */
  private enum Library {
    DRIVER("driver", "libcuda.so.1"),
    RUNTIME("CUDA 13", "libcudart.so.13"),
    COMPILER("NVRTC", "libnvrtc.so.13"),
    PRODUCTS("cuBLAS", "libcublasLt.so.13"),
    CONVOLUTIONS("cuDNN 9", "libcudnn_graph.so.9");

    private final String title;
    private final String file;

    Library(String title, String file) {
      this.title = title;
      this.file = file;
    }

    @Override
    public String toString() {
      return "%s (%s)".formatted(title, file);
    }
  }

  private static final List<Path> USUAL =
      Stream.of(
              "/lib/x86_64-linux-gnu",
              "/usr/lib/x86_64-linux-gnu",
              "/lib64",
              "/usr/lib64",
              "/usr/lib")
          .map(Path::of)
          .toList();

  /** Copies both. */
  public CudaLibraries {
    found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
    missing = List.copyOf(missing);
  }

  /** What this machine has. */
  public static CudaLibraries search(Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    for (String variable : List.of(FOLDERS, "LD_LIBRARY_PATH")) {
      Stream.of(environment.getOrDefault(variable, "").split(File.pathSeparator, -1))
          .filter(folder -> !folder.isBlank())
          .map(Path::of)
          .forEach(folders::add);
    }
    folders.addAll(USUAL);
    Map<String, Path> known =
        Command.run(List.of("/sbin/ldconfig", "-p"))
            .map(outcome -> listed(outcome.output()))
            .orElse(Map.of());
    return search(folders, known);
  }

  /** The folder of each library by name, as the system lists what it knows. */
  static Map<String, Path> listed(String lines) {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (String line : lines.lines().toList()) {
      int arrow = line.indexOf(" => ");
      if (arrow > 0) {
        Path file = Path.of(line.substring(arrow + " => ".length()).strip());
        String name = line.strip().split("\\s", 2)[0];
        Optional.ofNullable(file.getParent())
            .ifPresent(folder -> folders.putIfAbsent(name, folder));
      }
    }
    return folders;
  }

  static CudaLibraries search(List<Path> folders, Map<String, Path> known) {
    Map<String, Path> found = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Library library : Library.values()) {
      folders.stream()
          .filter(folder -> Files.exists(folder.resolve(library.file)))
          .findFirst()
          .or(() -> Optional.ofNullable(known.get(library.file)))
          .ifPresentOrElse(
              folder -> found.put(library.title, folder), () -> missing.add(library.toString()));
    }
    return new CudaLibraries(found, missing);
  }

  /** What is missing, and what is where. */
  public String describe() {
    String there =
        found.entrySet().stream()
            .map(each -> each.getKey() + " in " + each.getValue())
            .collect(Collectors.joining(", "));
    if (missing.isEmpty()) {
      return there;
    }
    String absent = "not found: " + String.join(", ", missing);
    return there.isEmpty() ? absent : absent + "; found: " + there;
  }

  /** The commands that install what is missing; empty where nothing is. */
  public String remedy() {
    List<String> commands = new ArrayList<>();
    boolean driver = missing.contains(Library.DRIVER.toString());
    if (driver) {
      commands.add("The driver:  sudo apt-get install nvidia-driver-580  (or newer).");
    }
    if (missing.size() > (driver ? 1 : 0)) {
      commands.add(
          "The libraries:  pip install 'nvidia-cuda-runtime>=13,<14' 'nvidia-cuda-nvrtc>=13,<14'"
              + " 'nvidia-cublas>=13,<14' 'nvidia-cudnn-cu13>=9,<10'  (PyTorch for CUDA 13 brings"
              + " them), then  export "
              + FOLDERS
              + "=$(python3 -c 'import nvidia; p = list(nvidia.__path__)[0]; print(p +"
              + " \"/cu13/lib:\" + p + \"/cudnn/lib\")')");
    }
    return String.join(" ", commands);
  }
}
