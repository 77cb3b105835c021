package org.fathom4j.compiled.cuda.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The source of kernels and of the functions that they call, in the words of {@link
 * org.fathom4j.compiled.cuda.device.Dialect}: files by topic, and what is generated from formulas.
 */
public final class KernelSource {
  private static final List<String> FUNCTIONS =
      List.of("prelude", "elements", "parts", "pooling", "normalization");

  private static final List<String> KERNELS = List.of("products", "rows", "sums", "parameters");

  private KernelSource() {}

  /** What kernels that are written for chains of calls call for each element. */
  public static String functions() {
    return read(FUNCTIONS) + Functions.source() + UpdateFormulas.source();
  }

  /** The kernels that are the same for every program. */
  public static String kernels() {
    return read(FUNCTIONS) + "\n" + read(KERNELS) + Sums.source();
  }

  private static String read(List<String> topics) {
    return topics.stream().map(KernelSource::read).collect(Collectors.joining("\n"));
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
