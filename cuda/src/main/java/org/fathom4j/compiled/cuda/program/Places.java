package org.fathom4j.compiled.cuda.program;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.device.Memory;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Where every tensor of a program lies on the device: in its own memory, or in the network's
 * vectors.
 */
final class Places implements AutoCloseable {
  private final Device device;
  private final Vectors vectors;
  private final Layout layout;
  private final List<Memory> memories = new ArrayList<>();
  private final Map<Tensor, Place> own = new HashMap<>();
  private final Map<Storage, Place> brought = new LinkedHashMap<>();
  private final Map<Tensor, Integer> scores = new LinkedHashMap<>();
  private final Place scored;

  /** What memory tensors have that are the program's own. */
  enum Sharing {
    /** All lie in one arena, and those that are not needed at the same time in the same place. */
    ARENA,
    /** None: each has memory of its own. */
    NONE
  }

  Places(Device device, Graph graph, Vectors vectors, Group.Grouping grouping, Sharing sharing) {
    this.device = device;
    this.vectors = vectors;
    this.layout = Layout.of(graph, grouping);
    if (sharing == Sharing.ARENA) {
      Place arena = allocate(layout.floats());
      layout.offsets().forEach((tensor, offset) -> own.put(tensor, arena.plus(offset)));
    } else {
      layout.lengths().forEach((tensor, floats) -> own.put(tensor, allocate(floats)));
    }
    graph.steps().forEach(step -> step.reads().forEach(this::add));
    graph.steps().forEach(step -> step.writes().forEach(this::add));
    this.scored = allocate(scores.size());
  }

  private void add(Tensor tensor) {
    if (tensor.storage() instanceof Storage.Brought) {
      brought.computeIfAbsent(tensor.storage(), key -> allocate(tensor.shape().elements()));
    } else if (tensor.storage() instanceof Storage.Score) {
      scores.putIfAbsent(tensor, scores.size());
    }
  }

  /** New memory that lives as long as this. */
  Place allocate(long floats) {
    Memory memory = device.allocate(Math.max(1, floats) * Float.BYTES);
    memories.add(memory);
    return Place.of(memory);
  }

  /** The tensor whose elements one has. */
  Tensor root(Tensor tensor) {
    return layout.root(tensor);
  }

  /** The steps, as they are done together. */
  List<Group> groups() {
    return layout.groups();
  }

  /** Whether a tensor's elements lie anywhere, and are not handed on within a kernel alone. */
  boolean lies(Tensor tensor) {
    Storage storage = layout.root(tensor).storage();
    boolean planned = storage instanceof Storage.Planned || storage instanceof Storage.Kept;
    return !planned || own.containsKey(layout.root(tensor));
  }

  /** Where a tensor's elements lie, row-major. */
  Place of(Tensor tensor) {
    Tensor root = layout.root(tensor);
    Storage storage = root.storage();
    if (storage instanceof Storage.Vector part) {
      return vector(part).place().plus(part.offset());
    } else if (storage instanceof Storage.Score) {
      return scored.plus(Objects.requireNonNull(scores.get(root)));
    } else if (storage instanceof Storage.Brought) {
      return Objects.requireNonNull(brought.get(storage));
    }
    return Objects.requireNonNull(own.get(root));
  }

  /** The first of all scores. */
  Place scored() {
    return scored;
  }

  /** How many scores there are. */
  int scores() {
    return scores.size();
  }

  /** A part of a vector where the network has it. */
  HostTensor host(Tensor tensor, Storage.Vector part) {
    FloatBuffer host = vector(part).host();
    int from = Math.toIntExact(part.offset());
    return new Floats(tensor.shape(), host.slice(from, Math.toIntExact(tensor.shape().elements())));
  }

  private ResidentVector vector(Storage.Vector part) {
    if (part instanceof Storage.Parameter) {
      return (ResidentVector) vectors.parameters();
    } else if (part instanceof Storage.Gradient) {
      return (ResidentVector) vectors.gradients();
    }
    return (ResidentVector) vectors.state().orElseThrow();
  }

  /** Takes over what a batch brings. */
  void bring(Batch batch) {
    brought.forEach(
        (storage, place) ->
            device.copyIn(
                Objects.requireNonNull(batch.brought(storage)).buffer().duplicate().clear(),
                place));
  }

  /** Bytes of the device's memory. */
  long bytes() {
    return memories.stream().mapToLong(Memory::bytes).sum();
  }

  @Override
  public void close() {
    memories.forEach(Memory::close);
    memories.clear();
  }
}
