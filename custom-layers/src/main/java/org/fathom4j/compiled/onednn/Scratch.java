package org.fathom4j.compiled.onednn;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * The memory in which programs keep what nobody asks for after a run: as many blocks as there are
 * runs at a time, however many programs take turns in them. So networks that are trained by turns
 * find it in the caches, and programs for several sizes of batches cost no more than the largest.
 */
final class Scratch {
  /** Of the process, as the memory is. */
  private static final Scratch ALL = new Scratch();

  private final List<WeakReference<Block>> blocks = new ArrayList<>();

  private Scratch() {}

  /** Memory that is there until the last program that holds it lets go of it. */
  static final class Block {
    private static final long PAGE = 4096;

    private final BytePointer memory;
    private final long bytes;
    private final AtomicBoolean used = new AtomicBoolean(true);
    private int holders = 1;
    private volatile long thread = Thread.currentThread().getId();
    private volatile boolean outgrown;

    /** One that the caller holds and uses. */
    private Block(long bytes) {
      this.bytes = bytes;
      this.memory = new BytePointer(bytes + PAGE);
      this.memory.retainReference();
    }

    /** Where its first page begins. */
    long address() {
      return (memory.address() + PAGE - 1) / PAGE * PAGE;
    }

    /** Whether a larger one takes its place: nobody begins to use it any more. */
    boolean outgrown() {
      return outgrown;
    }

    /** Ends a run. */
    void leave() {
      thread = Thread.currentThread().getId();
      used.set(false);
    }

    private boolean isOfThisThread() {
      return thread == Thread.currentThread().getId();
    }

    private boolean enter() {
      return !outgrown && used.compareAndSet(false, true);
    }

    private synchronized boolean hold() {
      boolean there = holders > 0;
      holders += there ? 1 : 0;
      return there;
    }

    private synchronized boolean isGone() {
      return holders == 0;
    }

    /** Lets go of it. */
    synchronized void release() {
      holders--;
      if (holders == 0) {
        memory.releaseReference();
      }
    }
  }

  /**
   * Begins a run in a block that no other run is in: if it can be, in the one where the program was
   * before, else where the thread was.
   *
   * @param bytes what is needed
   * @param held the blocks that the program holds; the result is one of them then
   * @param before where the program ran last
   */
  static Block enter(long bytes, List<Block> held, @Nullable Block before) {
    return before != null && before.enter() ? before : ALL.find(bytes, held);
  }

  private synchronized Block find(long bytes, List<Block> held) {
    List<Block> known = known();
    for (Block each : known) {
      if (each.bytes >= bytes && each.enter()) {
        if (held.contains(each)) {
          return each;
        }
        if (each.hold()) {
          held.add(each);
          return each;
        }
      }
    }
    smaller(known).ifPresent(each -> each.outgrown = true);
    Block made = new Block(bytes);
    blocks.add(new WeakReference<>(made));
    held.add(made);
    return made;
  }

  /** Those that are there, the calling thread's first. */
  private List<Block> known() {
    blocks.removeIf(each -> isGone(each.get()));
    List<Block> known = new ArrayList<>();
    for (WeakReference<Block> each : blocks) {
      Block block = each.get();
      if (block != null) {
        known.add(block);
      }
    }
    known.sort(Comparator.comparing(Block::isOfThisThread).reversed());
    return known;
  }

  private static boolean isGone(@Nullable Block block) {
    return block == null || block.outgrown || block.isGone();
  }

  /** One that nobody is in, which the next takes the place of. */
  private static Optional<Block> smaller(List<Block> known) {
    return known.stream().filter(block -> !block.used.get()).findFirst();
  }
}
