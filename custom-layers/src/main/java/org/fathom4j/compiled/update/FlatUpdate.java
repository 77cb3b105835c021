package org.fathom4j.compiled.update;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.SharedVectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.model.TrainedModel;

/**
 * Deeplearning4j's updaters as operations on the network's vectors, where it makes a dozen passes
 * over each: same formulas, same state in the same place, equal results within rounding. The
 * gradient vector holds the steps taken afterwards, as there: where no gradient is computed the
 * next update starts from them.
 */
final class FlatUpdate implements AutoCloseable {
  private final Optional<Program> program;

  private FlatUpdate(Optional<Program> program) {
    this.program = program;
  }

  /** The update of a network and its updater, or nothing where some setting has no form here. */
  static Optional<FlatUpdate> of(
      TrainedModel network, BaseMultiLayerUpdater<?> updater, SharedVectors vectors) {
    return Section.of(network, updater)
        .map(sections -> new FlatUpdate(graph(network, sections).map(vectors::compile)));
  }

  /** What is updated as operations, if anything is. */
  static Optional<Graph> graph(TrainedModel network, BaseMultiLayerUpdater<?> updater) {
    return Section.of(network, updater).flatMap(sections -> graph(network, sections));
  }

  private static Optional<Graph> graph(TrainedModel network, List<Section> sections) {
    GraphBuilder graph = new GraphBuilder(true);
    Bounds.add(network, graph);
    Optional<Tensor> last = Optional.empty();
    for (Section section : sections) {
      graph.enter("update from " + section.from());
      last = Optional.of(section.add(graph));
    }
    return last.map(output -> new Graph(graph.steps(), output));
  }

  /**
   * Updates all parameters.
   *
   * @return whether all of them are finite
   */
  boolean apply(Batch batch) {
    if (program.isEmpty()) {
      return true;
    }
    program.get().run(batch);
    return Double.isFinite(program.get().score());
  }

  /** What runs, for people. */
  String listing() {
    return program.map(Program::listing).orElse("");
  }

  @Override
  public void close() {
    program.ifPresent(Program::close);
  }
}
