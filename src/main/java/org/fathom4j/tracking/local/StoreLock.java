package org.fathom4j.tracking.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.provenance.Host;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time write a store. The operating system holds the lock and drops it with
 * the process, so a killed run blocks nobody; the file left behind only names its last holder.
 */
final class StoreLock implements AutoCloseable {
  /** Past the text, so that others can read the holder where locks forbid reading. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws InvalidSpecException if another process writes this store
   * @throws IOException if the file cannot be written
   */
  static StoreLock take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = tryLock(channel) != null;
      if (!taken) {
        throw new InvalidSpecException(
            "Another process (%s) is writing to %s. Wait for it to end, or give another folder with --out DIR."
                .formatted(holder(file), file.toAbsolutePath().getParent()));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              "pid %d on %s"
                  .formatted(ProcessHandle.current().pid(), Host.name())
                  .getBytes(StandardCharsets.UTF_8)));
      return new StoreLock(channel);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** Whether anybody holds the lock; a file that cannot be asked is held by nobody. */
  static boolean isHeld(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return tryLock(channel) == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null; // held by this process
    }
  }

  private static String holder(Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.isEmpty() ? "pid unknown" : text;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
