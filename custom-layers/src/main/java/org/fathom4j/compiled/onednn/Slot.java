package org.fathom4j.compiled.onednn;

import org.bytedeco.dnnl.memory;
import org.fathom4j.compiled.graph.Storage;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in one layout: a oneDNN memory object whose place is decided when all commands are
 * known.
 */
final class Slot {
  private final memory cells;
  private final Storage storage;
  private final @Nullable Slot parent;
  private final long offset;
  private final boolean constant;
  private int first = Integer.MAX_VALUE;
  private int last = -1;
  private boolean lasting;
  private long address;

  Slot(memory cells, Storage storage) {
    this(cells, storage, false);
  }

  private Slot(memory cells, Storage storage, boolean constant) {
    this.cells = cells;
    this.storage = storage;
    this.parent = null;
    this.offset = 0;
    this.constant = constant;
  }

  /** One that has its place, and what lies there, already. */
  static Slot constant(memory cells) {
    Slot slot = new Slot(cells, new Storage.Planned(), true);
    slot.address = cells.get_data_handle().address();
    return slot;
  }

  /** The elements of another slot under another descriptor. */
  Slot(memory cells, Slot parent) {
    this(cells, parent, 0);
  }

  /** Some of the elements of another slot, so many bytes behind its first. */
  Slot(memory cells, Slot parent, long offset) {
    this.cells = cells;
    this.storage = parent.storage;
    this.parent = parent.root();
    this.offset = parent.offset + offset;
    this.constant = parent.constant;
  }

  memory memory() {
    return cells;
  }

  Storage storage() {
    return storage;
  }

  /** The slot that owns the place. */
  Slot root() {
    return parent == null ? this : parent;
  }

  /** How many bytes behind the place of its root it begins. */
  long offset() {
    return offset;
  }

  /** Notes that a command uses the slot. */
  void touch(int command) {
    Slot root = root();
    root.first = Math.min(root.first, command);
    root.last = Math.max(root.last, command);
  }

  /** Says that somebody asks after a run for what lies there. */
  void keep() {
    root().lasting = true;
  }

  /** Whether it keeps what it holds until the next run. */
  boolean isLasting() {
    return lasting;
  }

  /** Whether what lies there is the same in each run. */
  boolean isConstant() {
    return constant;
  }

  /** Gives it a place. */
  void place(long now) {
    address = now;
    cells.set_data_handle(new Address(now));
  }

  /** Where it lies; 0 before it has a place. */
  long address() {
    return address;
  }

  int first() {
    return first;
  }

  int last() {
    return last;
  }

  boolean planned() {
    return parent == null
        && !constant
        && (storage instanceof Storage.Planned
            || storage instanceof Storage.Kept
            || storage instanceof Storage.Score);
  }
}
