package org.fathom4j.compiled.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Turns steps into commands: hands out tensors in the layout a primitive asks for, and adds a
 * reorder only where two neighbours disagree.
 */
final class Assembler {
  private final engine cpu;
  private final Precision precision;
  private final Set<Tensor> pooledByPiece;
  private final FactorTable factors = new FactorTable();
  private final List<Command> commands = new ArrayList<>();
  private final Map<Tensor, Slot> current = new HashMap<>();
  private final Map<Tensor, List<Slot>> copies = new HashMap<>();
  private final Map<Tensor, Slot> derived = new HashMap<>();
  private final List<Slot> slots = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private final List<Pointer> kept = new ArrayList<>();
  private final Map<NativeTensor, Slot> scores = new LinkedHashMap<>();
  private final Map<BatchTensor, Storage> brought = new HashMap<>();
  private final Map<Tensor, Integer> lastRead = new HashMap<>();
  private int position;

  Assembler(engine cpu, Graph graph, Precision precision) {
    this.cpu = cpu;
    this.precision = precision;
    this.pooledByPiece =
        graph.steps().stream()
            .filter(step -> step.operation() instanceof PieceMaximum)
            .filter(step -> step.pass() == Pass.FORWARD)
            .map(step -> step.read(0))
            .collect(Collectors.toUnmodifiableSet());
    List<Step> steps = graph.steps();
    for (int i = 0; i < steps.size(); i++) {
      for (Tensor read : steps.get(i).reads()) {
        lastRead.put(read, i);
      }
    }
    graph.outputs().forEach(output -> lastRead.put(output, steps.size()));
  }

  /** Takes what follows as the step of this place in the graph. */
  void enter(int step) {
    position = step;
  }

  /**
   * The layout in which a primitive should leave an output: channels last where pieces are pooled
   * next, else as told.
   */
  desc target(Tensor output, desc otherwise) {
    return pooledByPiece.contains(output) ? PieceMaxima.channelsLast(output.shape()) : otherwise;
  }

  engine engine() {
    return cpu;
  }

  /** Of what a step multiplies. */
  memory.data_type operands(Step step) {
    return precision.rounds(step) ? memory.data_type.bf16 : memory.data_type.f32;
  }

  List<Command> commands() {
    return commands;
  }

  List<Slot> slots() {
    return slots;
  }

  /** The numbers that change from run to run. */
  FactorTable factors() {
    return factors;
  }

  /** Pointers that must live as long as the program. */
  List<Pointer> kept() {
    return kept;
  }

  /**
   * Attributes of every primitive: scratch memory comes from the arena; perhaps a function on the
   * output.
   */
  primitive_attr attributes(Step step) {
    return attributes(step, new post_ops());
  }

  /** Attributes of a primitive whose output is not yet that of its step. */
  primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    return attributes;
  }

  /** As {@link #attributes(Step)}, with what else happens to the output before. */
  primitive_attr attributes(Step step, post_ops after) {
    primitive_attr attributes = attributes();
    step.fused()
        .ifPresent(
            function ->
                after.append_eltwise(
                    Eltwise.forward(function), (float) function.alpha(), (float) function.beta()));
    if (after.len() > 0) {
      attributes.set_post_ops(after);
    }
    return attributes;
  }

  /** The layout that a tensor has now. */
  desc layout(Tensor tensor) {
    return slot(tensor).memory().get_desc();
  }

  /** A tensor as it lies. */
  Slot slot(Tensor tensor) {
    Slot known = current.get(tensor);
    if (known == null && tensor.storage() instanceof Storage.Planned) {
      throw new IllegalStateException("nothing has written " + tensor);
    }
    return current.computeIfAbsent(tensor, t -> fresh(Layouts.plain(t.shape()), t.storage()));
  }

  /** A tensor in the layout wanted, copied if it must be. */
  Slot read(Tensor tensor, desc wanted) {
    Slot slot = slot(tensor);
    if (slot.memory().get_desc().equals(wanted)) {
      return slot;
    }
    List<Slot> others = copies.computeIfAbsent(tensor, t -> new ArrayList<>());
    for (Slot other : others) {
      if (other.memory().get_desc().equals(wanted)) {
        return other;
      }
    }
    Slot copy = fresh(wanted, new Storage.Planned());
    reorder(tensor, slot, copy);
    others.add(copy);
    return copy;
  }

  /** A place for a tensor that the next primitive writes in this layout. */
  Slot write(Tensor tensor, desc layout) {
    boolean ours =
        !(tensor.storage() instanceof Storage.Parameter
            || tensor.storage() instanceof Storage.Gradient
            || tensor.storage() instanceof Storage.State);
    Slot slot = fresh(layout, ours ? tensor.storage() : new Storage.Planned());
    if (ours) {
      current.put(tensor, slot);
      return slot;
    }
    Slot target = slot(tensor);
    if (target.memory().get_desc().equals(layout)) {
      return target;
    }
    afterwards.add(() -> reorder(tensor, slot, target));
    return slot;
  }

  /**
   * Where a tensor is written that could take the place of one that the step reads: there if nobody
   * reads that one any more, nor another that lies in the same place; else in a place of its own.
   */
  Slot overwrite(Tensor tensor, Tensor read, Slot place) {
    boolean free =
        !isReadLater(read)
            && current.entrySet().stream()
                .filter(each -> each.getValue().root() == place.root())
                .noneMatch(each -> isReadLater(each.getKey()));
    if (!free) {
      return write(tensor, place.memory().get_desc());
    }
    current.put(tensor, place);
    return place;
  }

  private boolean isReadLater(Tensor tensor) {
    return lastRead.getOrDefault(tensor, -1) > position;
  }

  /** The elements of a slot under another descriptor of the same size. */
  Slot cast(Slot slot, desc layout) {
    Slot cast = new Slot(memory(layout), slot);
    slots.add(cast);
    return cast;
  }

  /** Some of the elements of a slot, from this one on. */
  Slot part(Slot of, desc layout, long first) {
    Slot part = new Slot(memory(layout), of, first * Float.BYTES);
    slots.add(part);
    return part;
  }

  /** A place for what is not a tensor of the graph. */
  Slot place(desc layout) {
    return fresh(layout, new Storage.Planned());
  }

  /** A matrix that is the same in each run. */
  Slot constant(float[][] rows) {
    FloatPointer numbers = keep(new FloatPointer((long) rows.length * rows[0].length));
    for (int row = 0; row < rows.length; row++) {
      numbers.position((long) row * rows[0].length).put(rows[row]);
    }
    desc layout = Layouts.plain(Shape.of(rows.length, rows[0].length));
    return Slot.constant(keep(new memory(layout, cpu, numbers.position(0))));
  }

  /** What is made of a tensor once, by the first who asks. */
  Slot derived(Tensor tensor, Supplier<Slot> make) {
    Slot known = derived.get(tensor);
    if (known == null) {
      known = make.get();
      derived.put(tensor, known);
    }
    return known;
  }

  /** The elements of a row-major slot under another shape. */
  void view(Tensor tensor, Slot of) {
    current.put(tensor, cast(of, Layouts.plain(tensor.shape())));
  }

  /** Adds a primitive; the arguments are pairs of oneDNN's number and a slot. */
  void execute(Step step, primitive_desc description, Map<Integer, Slot> arguments) {
    execute(step, description, new primitive(description), arguments);
  }

  /** Adds a primitive of a kind of its own. */
  void execute(
      Step step, primitive_desc_base description, primitive kernel, Map<Integer, Slot> arguments) {
    execute(step.toString(), description, kernel, arguments);
  }

  /** Adds a primitive that does a part of a step. */
  void execute(
      String what,
      primitive_desc_base description,
      primitive kernel,
      Map<Integer, Slot> arguments) {
    Map<Integer, Slot> all = new HashMap<>(arguments);
    desc scratch = description.scratchpad_desc();
    if (scratch.get_size() > 0) {
      all.put(dnnl.DNNL_ARG_SCRATCHPAD, fresh(scratch, new Storage.Planned()));
    }
    add(what + " {" + implementation(description) + "}", kernel, all);
    List<Runnable> now = List.copyOf(afterwards);
    afterwards.clear();
    now.forEach(Runnable::run);
  }

  /** Adds a step in Java over row-major tensors. */
  void host(Step step, HostOperation operation) {
    List<HostTensor> reads = reads(step.reads());
    List<HostTensor> writes = writes(step.writes());
    commands.add(new Command.Host(step.toString(), operation, reads, writes));
  }

  /** Adds a kernel in Java over row-major tensors. */
  void java(Step step, JavaKernel kernel) {
    factors.take(step);
    java(step.toString(), step.reads(), step.writes(), kernel);
  }

  /** Adds a kernel in Java over these tensors, row-major. */
  void java(String name, List<Tensor> read, List<Tensor> written, JavaKernel kernel) {
    List<HostTensor> reads = reads(read);
    commands.add(new Command.InJava(name, kernel, reads, writes(written), factors, kernelsRun()));
  }

  /** Whether kernels run that Java has not waited for. */
  boolean kernelsRun() {
    for (int i = commands.size() - 1; i >= 0; i--) {
      Command command = commands.get(i);
      if (command instanceof Command.Kernel) {
        return true;
      }
      if (command instanceof Command.InJava || command instanceof Command.Host) {
        return false;
      }
    }
    return false;
  }

  /** What Java reads, after the reorders that are needed for it. */
  private List<HostTensor> reads(List<Tensor> tensors) {
    List<HostTensor> places = new ArrayList<>();
    List<Slot> used = new ArrayList<>();
    for (Tensor tensor : tensors) {
      if (tensor.storage() instanceof Storage.Brought) {
        BatchTensor place = new BatchTensor(tensor.shape());
        brought.put(place, tensor.storage());
        places.add(place);
      } else {
        Slot slot = read(tensor, Layouts.plain(tensor.shape()));
        used.add(slot);
        places.add(new NativeTensor(slot, tensor.shape()));
      }
    }
    used.forEach(slot -> slot.touch(commands.size()));
    return List.copyOf(places);
  }

  private List<HostTensor> writes(List<Tensor> tensors) {
    List<HostTensor> places = new ArrayList<>();
    for (Tensor tensor : tensors) {
      Slot slot = write(tensor, Layouts.plain(tensor.shape()));
      slot.touch(commands.size());
      NativeTensor place = new NativeTensor(slot, tensor.shape());
      places.add(place);
      if (tensor.storage() instanceof Storage.Score) {
        scores.put(place, slot);
      }
    }
    return List.copyOf(places);
  }

  /** A number that is worked out before each run of the next primitive. */
  Slot factor(String name, Arithmetic.Factor factor) {
    Shape one = Shape.of(1);
    Slot cell = fresh(Layouts.plain(one), new Storage.Planned());
    fill(
        cell,
        new Command.Factor(name, factors, factors.number(factor), new NativeTensor(cell, one)));
    return cell;
  }

  /** Adds a command that fills the place of a slot. */
  void fill(Slot slot, Command command) {
    slot.touch(commands.size());
    commands.add(command);
  }

  /** Keeps the outputs, and the scores, alive to the end. */
  List<NativeTensor> outputs(List<Tensor> tensors) {
    List<Slot> places = tensors.stream().map(t -> read(t, Layouts.plain(t.shape()))).toList();
    places.forEach(this::keep);
    scores.values().forEach(this::keep);
    return IntStream.range(0, places.size())
        .mapToObj(i -> new NativeTensor(places.get(i), tensors.get(i).shape()))
        .toList();
  }

  private void keep(Slot slot) {
    slot.touch(commands.size());
    slot.keep();
  }

  /** The numbers that make up the score of a run. */
  List<NativeTensor> scores() {
    return List.copyOf(scores.keySet());
  }

  /** What Java reads of each batch, and what of it. */
  Map<BatchTensor, Storage> brought() {
    return Map.copyOf(brought);
  }

  private Slot fresh(desc layout, Storage storage) {
    Slot slot = new Slot(memory(layout), storage);
    slots.add(slot);
    return slot;
  }

  private memory memory(desc layout) {
    return keep(new memory(layout, cpu, new Pointer()));
  }

  private void reorder(Tensor tensor, Slot from, Slot to) {
    copy("reorder " + tensor, from, to);
  }

  /** Adds a copy from one layout to another. */
  void copy(Step step, Slot from, Slot to) {
    copy(step.toString(), from, to);
  }

  /** Adds a copy from one layout to another, for a part of a step. */
  void copy(String what, Slot from, Slot to) {
    primitive_attr attributes = attributes();
    reorder.primitive_desc description =
        new reorder.primitive_desc(
            cpu, from.memory().get_desc(), cpu, to.memory().get_desc(), attributes, false);
    Map<Integer, Slot> arguments = new HashMap<>();
    arguments.put(dnnl.DNNL_ARG_FROM, from);
    arguments.put(dnnl.DNNL_ARG_TO, to);
    desc scratch = description.scratchpad_desc();
    if (scratch.get_size() > 0) {
      arguments.put(dnnl.DNNL_ARG_SCRATCHPAD, fresh(scratch, new Storage.Planned()));
    }
    String name = what + " {" + implementation(description) + "}";
    add(name, new reorder(description), arguments);
  }

  private void add(String name, primitive kernel, Map<Integer, Slot> arguments) {
    dnnl_exec_arg_t list = keep(new dnnl_exec_arg_t(arguments.size()));
    long place = 0;
    for (Map.Entry<Integer, Slot> each : arguments.entrySet()) {
      list.getPointer(place++).arg(each.getKey()).memory(each.getValue().memory().get());
      each.getValue().touch(commands.size());
    }
    commands.add(new Command.Kernel(name, keep(kernel).get(), arguments.size(), list));
  }

  private static String implementation(primitive_desc_base description) {
    return description.impl_info_str().getString();
  }

  private <P extends Pointer> P keep(P pointer) {
    pointer.retainReference();
    kept.add(pointer);
    return pointer;
  }
}
