package org.fathom4j.compiled.backend;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Storage;

/**
 * The vectors of a network that is trained by a backend's programs and looked at, and changed, by
 * others on the host. Who has the newest is known here: programs find what the others left, and
 * {@link #look} finds what programs left, and between two looks nothing is copied.
 */
public final class SharedVectors implements AutoCloseable {
  private enum Newest {
    /** Others may have changed theirs. */
    HOST,
    BOTH,
    BACKEND
  }

  private final Backend backend;
  private Vectors vectors;
  private Newest newest = Newest.HOST;

  /** Those of a network; kept alive by the caller. */
  public SharedVectors(Backend backend, FloatBuffer parameters, FloatBuffer gradients) {
    this.backend = backend;
    this.vectors = Vectors.of(backend, parameters, gradients);
  }

  /**
   * Takes the state of an updater in place of the one before, which programs have been compiled for
   * and which is looked at for the last time.
   */
  public void take(Optional<FloatBuffer> state) {
    look();
    vectors.state().ifPresent(Residence::close);
    vectors = new Vectors(vectors.parameters(), vectors.gradients(), state.map(backend::reside));
  }

  /** A program over them. */
  public Program compile(Graph graph) {
    boolean writes =
        graph.steps().stream()
            .flatMap(step -> step.writes().stream())
            .anyMatch(tensor -> tensor.storage() instanceof Storage.Vector);
    return new Sharing(backend.compile(graph, vectors), writes);
  }

  /** To be called before anybody reads or changes the network's vectors on the host. */
  public void look() {
    if (newest == Newest.BACKEND) {
      vectors.fetch();
    }
    newest = Newest.HOST;
  }

  /** Says that nobody will have changed them until the next look; what is pushed stays so. */
  private void push() {
    if (newest == Newest.HOST) {
      vectors.push();
      newest = Newest.BOTH;
    }
  }

  @Override
  public void close() {
    vectors.close();
  }

  /** A program that finds what others left in the vectors. */
  private final class Sharing implements Program {
    private final Program program;
    private final boolean writes;

    Sharing(Program program, boolean writes) {
      this.program = program;
      this.writes = writes;
    }

    @Override
    public void run(Batch batch) {
      push();
      if (writes) {
        newest = Newest.BACKEND;
      }
      program.run(batch);
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
}
