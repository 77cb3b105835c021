package org.fathom4j.compiled.lowering;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Concatenation;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Length;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.StepPooling;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.UnitLength;

/** Which kinds of vertex have a compiled form, beside those that hold a layer. */
final class VertexForms {
  private static final int EXAMPLES = 0;
  private static final int CHANNELS = 1;
  private static final double LEAST_DISTANCE = 1e-8;

  private static final Map<Class<?>, VertexRule<?>> RULES =
      Map.ofEntries(
          rule(ElementWiseVertex.class, new ElementWise()),
          rule(SubsetVertex.class, VertexForms::subset),
          rule(
              ScaleVertex.class,
              (vertex, in, graph) -> linear(vertex.getScaleFactor(), 0).of(graph, in.get(0))),
          rule(
              ShiftVertex.class,
              (vertex, in, graph) -> linear(1, vertex.getShiftFactor()).of(graph, in.get(0))),
          rule(StackVertex.class, (vertex, in, graph) -> new Concatenation(EXAMPLES).of(graph, in)),
          rule(UnstackVertex.class, VertexForms::unstack),
          rule(ReshapeVertex.class, new Reshaping()),
          rule(PoolHelperVertex.class, VertexForms::withoutFirst),
          rule(LastTimeStepVertex.class, VertexForms::lastStep),
          rule(L2Vertex.class, VertexForms::distance),
          rule(L2NormalizeVertex.class, new Normalizing()));

  private static final Set<Class<?>> OF_SEQUENCES =
      Set.of(
          DuplicateToTimeSeriesVertex.class, ReverseTimeSeriesVertex.class, AttentionVertex.class);

  /** Those for which it matters how images lie; they see them as the network has them. */
  private static final Set<Class<?>> BY_DIMENSION =
      Set.of(SubsetVertex.class, ReshapeVertex.class, PoolHelperVertex.class);

  private VertexForms() {}

  private static <V extends GraphVertex> Map.Entry<Class<?>, VertexRule<?>> rule(
      Class<V> type, VertexRule<V> rule) {
    return Map.entry(type, rule);
  }

  @SuppressWarnings("unchecked") // Each class stands beside the rule of its own.
  private static Optional<VertexRule<GraphVertex>> rule(GraphVertex vertex, ImageLayout layout) {
    VertexRule<?> rule =
        vertex.getClass() == MergeVertex.class ? new Merge(layout) : RULES.get(vertex.getClass());
    return Optional.ofNullable((VertexRule<GraphVertex>) rule);
  }

  /** Why a vertex has no compiled form, or nothing where it has one. */
  static Optional<String> obstacle(GraphVertex vertex, ImageLayout layout) {
    return rule(vertex, layout)
        .map(rule -> rule.obstacle(vertex))
        .orElseGet(
            () ->
                Optional.of(
                    OF_SEQUENCES.contains(vertex.getClass())
                        ? "vertices of sequences have no compiled form but LastTimeStepVertex"
                        : "vertices of type %s have no compiled form"
                            .formatted(vertex.getClass().getName())));
  }

  /** Adds a vertex's forward steps; the result is its output. */
  static Tensor lower(
      GraphVertex vertex, List<Tensor> inputs, GraphBuilder graph, ImageLayout layout) {
    VertexRule<GraphVertex> rule = rule(vertex, layout).orElseThrow();
    if (!BY_DIMENSION.contains(vertex.getClass())) {
      return rule.lower(vertex, inputs, graph);
    }
    List<Tensor> given = inputs.stream().map(input -> layout.given(graph, input)).toList();
    return layout.taken(graph, rule.lower(vertex, given, graph));
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

  /** UnstackVertex: one of equal parts of the examples. */
  private static Tensor unstack(UnstackVertex vertex, List<Tensor> inputs, GraphBuilder graph) {
    Tensor x = inputs.get(0);
    long step = x.shape().size(EXAMPLES) / vertex.getStackSize();
    if (step == 0 || vertex.getFrom() >= vertex.getStackSize()) {
      throw new IllegalArgumentException(
          "vertex %s takes part %d of %d of the examples, got %s"
              .formatted(graph.layer(), vertex.getFrom(), vertex.getStackSize(), x));
    }
    Shape part = x.shape().withFirst(step);
    return Excerpt.along(EXAMPLES, vertex.getFrom() * step, part).of(graph, x, part);
  }

  /** PoolHelperVertex: images without their first row and column. */
  private static Tensor withoutFirst(
      PoolHelperVertex vertex, List<Tensor> inputs, GraphBuilder graph) {
    Tensor x = inputs.get(0);
    if (x.shape().rank() != 4) {
      throw new IllegalArgumentException(
          "vertex %s takes images, got %s".formatted(graph.layer(), x));
    }
    long[] sizes = x.shape().toArray();
    sizes[2]--;
    sizes[3]--;
    return new Excerpt(List.of(0L, 0L, 1L, 1L)).of(graph, x, Shape.of(sizes));
  }

  private static Tensor lastStep(
      LastTimeStepVertex vertex, List<Tensor> inputs, GraphBuilder graph) {
    Tensor x = inputs.get(0);
    if (!Sequences.is(x.shape())) {
      throw new IllegalArgumentException(
          "vertex %s takes sequences [batch, channels, length], got %s"
              .formatted(graph.layer(), x));
    }
    Tensor steps = Sequences.steps(graph, x);
    return graph
        .takeCounted()
        .map(mask -> new StepPooling(StepPooling.Kind.LAST).of(graph, steps, mask))
        .orElseGet(() -> Sequences.last(graph, steps));
  }

  /**
   * L2Vertex: how far apart two inputs are, example by example. It does not tell the least distance
   * that it divides by, which Deeplearning4j's own copies of it forget, too.
   */
  private static Tensor distance(L2Vertex vertex, List<Tensor> inputs, GraphBuilder graph) {
    Tensor difference = new Sum(List.of(1.0, -1.0)).of(graph, inputs);
    return new Length(LEAST_DISTANCE).of(graph, difference);
  }

  /** ReshapeVertex, row-major; a size of -1 is what is left. */
  private static final class Reshaping implements VertexRule<ReshapeVertex> {
    @Override
    public Optional<String> obstacle(ReshapeVertex vertex) {
      int rank = vertex.getNewShape().length;
      if (vertex.getReshapeOrder() != ReshapeVertex.DEFAULT_RESHAPE_ORDER) {
        return Optional.of("it reshapes column by column, only rows have a compiled form");
      }
      return rank == 2 || rank == 4
          ? Optional.empty()
          : Optional.of(
              "it reshapes to %d dimensions, only 2 and 4 have a compiled form".formatted(rank));
    }

    @Override
    public Tensor lower(ReshapeVertex vertex, List<Tensor> inputs, GraphBuilder graph) {
      Tensor x = inputs.get(0);
      long known = 1;
      for (int size : vertex.getNewShape()) {
        known *= size == -1 ? 1 : size;
      }
      long left = x.shape().elements() / known;
      Shape shape =
          Shape.of(
              Arrays.stream(vertex.getNewShape())
                  .mapToLong(size -> size == -1 ? Math.max(left, 1) : size)
                  .toArray());
      if (shape.elements() != x.shape().elements()) {
        throw new IllegalArgumentException(
            "vertex %s reshapes to %s, got %s"
                .formatted(graph.layer(), Arrays.toString(vertex.getNewShape()), x));
      }
      return new Reshape().of(graph, x, shape);
    }
  }

  /** L2NormalizeVertex, of whole examples. */
  private static final class Normalizing implements VertexRule<L2NormalizeVertex> {
    @Override
    public Optional<String> obstacle(L2NormalizeVertex vertex) {
      return vertex.getDimension() == null || vertex.getDimension().length == 0
          ? Optional.empty()
          : Optional.of("dimensions of its own have no compiled form: leave them out for all");
    }

    @Override
    public Tensor lower(L2NormalizeVertex vertex, List<Tensor> inputs, GraphBuilder graph) {
      return new UnitLength(vertex.getEps()).of(graph, inputs.get(0));
    }
  }

  /** MergeVertex: features or channels side by side. */
  private record Merge(ImageLayout layout) implements VertexRule<MergeVertex> {
    @Override
    public Optional<String> obstacle(MergeVertex vertex) {
      int axis = vertex.getMergeAxis();
      return axis == CHANNELS || axis == layout.channels()
          ? Optional.empty()
          : Optional.of(
              "it merges along dimension %d, only %s has a compiled form"
                  .formatted(axis, layout.channels() == CHANNELS ? "1" : "1, of images 3,"));
    }

    @Override
    public Tensor lower(MergeVertex vertex, List<Tensor> inputs, GraphBuilder graph) {
      Shape first = inputs.get(0).shape();
      if (vertex.getMergeAxis() != (first.rank() == 4 ? layout.channels() : CHANNELS)) {
        throw new IllegalArgumentException(
            "vertex %s merges along dimension %d, which is not that of the channels of %s"
                .formatted(graph.layer(), vertex.getMergeAxis(), layout.shape(first)));
      }
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
