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

/** Files that are on disk, whole, when their writing returns. */
final class Durable {
  private Durable() {}

  /** What a file is to hold. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** A reader of the file sees the old content or the new, never a part. */
  static void replace(Path file, Content content) throws IOException {
    Path temporary = temporary(file);
    try {
      write(temporary, content, StandardOpenOption.TRUNCATE_EXISTING);
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

  /** Appends, and waits until the disk has it. */
  static void append(Path file, Content content) throws IOException {
    write(file, content, StandardOpenOption.APPEND);
  }

  private static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  private static void write(Path file, Content content, StandardOpenOption how) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      content.writeTo(Channels.newOutputStream(channel));
      channel.force(false);
    }
  }

  private static void move(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
