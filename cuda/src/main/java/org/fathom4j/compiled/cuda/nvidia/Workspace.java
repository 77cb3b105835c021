package org.fathom4j.compiled.cuda.nvidia;

import org.jspecify.annotations.Nullable;

/**
 * Memory that routines need while they run. As they run one after the other, all share it; when one
 * needs more, there is a larger one for it and those that come, and the smaller one stays for as
 * long as a routine that may have been recorded with it.
 */
final class Workspace {
  private static final long SMALLEST = 1 << 20;

  private final Driver driver;
  private @Nullable Share newest;

  Workspace(Driver driver) {
    this.driver = driver;
  }

  /** A piece of memory and how many use it. */
  final class Share implements AutoCloseable {
    private final long address;
    private final long bytes;
    private int users;

    private Share(long bytes) {
      this.address = driver.allocate(bytes);
      this.bytes = bytes;
    }

    long address() {
      return address;
    }

    @Override
    public void close() {
      users--;
      if (users == 0) {
        driver.free(address);
        if (newest == this) {
          newest = null;
        }
      }
    }
  }

  /** Memory of at least this size, for as long as it is not closed. */
  Share share(long bytes) {
    Share share = newest;
    if (share == null || share.bytes < bytes) {
      share = new Share(Math.max(bytes, SMALLEST));
      newest = share;
    }
    share.users++;
    return share;
  }
}
