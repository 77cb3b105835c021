package org.fathom4j.compiled.backend;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Operation;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;

/**
 * A backend whose programs see copies of the network's vectors, as those of a device do. What the
 * network has is spoilt where programs moved on without it, so that whoever looks without a fetch
 * sees NaN; and what nobody fetched cannot be pushed.
 *
 * @param near runs the programs
 */
record DistantBackend(Backend near) implements Backend {
  /** A copy of a vector. */
  private static final class Copy implements Residence {
    private final FloatBuffer host;
    private final FloatBuffer own;
    private boolean spoilt;

    Copy(FloatBuffer host) {
      this.host = host;
      this.own = Floats.zeros(Shape.of(host.capacity())).buffer();
      fill(own);
    }

    private static void fill(FloatBuffer buffer) {
      for (int i = 0; i < buffer.capacity(); i++) {
        buffer.put(i, Float.NaN);
      }
    }

    void spoil() {
      fill(host);
      spoilt = true;
    }

    @Override
    public FloatBuffer host() {
      return host;
    }

    @Override
    public void push() {
      if (spoilt) {
        throw new IllegalStateException("pushed, and what programs had written was never fetched");
      }
      own.put(0, host, 0, host.capacity());
    }

    @Override
    public void fetch() {
      host.put(0, own, 0, own.capacity());
      spoilt = false;
    }

    @Override
    public void close() {}
  }

  /** A step on the host; what of the vectors it reads and writes goes to and fro. */
  private record Transfer(HostOperation operation, Step step, Vectors vectors)
      implements HostOperation {
    @Override
    public String describe() {
      return operation.describe();
    }

    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      List<HostTensor> from = atHome(step.reads(), reads);
      List<HostTensor> to = atHome(step.writes(), writes);
      copy(reads, from);
      double score = operation.run(from, to, batch);
      copy(to, writes);
      return score;
    }

    private List<HostTensor> atHome(List<Tensor> tensors, List<HostTensor> own) {
      List<HostTensor> places = new ArrayList<>();
      for (int i = 0; i < tensors.size(); i++) {
        HostTensor place = own.get(i);
        places.add(
            tensors.get(i).storage() instanceof Storage.Vector part
                ? new Floats(place.shape(), part(part, place.buffer().capacity()))
                : place);
      }
      return places;
    }

    private FloatBuffer part(Storage.Vector part, int length) {
      return of(part, vectors).host().slice((int) part.offset(), length);
    }

    private static void copy(List<HostTensor> from, List<HostTensor> to) {
      for (int i = 0; i < from.size(); i++) {
        if (from.get(i) != to.get(i)) {
          to.get(i).buffer().put(0, from.get(i).buffer(), 0, to.get(i).buffer().capacity());
        }
      }
    }
  }

  /** A program that leaves the network's vectors behind. */
  private record Ahead(Program program, List<Copy> written) implements Program {
    @Override
    public void run(Batch batch) {
      program.run(batch);
      written.forEach(Copy::spoil);
    }

    @Override
    public double score() {
      return program.score();
    }

    @Override
    public HostTensor output(int index) {
      return program.output(index);
    }

    @Override
    public long bytes() {
      return program.bytes();
    }

    @Override
    public String listing() {
      return program.listing();
    }

    @Override
    public void close() {
      program.close();
    }
  }

  private static Copy of(Storage.Vector part, Vectors vectors) {
    if (part instanceof Storage.Parameter) {
      return (Copy) vectors.parameters();
    }
    return (Copy)
        (part instanceof Storage.Gradient ? vectors.gradients() : vectors.state().orElseThrow());
  }

  @Override
  public Residence reside(FloatBuffer vector) {
    return new Copy(vector);
  }

  @Override
  public Program compile(Graph graph, Vectors vectors) {
    List<Step> steps = graph.steps().stream().map(step -> transferring(step, vectors)).toList();
    List<Copy> written =
        steps.stream()
            .flatMap(step -> step.writes().stream())
            .map(Tensor::storage)
            .filter(Storage.Vector.class::isInstance)
            .map(part -> of((Storage.Vector) part, vectors))
            .distinct()
            .toList();
    Vectors own =
        new Vectors(
            own(vectors.parameters()), own(vectors.gradients()), vectors.state().map(this::own));
    return new Ahead(near.compile(new Graph(steps, graph.outputs()), own), written);
  }

  private Residence own(Residence copy) {
    return near.reside(((Copy) copy).own);
  }

  private static Step transferring(Step step, Vectors vectors) {
    return step.operation() instanceof HostOperation operation
        ? new Step(
            step.layer(),
            new Transfer(operation, step, vectors),
            step.pass(),
            step.reads(),
            step.writes())
        : step;
  }

  @Override
  public String name() {
    return "distant " + near.name();
  }

  @Override
  public String instructions() {
    return near.instructions();
  }

  @Override
  public boolean knows(Class<? extends Operation> operation) {
    return near.knows(operation);
  }

  @Override
  public Optional<String> obstacle(Precision precision) {
    return near.obstacle(precision);
  }

  @Override
  public void close() {
    near.close();
  }
}
