package org.fathom4j.tracking.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A file in a run's folder by which another process asks the one that writes it to stop, as Ctrl-C
 * does: the step under way ends, what is finished is kept, and the run can be resumed. Opening the
 * run for writing again takes the request away. Thread-safe.
 */
public final class StopRequest implements BooleanSupplier {
  /** Whoever trains asks after each step, which may take microseconds. */
  private static final long LOOK_NANOS = 200_000_000;

  private final Path file;
  private final AtomicLong looked = new AtomicLong(System.nanoTime() - LOOK_NANOS);
  private volatile boolean requested;

  /** Looks for requests to stop the run in that folder. */
  public StopRequest(Path folder) {
    this.file = new StoreLayout(folder).stop();
  }

  /** Whether somebody asked for it. */
  @Override
  public boolean getAsBoolean() {
    long now = System.nanoTime();
    long before = looked.get();
    if (!requested && now - before >= LOOK_NANOS && looked.compareAndSet(before, now)) {
      requested = Files.exists(file);
    }
    return requested;
  }

  /**
   * Asks the process that writes the run to stop, if there is one.
   *
   * @throws IOException if the folder cannot be written
   */
  public static void put(Path folder) throws IOException {
    try {
      Files.createFile(new StoreLayout(folder).stop());
    } catch (FileAlreadyExistsException asked) {
      return;
    }
  }

  static void clear(StoreLayout layout) throws IOException {
    Files.deleteIfExists(layout.stop());
  }
}
