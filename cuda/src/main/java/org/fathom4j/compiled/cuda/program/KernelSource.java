package org.fathom4j.compiled.cuda.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The source of all kernels: files by topic, and what is generated from formulas. */
public final class KernelSource {
  private static final List<String> TOPICS =
      List.of(
          "prelude",
          "elements",
          "parts",
          "pooling",
          "products",
          "rows",
          "normalization",
          "sums",
          "parameters");

  private KernelSource() {}

  /** All of it, in the words of {@link org.fathom4j.compiled.cuda.device.Dialect}. */
  public static String whole() {
    return TOPICS.stream().map(KernelSource::read).collect(Collectors.joining("\n"))
        + Functions.source()
        + Sums.source()
        + UpdateFormulas.source();
  }

  private static String read(String topic) {
    String name = topic + ".c";
    try (InputStream file = KernelSource.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("no kernels " + name + " beside " + KernelSource.class);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
