package org.fathom4j.compiled.update;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.RowSums;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Updates sections with the backend's kernels, on all its threads: the gradients were left in the
 * caches of all cores, and one alone waits for them. The gradient vector holds the steps taken
 * afterwards, as in Deeplearning4j.
 */
final class NativeSweep implements AutoCloseable {
  private static final int ROW = 1024;

  private final Program program;

  private NativeSweep(Program program) {
    this.program = program;
  }

  /** The sweep over some sections of a network: at least one, each of two parameters or more. */
  static NativeSweep of(List<Section> sections, Backend backend, Vectors vectors) {
    GraphBuilder graph = new GraphBuilder(true);
    List<Tensor> sums = new ArrayList<>();
    for (Section section : sections) {
      graph.enter("update from " + section.from());
      new SectionSteps(section, graph).add();
      sums.addAll(sums(section, graph));
    }
    graph.add(new Step("update", new Doubt(), Pass.FORWARD, sums, List.of()));
    return new NativeSweep(backend.compile(new Graph(graph.steps(), sums.get(0)), vectors));
  }

  private static List<Tensor> sums(Section section, GraphBuilder graph) {
    int rows = section.count() / ROW;
    List<Tensor> sums = new ArrayList<>();
    if (rows > 0) {
      Tensor most = graph.parameter("rows", Shape.of(rows, ROW), section.from());
      sums.add(new RowSums().of(graph, most));
    }
    if (section.count() % ROW > 0) { // a last row that overlaps: kernels refuse one of one element
      int last = Math.min(ROW, section.count());
      int from = section.from() + section.count() - last;
      sums.add(new RowSums().of(graph, graph.parameter("last", Shape.of(1, last), from)));
    }
    return sums;
  }

  /**
   * Updates the parameters of the sections.
   *
   * @return whether all of them are finite
   */
  boolean apply(Batch batch) {
    return Double.isFinite(program.run(batch));
  }

  /** The commands that run, for people. */
  String listing() {
    return program.listing();
  }

  @Override
  public void close() {
    program.close();
  }

  /** Adds 0 to the score, or NaN where a sum is not finite. */
  private record Doubt() implements HostOperation {
    @Override
    public double run(List<HostTensor> sums, List<HostTensor> none, Batch batch) {
      double doubt = 0;
      for (HostTensor each : sums) {
        FloatBuffer elements = each.buffer();
        for (int i = 0; i < elements.limit(); i++) {
          doubt += 0 * elements.get(i);
        }
      }
      return doubt;
    }

    @Override
    public String describe() {
      return "are parameters finite";
    }
  }
}
