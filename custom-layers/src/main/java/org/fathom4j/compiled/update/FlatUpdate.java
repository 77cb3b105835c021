package org.fathom4j.compiled.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.SharedVectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.model.TrainedModel;
import org.jspecify.annotations.Nullable;

/**
 * Deeplearning4j's updaters as operations on the network's vectors, where it makes a dozen passes
 * over each: same formulas, same state in the same place, equal results within rounding. The
 * gradient vector holds the steps taken afterwards, as there: where no gradient is computed the
 * next update starts from them.
 *
 * <p>It is a program of its own, or a part of the one that computes the gradients, with equal
 * results.
 */
public final class FlatUpdate implements AutoCloseable {
  private static final int FEW = 8;

  private final TrainedModel network;
  private final SharedVectors vectors;
  private final List<Section> sections;
  private @Nullable Program alone;

  /** The update of these sections, by programs over these vectors. */
  FlatUpdate(TrainedModel network, SharedVectors vectors, List<Section> sections) {
    this.network = network;
    this.vectors = vectors;
    this.sections = sections;
  }

  /** The update of a network and its updater, or nothing where some setting has no form here. */
  static Optional<FlatUpdate> of(
      TrainedModel network, BaseMultiLayerUpdater<?> updater, SharedVectors vectors) {
    return Section.of(network, updater).map(sections -> new FlatUpdate(network, vectors, sections));
  }

  /** What is updated as operations, if anything is. */
  static Optional<Graph> graph(TrainedModel network, BaseMultiLayerUpdater<?> updater) {
    return Section.of(network, updater)
        .filter(sections -> !sections.isEmpty())
        .map(sections -> graph(network, sections));
  }

  /**
   * Training with the update in it, each run of parameters as soon as nobody needs them or their
   * gradients any more, which are in the caches then; nothing where a step in Java may fail, which
   * must leave all parameters as they were, or where there is nothing to update. Whether the
   * parameters are finite is told by an output behind those of the training: 0, or NaN.
   */
  public Optional<Graph> within(Graph training) {
    boolean inJava =
        training.steps().stream().anyMatch(step -> step.operation() instanceof HostOperation);
    if (inJava || sections.isEmpty()) {
      return Optional.empty();
    }
    GraphBuilder graph = GraphBuilder.behind(training.steps());
    List<Tensor> doubts = new ArrayList<>();
    for (Section section : sections) {
      graph.enter(name(section));
      Tensor its = graph.tensor("doubt", Shape.of(1));
      section.add(graph, its);
      doubts.add(its);
    }
    Tensor doubt = sum(doubts, graph);
    return Optional.of(Interleaving.of(training, graph.steps(), doubt));
  }

  /** A few at a time, as many as kernels take. */
  private static Tensor sum(List<Tensor> terms, GraphBuilder graph) {
    List<Tensor> left = terms;
    while (left.size() > 1) {
      List<Tensor> sums = new ArrayList<>();
      for (int from = 0; from < left.size(); from += FEW) {
        List<Tensor> few = left.subList(from, Math.min(left.size(), from + FEW));
        sums.add(few.size() == 1 ? few.get(0) : Sum.plain(few.size()).of(graph, few));
      }
      left = sums;
    }
    return left.get(0);
  }

  /**
   * Updates all parameters.
   *
   * @return whether all of them are finite
   */
  boolean apply(Batch batch) {
    if (sections.isEmpty()) {
      return true;
    }
    if (alone == null) {
      alone = vectors.compile(graph(network, sections));
    }
    alone.run(batch);
    return Double.isFinite(alone.score());
  }

  private static Graph graph(TrainedModel network, List<Section> sections) {
    GraphBuilder graph = new GraphBuilder(true);
    Bounds.add(network, graph);
    List<Tensor> moved = new ArrayList<>();
    for (Section section : sections) {
      graph.enter(name(section));
      moved.add(section.add(graph, graph.score()));
    }
    return new Graph(graph.steps(), moved.get(0));
  }

  private static String name(Section section) {
    return "update from " + section.from();
  }

  /** What runs, for people; empty where nothing ran of its own. */
  String listing() {
    return alone == null ? "" : alone.listing();
  }

  @Override
  public void close() {
    if (alone != null) {
      alone.close();
    }
  }
}
