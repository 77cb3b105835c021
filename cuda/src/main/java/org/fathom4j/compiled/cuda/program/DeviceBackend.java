package org.fathom4j.compiled.cuda.program;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Residence;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Fusion;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.Operation;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Step;

/** Runs graphs on a device, by kernels of our own and by what the device prepares. */
public final class DeviceBackend implements Backend {
  private final Device device;
  private final BuiltKernels kernels;
  private final Group.Fusing fusing;
  private final Places.Sharing sharing;

  /** One on a device, which it closes in the end. */
  public DeviceBackend(Device device) {
    this(device, Group.Fusing.MOST, Places.Sharing.ARENA);
  }

  private DeviceBackend(Device device, Group.Fusing fusing, Places.Sharing sharing) {
    this.device = device;
    this.kernels = new BuiltKernels(device);
    this.fusing = fusing;
    this.sharing = sharing;
  }

  /** One whose steps all have kernels of their own, to compare with. */
  public static DeviceBackend stepwise(Device device) {
    return new DeviceBackend(device, Group.Fusing.NONE, Places.Sharing.ARENA);
  }

  /**
   * One whose tensors all have memory of their own, so that a device that watches its memory sees
   * what is written beyond any of them.
   */
  public static DeviceBackend apart(Device device) {
    return new DeviceBackend(device, Group.Fusing.MOST, Places.Sharing.NONE);
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public String instructions() {
    return device.instructions();
  }

  @Override
  public boolean knows(Class<? extends Operation> operation) {
    return Rules.know(operation);
  }

  @Override
  public Optional<String> obstacle(Step step) {
    Optional<String> unknown = Backend.super.obstacle(step);
    boolean deep =
        Stream.concat(step.reads().stream(), step.writes().stream())
            .anyMatch(tensor -> tensor.shape().rank() > Parts.RANK);
    boolean flat = step.operation() instanceof Convolution || step.operation() instanceof Reshape;
    return unknown.isEmpty() && deep && !flat
        ? Optional.of(
            "%s has no kernel for %s of more than %d dimensions"
                .formatted(name(), step.operation().describe(), Parts.RANK))
        : unknown;
  }

  @Override
  public Optional<String> obstacle(Precision precision) {
    return precision == Precision.FLOAT
        ? Optional.empty()
        : Optional.of("%s computes products in single precision alone".formatted(name()));
  }

  @Override
  public Residence reside(FloatBuffer vector) {
    return new ResidentVector(device, vector);
  }

  @Override
  public Program compile(Graph whole, Vectors vectors) {
    Graph graph = Fusion.apply(whole, function -> true);
    Places places = new Places(device, graph, vectors, Rules.grouping(fusing), sharing);
    Assembler assembler = new Assembler(device, kernels, places, graph.steps().get(0));
    if (places.scores() > 0) {
      assembler.clear(places.scored(), places.scores());
    }
    for (Group group : places.groups()) {
      for (Step step : group.steps()) {
        assembler.enter(step);
        Rules.run(step, assembler);
      }
      assembler.finish();
    }
    return new DeviceProgram(device, places, assembler, graph.outputs());
  }

  @Override
  public void close() {
    kernels.close();
    device.close();
  }
}
