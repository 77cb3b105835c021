package org.fathom4j.tracking.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that stands in its folder itself: a symbolic link, a pipe or a device is taken for absent,
 * so that reading a folder of unknown origin never leaves it and never waits.
 */
public final class PlainFile {
  /** Larger files are taken for absent. */
  public static final long MOST_BYTES = 256L << 20;

  /** Longer than a tick of any file system's clock but the oldest. */
  private static final long TICK_MILLIS = 200;

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private PlainFile() {}

  /**
   * What tells one content of a file from another.
   *
   * @param key which file it is, where the system says
   */
  public record Stamp(long size, FileTime modified, @Nullable Object key) {
    /** Whether this can be the same file with more at its end. */
    boolean isGrownFrom(Stamp before) {
      return size >= before.size && Objects.equals(key, before.key);
    }
  }

  /** The stamp of a file; empty where none is there. */
  public static Optional<Stamp> stamp(Path file) {
    return attributes(file)
        .filter(found -> found.isRegularFile() && found.size() <= MOST_BYTES)
        .map(found -> new Stamp(found.size(), found.lastModifiedTime(), found.fileKey()));
  }

  /** When a folder that is no link was last changed; empty where none is there. */
  public static Optional<FileTime> folderModified(Path folder) {
    return attributes(folder)
        .filter(BasicFileAttributes::isDirectory)
        .map(BasicFileAttributes::lastModifiedTime);
  }

  /** Whether another change can still come to bear the same time. */
  static boolean isFresh(@Nullable FileTime modified) {
    return modified != null && System.currentTimeMillis() - modified.toMillis() < TICK_MILLIS;
  }

  private static Optional<BasicFileAttributes> attributes(Path file) {
    try {
      return Optional.of(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /**
   * The content from an offset on; empty where no such file is there.
   *
   * @throws IOException if the disk fails
   */
  public static Optional<byte[]> read(Path file, long offset) throws IOException {
    if (stamp(file).isEmpty()) {
      return Optional.empty();
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file, READ);
        InputStream in = Channels.newInputStream(channel.position(offset))) {
      return Optional.of(in.readAllBytes());
    }
  }
}
