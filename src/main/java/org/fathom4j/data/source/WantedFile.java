package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One file that a data set needs, under whichever name it may lie.
 *
 * @param name its official name
 * @param prefix how the names of files that will do begin
 * @param suffix how they end, but for {@code .gz}
 */
record WantedFile(String name, String prefix, String suffix) {
  /** A file that goes by its official name alone. */
  static WantedFile exactly(String name) {
    return new WantedFile(name, name, "");
  }

  /** The file in that folder: the official name first, then the first that will do. */
  Optional<Path> in(Path folder) throws IOException {
    Path official = folder.resolve(name);
    if (Files.isRegularFile(official)) {
      return Optional.of(official);
    }
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).filter(this::matches).sorted().findFirst();
    }
  }

  private boolean matches(Path file) {
    String found = file.getFileName().toString();
    String plain = found.endsWith(".gz") ? found.substring(0, found.length() - 3) : found;
    String dashed = plain.replace('.', '-'); // train-images.idx3-ubyte is as common
    return suffix.isEmpty()
        ? found.equals(name)
        : dashed.startsWith(prefix) && dashed.endsWith(suffix);
  }
}
