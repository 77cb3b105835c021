package org.fathom4j.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Room for the native libraries, which are unpacked once. */
final class DiskCheck {
  private static final String NAME = "disk";
  private static final double GIB = 1L << 30;

  private DiskCheck() {}

  static Check run(Surroundings surroundings) {
    String named = System.getProperty("org.bytedeco.javacpp.cachedir", "");
    Path folder = named.isEmpty() ? surroundings.home().resolve(".javacpp/cache") : Path.of(named);
    Path existing = nearest(folder);
    if (!Files.isWritable(existing)) {
      return Check.error(
          NAME,
          existing + " cannot be written",
          "Native libraries are unpacked into "
              + folder
              + ". Make it writable, or name another with"
              + " FATHOM_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER.");
    }
    return free(folder, existing);
  }

  private static Check free(Path folder, Path existing) {
    try {
      double free = Files.getFileStore(existing).getUsableSpace() / GIB;
      String found =
          String.format(Locale.ROOT, "%.1f GiB free for native libraries, %s", free, folder);
      return free >= 1
          ? Check.ok(NAME, found)
          : Check.warning(NAME, found, "They take up to 0.6 GiB when unpacked: make room.");
    } catch (IOException unreadable) {
      return Check.warning(
          NAME, existing + ": " + unreadable.getMessage(), "Its free space cannot be told.");
    }
  }

  private static Path nearest(Path folder) {
    Path at = folder.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }
}
