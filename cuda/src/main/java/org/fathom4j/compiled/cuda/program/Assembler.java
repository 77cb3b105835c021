package org.fathom4j.compiled.cuda.program;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.device.Kernel;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.cuda.device.Work;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;

/** Collects the commands of a program, step by step. */
final class Assembler implements ElementKernel.Surroundings {
  /** A place in the table that is none. */
  private static final int NONE = -1;

  private final Device device;
  private final BuiltKernels kernels;
  private final Places places;
  private final Table numbers = new Table();
  private final Place table;
  private final List<Command> commands = new ArrayList<>();
  private final List<Work> prepared = new ArrayList<>();
  private final List<Scratch> scratches = new ArrayList<>();
  private final Set<String> layers = new LinkedHashSet<>();
  private Chain chain;
  private int scratchesTaken;
  private Step step;

  /** Memory for what lies between two kernels of a step. */
  private record Scratch(Place place, long floats) {}

  Assembler(Device device, BuiltKernels kernels, Places places, Step first) {
    this.device = device;
    this.kernels = kernels;
    this.places = places;
    this.table = places.allocate(Table.WORDS);
    this.step = first;
    this.chain = new Chain(places::root);
  }

  /** The step whose commands come next. */
  void enter(Step next) {
    step = next;
    scratchesTaken = 0;
  }

  Step step() {
    return step;
  }

  Pass pass() {
    return step.pass();
  }

  Device device() {
    return device;
  }

  /** The shape of a tensor read. */
  Shape in(int index) {
    return step.read(index).shape();
  }

  /** The shape of a tensor written. */
  Shape out(int index) {
    return step.write(index).shape();
  }

  /** Number of elements of a shape. */
  int size(Shape shape) {
    return Math.toIntExact(shape.elements());
  }

  /** Where a tensor read lies. */
  Place read(int index) {
    return of(step.read(index));
  }

  /** Where a tensor read lies, if the step reads so many. */
  Optional<Place> optional(int index) {
    return index < step.reads().size() ? Optional.of(read(index)) : Optional.empty();
  }

  /** Where a tensor written lies. */
  Place write(int index) {
    return of(step.write(index));
  }

  private Place of(Tensor tensor) {
    return places.of(tensor);
  }

  @Override
  public Tensor root(Tensor tensor) {
    return places.root(tensor);
  }

  @Override
  public Optional<Place> place(Tensor tensor) {
    return places.lies(tensor) ? Optional.of(places.of(tensor)) : Optional.empty();
  }

  @Override
  public Place table() {
    return table;
  }

  /** A number's place in the table. */
  int factor(Factor factor) {
    return numbers.add(factor);
  }

  @Override
  public int factor(Optional<Factor> factor) {
    return factor.map(numbers::add).orElse(NONE);
  }

  @Override
  public int draw(Dropout dropout) {
    return numbers.add(dropout);
  }

  /** Numbers that never change. */
  Place constant(List<Double> values) {
    FloatBuffer buffer = Floats.zeros(Shape.of(values.size())).buffer();
    for (int i = 0; i < values.size(); i++) {
      buffer.put(i, values.get(i).floatValue());
    }
    Place place = places.allocate(values.size());
    device.copyIn(buffer, place);
    return place;
  }

  /** Memory that is this step's alone, and only until it is done. */
  Place scratch(long floats) {
    int index = scratchesTaken++;
    if (index == scratches.size()) {
      scratches.add(new Scratch(places.allocate(floats), floats));
    } else if (scratches.get(index).floats < floats) {
      scratches.set(index, new Scratch(places.allocate(floats), floats));
    }
    return scratches.get(index).place;
  }

  /** Members that share a row of so many elements: a power of two, a group at most. */
  static int width(int elements) {
    int width = 1;
    while (width < elements && width < Device.GROUP) {
      width *= 2;
    }
    return width;
  }

  /** Adds a call, to the kernel of those before if that takes it. */
  void each(Call call) {
    if (!chain.takes(List.of(call))) {
      finish();
    }
    chain.add(call);
    layers.add(step.layer());
  }

  /** Adds the kernel of the calls so far. */
  void finish() {
    if (!chain.calls().isEmpty()) {
      ElementKernel kernel = new ElementKernel(chain.calls(), this);
      commands.add(
          new Command.Launch(
              String.join(" + ", layers),
              kernels.kernel(kernel),
              groups(kernel.elements()),
              kernel.arguments(),
              kernel.bytes()));
      chain = new Chain(places::root);
      layers.clear();
    }
  }

  private static int groups(long elements) {
    return Math.toIntExact((elements + Device.GROUP - 1) / Device.GROUP);
  }

  /** Adds a kernel that sets so many numbers to 0. */
  void clear(Place place, long elements) {
    each("clear", elements, new Arguments().place(place));
  }

  /** Adds a kernel of which each member does one of n elements; it takes n first. */
  void each(String kernel, long elements, Arguments arguments) {
    launch(kernel, groups(elements), new Arguments().whole(elements).all(arguments));
  }

  /** Adds a kernel of which so many members share a row each. */
  void rows(String kernel, long rows, int width, Arguments arguments) {
    int each = Device.GROUP / width;
    launch(kernel, Math.toIntExact((rows + each - 1) / each), arguments);
  }

  /** Adds a kernel. */
  void launch(String name, int groups, Arguments arguments) {
    Kernel kernel = kernels.kernel(name);
    add(new Command.Launch(step.layer(), kernel, groups, arguments.list(), Command.UNKNOWN));
  }

  /** Adds a library's routine. */
  void queue(Work work) {
    prepared.add(work);
    add(new Command.Prepared(step.layer(), work));
  }

  /** Adds a step in Java. */
  void host(HostOperation operation) {
    add(new Command.Host(step.layer(), operation, step.reads(), step.writes()));
  }

  /** Adds a look at the first tensor read, before anything runs where a batch brings it. */
  void check(HostOperation check) {
    Tensor looked = places.root(step.read(0));
    Command.Host command = new Command.Host(step.layer(), check, List.of(looked), List.of());
    if (looked.storage() instanceof Storage.Brought) {
      commands.add(0, command);
    } else {
      add(command);
    }
  }

  /** What was called for before is done before. */
  private void add(Command command) {
    finish();
    commands.add(command);
  }

  List<Command> commands() {
    return commands;
  }

  List<Work> prepared() {
    return prepared;
  }

  Table numbers() {
    return numbers;
  }
}
