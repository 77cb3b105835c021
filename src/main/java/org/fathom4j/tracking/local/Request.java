package org.fathom4j.tracking.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A file in a run's folder by which another process asks the one that writes it for something, for
 * as long as the file is there. Opening the run for writing again takes every request away.
 * Thread-safe.
 */
public final class Request implements BooleanSupplier {
  /** Whoever trains asks after each step, which may take microseconds. */
  private static final long LOOK_NANOS = 200_000_000;

  private final Path file;
  private final AtomicLong looked = new AtomicLong(System.nanoTime() - LOOK_NANOS);
  private volatile boolean there;

  private Request(Path file) {
    this.file = file;
  }

  /**
   * To stop, as Ctrl-C does: the step under way ends, what is finished is kept, and the run can be
   * resumed.
   */
  public static Request stop(Path folder) {
    return new Request(new StoreLayout(folder).stop());
  }

  /** To begin no epoch until the request is withdrawn. */
  public static Request pause(Path folder) {
    return new Request(new StoreLayout(folder).pause());
  }

  /** Whether somebody asks for it, as of a fifth of a second ago. */
  @Override
  public boolean getAsBoolean() {
    long now = System.nanoTime();
    long before = looked.get();
    if (now - before >= LOOK_NANOS && looked.compareAndSet(before, now)) {
      there = Files.exists(file);
    }
    return there;
  }

  /**
   * Asks the process that writes the run, if there is one.
   *
   * @throws IOException if the folder cannot be written
   */
  public void put() throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException asked) {
      return;
    }
  }

  /**
   * Asks for it no longer.
   *
   * @throws IOException if the folder cannot be written
   */
  public void withdraw() throws IOException {
    Files.deleteIfExists(file);
  }

  static void clear(Path folder) throws IOException {
    stop(folder).withdraw();
    pause(folder).withdraw();
  }
}
