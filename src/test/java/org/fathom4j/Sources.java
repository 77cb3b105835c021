package org.fathom4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The product's Java files, of every module. */
final class Sources {
  private static final List<String> FOLDERS =
      List.of(
          "custom-layers/src/main/java",
          "cuda/src/main/java",
          "mlflow-listener/src/main/java",
          "src/main/java",
          "experiments/chapter6/main/java");

  private static final Pattern NO_CODE =
      Pattern.compile(
          "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])++'"
              + "|/\\*[\\s\\S]*?\\*/|//[^\n]*");

  private Sources() {}

  /**
   * One file.
   *
   * @param name without its ending: that of its class
   * @param text whole
   */
  record Source(String name, String text) {
    /** Without comments and quoted text. */
    String code() {
      return NO_CODE.matcher(text).replaceAll(" ");
    }
  }

  /** The files by the name of their package. */
  static Map<String, List<Source>> byPackage() throws IOException {
    Map<String, List<Source>> found = new TreeMap<>();
    for (String folder : FOLDERS) {
      Path root = Checkout.root().resolve(folder);
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          String inside = root.relativize(file.getParent()).toString().replaceAll("[/\\\\]", ".");
          found
              .computeIfAbsent(inside, key -> new ArrayList<>())
              .add(new Source(name, Files.readString(file)));
        }
      }
    }
    return found;
  }
}
