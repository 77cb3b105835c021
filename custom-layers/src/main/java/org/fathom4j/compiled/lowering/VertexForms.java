package org.fathom4j.compiled.lowering;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Concatenation;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Tensor;

/** Which kinds of vertex have a compiled form, beside those that hold a layer. */
final class VertexForms {
  private static final int CHANNELS = 1;

  private static final Map<Class<?>, VertexRule<?>> RULES =
      Map.ofEntries(
          rule(ElementWiseVertex.class, new ElementWise()),
          rule(MergeVertex.class, new Merge()),
          rule(SubsetVertex.class, VertexForms::subset),
          rule(
              ScaleVertex.class,
              (vertex, in, graph) -> linear(vertex.getScaleFactor(), 0).of(graph, in.get(0))),
          rule(
              ShiftVertex.class,
              (vertex, in, graph) -> linear(1, vertex.getShiftFactor()).of(graph, in.get(0))));

  private VertexForms() {}

  private static <V extends GraphVertex> Map.Entry<Class<?>, VertexRule<?>> rule(
      Class<V> type, VertexRule<V> rule) {
    return Map.entry(type, rule);
  }

  @SuppressWarnings("unchecked") // Each class stands beside the rule of its own.
  private static Optional<VertexRule<GraphVertex>> rule(GraphVertex vertex) {
    return Optional.ofNullable((VertexRule<GraphVertex>) RULES.get(vertex.getClass()));
  }

  /** Why a vertex has no compiled form, or nothing where it has one. */
  static Optional<String> obstacle(GraphVertex vertex) {
    return rule(vertex)
        .map(rule -> rule.obstacle(vertex))
        .orElseGet(
            () ->
                Optional.of(
                    "vertices of type " + vertex.getClass().getName() + " have no compiled form"));
  }

  /** Adds a vertex's forward steps; the result is its output. */
  static Tensor lower(GraphVertex vertex, List<Tensor> inputs, GraphBuilder graph) {
    return rule(vertex).orElseThrow().lower(vertex, inputs, graph);
  }

  private static Activation linear(double factor, double shift) {
    return new Activation(Activation.Function.LINEAR, factor, shift);
  }

  private static Tensor subset(SubsetVertex vertex, List<Tensor> inputs, GraphBuilder graph) {
    Tensor x = inputs.get(0);
    long[] sizes = x.shape().toArray();
    if (vertex.getTo() >= sizes[CHANNELS]) {
      throw new IllegalArgumentException(
          "a subset from %d to %d needs as many features or channels, got %s"
              .formatted(vertex.getFrom(), vertex.getTo(), x));
    }
    sizes[CHANNELS] = vertex.getTo() - vertex.getFrom() + 1L;
    Shape part = Shape.of(sizes);
    return Excerpt.along(CHANNELS, vertex.getFrom(), part).of(graph, x, part);
  }

  /** MergeVertex: features or channels side by side. */
  private static final class Merge implements VertexRule<MergeVertex> {
    @Override
    public Optional<String> obstacle(MergeVertex vertex) {
      return vertex.getMergeAxis() == CHANNELS
          ? Optional.empty()
          : Optional.of(
              "it merges along dimension %d, only 1 has a compiled form"
                  .formatted(vertex.getMergeAxis()));
    }

    @Override
    public Tensor lower(MergeVertex vertex, List<Tensor> inputs, GraphBuilder graph) {
      return new Concatenation().of(graph, inputs);
    }
  }

  /** ElementWiseVertex, of inputs of one shape. */
  private static final class ElementWise implements VertexRule<ElementWiseVertex> {
    @Override
    public Tensor lower(ElementWiseVertex vertex, List<Tensor> inputs, GraphBuilder graph) {
      int count = inputs.size();
      if (count == 1) {
        return inputs.get(0);
      }
      Shape shape = inputs.get(0).shape();
      if (!inputs.stream().allMatch(input -> input.shape().equals(shape))) {
        throw new IllegalArgumentException(
            "vertex %s: inputs of several shapes have no compiled form: %s"
                .formatted(graph.layer(), inputs));
      }
      return switch (vertex.getOp()) {
        case Add -> Sum.plain(count).of(graph, inputs);
        case Average -> new Sum(Collections.nCopies(count, 1.0 / count)).of(graph, inputs);
        case Subtract -> new Sum(List.of(1.0, -1.0)).of(graph, inputs);
        case Product ->
            inputs.stream()
                .reduce((left, right) -> new Product().of(graph, left, right))
                .orElseThrow();
        case Max -> new PieceMaximum(count).of(graph, new Concatenation().of(graph, inputs));
      };
    }
  }
}
