package org.fathom4j.compiled.onednn;

import java.lang.ref.Reference;
import java.util.ArrayList;
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

/** A list of commands over one arena. */
final class OneDnnProgram implements Program {
  private static final long PAGE = 4096;
  private static final long CACHE_LINE = 64;

  private final List<Command> commands;
  private final List<Slot> moving;
  private final @Nullable HostTensor[] places;
  private final List<Pointer> kept;
  private final List<NativeTensor> outputs;
  private final Map<BatchTensor, Storage> brought;
  private final List<NativeTensor> scores;
  private final FactorTable factors;
  private final boolean waits;
  private final dnnl_stream queue;
  private final BytePointer arena;
  private double scoreOfHost;

  private OneDnnProgram(
      Assembler assembler, List<NativeTensor> outputs, stream queue, BytePointer arena) {
    this.commands = List.copyOf(assembler.commands());
    this.moving =
        assembler.slots().stream()
            .filter(slot -> slot.storage() instanceof Storage.Brought)
            .toList();
    this.places = new HostTensor[moving.size()];
    this.kept = List.copyOf(assembler.kept());
    this.outputs = outputs;
    this.brought = assembler.brought();
    this.scores = assembler.scores();
    this.factors = assembler.factors();
    this.waits = assembler.kernelsRun();
    this.queue = queue.get();
    this.arena = arena;
  }

  /** Gives every slot its place. */
  static OneDnnProgram bind(
      Assembler assembler, List<NativeTensor> outputs, stream queue, Vectors vectors) {
    List<Slot> planned =
        assembler.slots().stream().filter(slot -> slot.planned() && slot.last() >= 0).toList();
    List<MemoryPlan.Buffer> buffers = new ArrayList<>();
    for (Slot slot : planned) {
      buffers.add(
          new MemoryPlan.Buffer(slot.memory().get_desc().get_size(), slot.first(), slot.last()));
    }
    MemoryPlan plan = MemoryPlan.of(buffers, CACHE_LINE);
    BytePointer arena = new BytePointer(plan.bytes() + PAGE);
    arena.retainReference();
    long base = (arena.address() + PAGE - 1) / PAGE * PAGE;
    for (int i = 0; i < planned.size(); i++) {
      place(planned.get(i), base + plan.offsets().get(i));
    }
    long parameters = Address.of(vectors.parameters().host());
    long gradients = Address.of(vectors.gradients().host());
    for (Slot slot : assembler.slots()) {
      if (slot.storage() instanceof Storage.Parameter parameter) {
        place(slot, parameters + parameter.offset() * Float.BYTES);
      } else if (slot.storage() instanceof Storage.Gradient gradient) {
        place(slot, gradients + gradient.offset() * Float.BYTES);
      } else if (slot.storage() instanceof Storage.State state) {
        long states = Address.of(vectors.state().orElseThrow().host());
        place(slot, states + state.offset() * Float.BYTES);
      }
    }
    for (Slot slot : assembler.slots()) {
      Pointer whole = slot.root().memory().get_data_handle();
      if (slot.root() != slot && whole != null) { // else it is brought, or nobody uses it
        place(slot, whole.address() + slot.offset());
      }
    }
    return new OneDnnProgram(assembler, outputs, queue, arena);
  }

  private static void place(Slot slot, long address) {
    slot.memory().set_data_handle(new Address(address));
  }

  @Override
  public void run(Batch batch) {
    try {
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
      Reference.reachabilityFence(batch); // the kernels know no more than addresses in it
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
    for (int i = 0; i < places.length; i++) {
      Slot slot = moving.get(i);
      HostTensor place = Objects.requireNonNull(batch.brought(slot.storage()));
      if (place != places[i]) { // a tensor stays where it is
        place(slot, Address.of(place.buffer()) + slot.offset());
        places[i] = place;
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
    return arena.capacity();
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
    kept.forEach(Pointer::releaseReference);
    arena.releaseReference();
  }
}
