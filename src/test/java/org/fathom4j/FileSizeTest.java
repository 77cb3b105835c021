package org.fathom4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files are short enough to be read at one sitting. */
final class FileSizeTest {
  private static final int MOST_LINES = 500;
  private static final int MEDIAN_LINES = 110;

  @Test
  void noFileIsLongAndMostAreShort() throws IOException {
    Map<String, Integer> lines = new TreeMap<>();
    for (String folder :
        List.of(
            "src/main",
            "src/test",
            "custom-layers/src",
            "cuda/src",
            "mlflow-listener/src",
            "experiments")) {
      count(Checkout.root().resolve(folder), lines);
    }
    assertThat(lines)
        .isNotEmpty()
        .allSatisfy((file, count) -> assertThat(count).as(file).isLessThanOrEqualTo(MOST_LINES));
    List<Integer> sorted = lines.values().stream().sorted().toList();
    assertThat(sorted.get(sorted.size() / 2)).as("median").isLessThanOrEqualTo(MEDIAN_LINES);
  }

  private static void count(Path folder, Map<String, Integer> lines) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        lines.put(file.toString(), Files.readAllLines(file).size());
      }
    }
  }
}
