package org.fathom4j.compiled.cuda.program;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.cuda.device.Recording;
import org.fathom4j.compiled.cuda.device.Work;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;

/** Recorded commands, with steps in Java between them. */
final class DeviceProgram implements Program {
  private final Device device;
  private final Places places;
  private final List<Command> commands;
  private final List<Work> prepared;
  private final Table numbers;
  private final Place table;
  private final List<Tensor> outputs;
  private final List<Floats> fetched;
  private final FloatBuffer scores;
  private double scoreOfHost;
  private final List<Part> parts = new ArrayList<>();
  private final List<Recording> recordings = new ArrayList<>();

  /** A part of a run; it adds something to the score. */
  private interface Part {
    double run(Batch batch);
  }

  DeviceProgram(Device device, Places places, Assembler assembler, List<Tensor> outputs) {
    this.device = device;
    this.places = places;
    this.commands = List.copyOf(assembler.commands());
    this.prepared = List.copyOf(assembler.prepared());
    this.numbers = assembler.numbers();
    this.table = assembler.table();
    this.outputs = outputs;
    this.fetched = outputs.stream().map(output -> Floats.zeros(output.shape())).toList();
    this.scores = Floats.zeros(Shape.of(Math.max(1, places.scores()))).buffer();
    divide();
  }

  private void divide() {
    List<Command.Queued> queued = new ArrayList<>();
    for (Command command : commands) {
      if (command instanceof Command.Queued own) {
        queued.add(own);
      } else if (command instanceof Command.Host host) {
        record(queued);
        parts.add(batch -> run(host, batch));
      }
    }
    record(queued);
  }

  private void record(List<Command.Queued> queued) {
    if (!queued.isEmpty()) {
      List<Command.Queued> own = List.copyOf(queued);
      Recording recording = device.record(() -> own.forEach(command -> command.queue(device)));
      recordings.add(recording);
      parts.add(
          batch -> {
            recording.play();
            return 0;
          });
      queued.clear();
    }
  }

  @Override
  public void run(Batch batch) {
    device.copyIn(numbers.at(batch), table);
    places.bring(batch);
    scoreOfHost = 0;
    for (Part part : parts) {
      scoreOfHost += part.run(batch);
    }
  }

  @Override
  public double score() {
    double score = scoreOfHost;
    if (places.scores() > 0) {
      device.copyOut(places.scored(), scores);
      for (int i = 0; i < places.scores(); i++) {
        score += scores.get(i);
      }
    }
    return score;
  }

  private double run(Command.Host host, Batch batch) {
    List<HostTensor> reads = new ArrayList<>();
    for (Tensor tensor : host.reads()) {
      HostTensor brought = batch.brought(tensor.storage());
      reads.add(brought == null ? fetched(tensor) : brought);
    }
    List<HostTensor> writes = host.writes().stream().map(this::onHost).toList();
    double score = host.operation().run(reads, writes, batch);
    for (int i = 0; i < writes.size(); i++) {
      device.copyIn(writes.get(i).buffer(), places.of(host.writes().get(i)));
    }
    return score;
  }

  private HostTensor onHost(Tensor tensor) {
    return tensor.storage() instanceof Storage.Vector part
        ? places.host(tensor, part)
        : Floats.zeros(tensor.shape());
  }

  private HostTensor fetched(Tensor tensor) {
    HostTensor floats = onHost(tensor);
    device.copyOut(places.of(tensor), floats.buffer());
    return floats;
  }

  @Override
  public HostTensor output(int index) {
    Floats output = fetched.get(index);
    device.copyOut(places.of(outputs.get(index)), output.buffer());
    return output;
  }

  @Override
  public long bytes() {
    return places.bytes();
  }

  @Override
  public String listing() {
    return commands.stream().map(Command::name).collect(Collectors.joining("\n", "", "\n"))
        + String.format(Locale.ROOT, "memory: %.1f MB%n", bytes() / 1e6);
  }

  @Override
  public void close() {
    recordings.forEach(Recording::close);
    prepared.forEach(Work::close);
    places.close();
  }
}
