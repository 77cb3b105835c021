package org.fathom4j.compiled.onednn;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.backend.MemoryPlan;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Storage;
import org.jspecify.annotations.Nullable;

/**
 * A list of commands over memory of three kinds: the network's vectors, what is asked for after a
 * run, and what a run needs alone.
 */
final class OneDnnProgram implements Program {
  private static final long CACHE_LINE = 64;

  private final List<Command> commands;
  private final List<Slot> moving;
  private final List<WeakReference<@Nullable HostTensor>> places = new ArrayList<>();
  private final Plan passing;
  private final Plan lasting;
  private final List<Pointer> kept;
  private final List<NativeTensor> outputs;
  private final Map<BatchTensor, Storage> brought;
  private final List<NativeTensor> scores;
  private final FactorTable factors;
  private final boolean waits;
  private final dnnl_stream queue;
  private final BytePointer arena;
  private final List<Scratch.Block> held = new ArrayList<>();
  private Scratch.@Nullable Block current;
  private double scoreOfHost;

  /**
   * Slots and their places in a block of memory.
   *
   * @param slots each that owns its place, then those that lie in another
   * @param offsets of all of them
   */
  private record Plan(List<Slot> slots, List<Long> offsets, long bytes) {
    static Plan of(List<Slot> all, boolean lasting) {
      List<Slot> slots = new ArrayList<>();
      List<MemoryPlan.Buffer> buffers = new ArrayList<>();
      for (Slot slot : all) {
        if (slot.planned() && slot.last() >= 0 && slot.isLasting() == lasting) {
          slots.add(slot);
          buffers.add(
              new MemoryPlan.Buffer(
                  slot.memory().get_desc().get_size(), slot.first(), slot.last()));
        }
      }
      MemoryPlan plan = MemoryPlan.of(buffers, CACHE_LINE);
      List<Long> offsets = new ArrayList<>(plan.offsets());
      IdentityHashMap<Slot, Long> roots = new IdentityHashMap<>();
      for (int i = 0; i < offsets.size(); i++) {
        roots.put(slots.get(i), offsets.get(i));
      }
      for (Slot slot : all) {
        Long root = slot.root() == slot ? null : roots.get(slot.root());
        if (root != null) {
          slots.add(slot);
          offsets.add(root + slot.offset());
        }
      }
      return new Plan(List.copyOf(slots), List.copyOf(offsets), plan.bytes());
    }

    void lieAt(long address) {
      for (int i = 0; i < slots.size(); i++) {
        slots.get(i).place(address + offsets.get(i));
      }
    }
  }

  private OneDnnProgram(Assembler assembler, List<NativeTensor> outputs, stream queue) {
    this.commands = List.copyOf(assembler.commands());
    this.moving =
        assembler.slots().stream()
            .filter(slot -> slot.storage() instanceof Storage.Brought)
            .toList();
    moving.forEach(slot -> places.add(new WeakReference<>(null)));
    this.passing = Plan.of(assembler.slots(), false);
    this.lasting = Plan.of(assembler.slots(), true);
    this.kept = List.copyOf(assembler.kept());
    this.outputs = outputs;
    this.brought = assembler.brought();
    this.scores = assembler.scores();
    this.factors = assembler.factors();
    this.waits = assembler.kernelsRun();
    this.queue = queue.get();
    this.arena = new BytePointer(lasting.bytes + CACHE_LINE);
    arena.retainReference();
    lasting.lieAt((arena.address() + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE);
  }

  /** Gives every slot its place that always has the same. */
  static OneDnnProgram bind(
      Assembler assembler, List<NativeTensor> outputs, stream queue, Vectors vectors) {
    for (Slot slot : assembler.slots()) {
      if (slot.root().storage() instanceof Storage.Vector place) {
        slot.place(addressOf(place, vectors) + place.offset() * Float.BYTES + slot.offset());
      } else if (slot.root().isConstant()) {
        slot.place(slot.root().address() + slot.offset());
      }
    }
    return new OneDnnProgram(assembler, outputs, queue);
  }

  private static long addressOf(Storage.Vector place, Vectors vectors) {
    if (place instanceof Storage.Parameter) {
      return Address.of(vectors.parameters().host());
    }
    if (place instanceof Storage.Gradient) {
      return Address.of(vectors.gradients().host());
    }
    return Address.of(vectors.state().orElseThrow().host());
  }

  @Override
  public void run(Batch batch) {
    Scratch.Block block = Scratch.enter(passing.bytes, held, current);
    try {
      if (block != current) {
        move(block);
      }
      bind(batch);
      factors.fill(batch);
      scoreOfHost = 0;
      for (Command command : commands) {
        scoreOfHost += command.run(queue, batch);
      }
      if (waits) {
        dnnl.dnnl_stream_wait(queue);
      }
    } finally {
      block.leave();
      Reference.reachabilityFence(batch); // the kernels know no more than addresses in it
    }
  }

  /** Takes another block, and lets go of those that no run of it will be in again. */
  private void move(Scratch.Block block) {
    passing.lieAt(block.address());
    current = block;
    for (Scratch.Block each : List.copyOf(held)) {
      if (each != block && each.outgrown()) {
        held.remove(each);
        each.release();
      }
    }
  }

  @Override
  public double score() {
    double score = scoreOfHost;
    for (NativeTensor each : scores) {
      score += each.buffer().get(0);
    }
    return score;
  }

  private void bind(Batch batch) {
    for (int i = 0; i < moving.size(); i++) {
      Slot slot = moving.get(i);
      HostTensor place = Objects.requireNonNull(batch.brought(slot.storage()));
      if (place != places.get(i).get()) { // a tensor stays where it is, and is not kept alive
        slot.place(Address.of(place.buffer()) + slot.offset());
        places.set(i, new WeakReference<>(place));
      }
    }
    brought.forEach((place, storage) -> place.follow(batch.brought(storage)));
  }

  @Override
  public HostTensor output(int index) {
    return outputs.get(index);
  }

  @Override
  public long bytes() {
    return passing.bytes + lasting.bytes;
  }

  @Override
  public String listing() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < commands.size(); ) {
      String name = commands.get(i).name();
      int first = i;
      while (i < commands.size() && commands.get(i).name().equals(name)) {
        i++;
      }
      text.append(name).append(i - first > 1 ? ", " + (i - first) + " times\n" : "\n");
    }
    return text + String.format(Locale.ROOT, "memory: %.1f MB%n", bytes() / 1e6);
  }

  @Override
  public void close() {
    held.forEach(Scratch.Block::release);
    held.clear();
    kept.forEach(Pointer::releaseReference);
    arena.releaseReference();
  }
}
