package org.fathom4j.compiled.onednn;

import java.lang.ref.WeakReference;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * The memory in which a thread's programs keep what nobody asks for after a run: one block for all
 * of them, as large as the largest needs. Networks that are trained by turns find it in the caches,
 * and programs for several sizes of batches cost no more than the largest.
 */
final class Scratch {
  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private WeakReference<@Nullable Block> block = new WeakReference<>(null);
  private int depth;

  private Scratch() {}

  /** Memory that is there until the last program that holds it lets go of it. */
  static final class Block {
    private static final long PAGE = 4096;

    private final BytePointer memory;
    private final long bytes;
    private int holders = 1;
    private volatile boolean outgrown;

    /** One that the caller holds. */
    private Block(long bytes) {
      this.bytes = bytes;
      this.memory = new BytePointer(bytes + PAGE);
      this.memory.retainReference();
    }

    /** Where its first page begins. */
    long address() {
      return (memory.address() + PAGE - 1) / PAGE * PAGE;
    }

    /** Whether nobody will run in it any more who does not yet. */
    boolean outgrown() {
      return outgrown;
    }

    private synchronized boolean hold() {
      boolean there = holders > 0;
      holders += there ? 1 : 0;
      return there;
    }

    /** Lets go of it. */
    synchronized void release() {
      holders--;
      if (holders == 0) {
        memory.releaseReference();
      }
    }
  }

  /** The calling thread's. */
  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  /**
   * Begins a run.
   *
   * @param held the blocks that the program holds
   * @return a block of at least so many bytes, among those held now: the thread's, or another for a
   *     run within a run
   */
  Block enter(long bytes, List<Block> held) {
    Block now = depth == 0 ? block.get() : null;
    boolean fits = now != null && now.bytes >= bytes;
    Block found = now != null && fits && (held.contains(now) || now.hold()) ? now : made(bytes);
    if (!held.contains(found)) {
      held.add(found);
    }
    depth++;
    return found;
  }

  /** The thread's next block; within a run it is one that no other run begins in. */
  private Block made(long bytes) {
    Block made = new Block(bytes);
    if (depth > 0) {
      made.outgrown = true;
      return made;
    }
    Block before = block.get();
    if (before != null) {
      before.outgrown = true;
    }
    block = new WeakReference<>(made);
    return made;
  }

  /** Ends a run. */
  void leave() {
    depth--;
  }
}
