package org.fathom4j.tracking.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that survive: what is written or forced is on disk, whole, when the call returns. */
final class Durable {
  private Durable() {}

  /** What a file is to hold. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** A reader of the file sees the old content or the new, never a part. */
  static void replace(Path file, Content content) throws IOException {
    replace(file, content, true);
  }

  /** As {@link #replace}; a loss of power may leave the old content, or an empty file. */
  static void replaceUnforced(Path file, Content content) throws IOException {
    replace(file, content, false);
  }

  private static void replace(Path file, Content content, boolean force) throws IOException {
    Path temporary = temporary(file);
    try {
      write(temporary, content, force);
      move(temporary, file);
    } finally {
      Files.deleteIfExists(temporary); // on a full disk it would be in the way
    }
  }

  /** Deletes a file, and what a killed process left of its replacement. */
  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(temporary(file));
  }

  /**
   * Appends. It outlives this process at once, and a loss of power once the file is forced: to wait
   * for the disk at every line would take small trials longer than to train.
   */
  static void append(Path file, Content content) throws IOException {
    try (FileChannel channel = open(file, StandardOpenOption.APPEND)) {
      content.writeTo(Channels.newOutputStream(channel));
    }
  }

  /** Waits until the disk has what was appended to a file. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = open(file, StandardOpenOption.APPEND)) {
      channel.force(false);
    }
  }

  private static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  private static void write(Path file, Content content, boolean force) throws IOException {
    try (FileChannel channel = open(file, StandardOpenOption.TRUNCATE_EXISTING)) {
      content.writeTo(Channels.newOutputStream(channel));
      if (force) {
        channel.force(false);
      }
    }
  }

  private static FileChannel open(Path file, StandardOpenOption how) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
  }

  private static void move(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
