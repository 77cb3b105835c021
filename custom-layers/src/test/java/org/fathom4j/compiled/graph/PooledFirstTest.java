package org.fathom4j.compiled.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.interpreter.InterpreterBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is pooled first is bit for bit what is rectified first, gradients included. */
class PooledFirstTest {
  private static final Shape IMAGES = Shape.of(3, 2, 6, 6);
  private static final Activation RELU = Activation.of(Activation.Function.RELU);
  private static final Window TWO = window(2, 2, 0);

  /** Adds what lies between the images and the outputs that are scored. */
  private record Body(String name, boolean moves, UnaryOperator<Tensor> body, GraphBuilder graph) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Window window(int side, int stride, int padding) {
    Window.Padding around = new Window.Padding(padding, padding, padding, padding);
    return new Window(side, side, stride, stride, 1, 1, around);
  }

  static Stream<Body> bodies() {
    return Stream.of(
        body("in pairs", true, (g, x) -> largest(g, TWO, RELU.of(g, x))),
        body(
            "leaky",
            true,
            (g, x) -> largest(g, TWO, new Activation(Activation.Function.RELU, 0.25, 0).of(g, x))),
        body("overlapping, padded", true, (g, x) -> largest(g, window(3, 2, 1), RELU.of(g, x))),
        body("as many as before", false, (g, x) -> largest(g, window(3, 1, 1), RELU.of(g, x))),
        body("means", false, (g, x) -> new Pooling(Pooling.Kind.MEAN, TWO).of(g, RELU.of(g, x))),
        body(
            "another function",
            false,
            (g, x) -> largest(g, TWO, Activation.of(Activation.Function.TANH).of(g, x))),
        body(
            "two poolings of one",
            false,
            (g, x) -> {
              Tensor y = RELU.of(g, x);
              return Sum.plain(2).of(g, List.of(largest(g, TWO, y), largest(g, TWO, y)));
            }),
        body(
            "twice in a row",
            true,
            (g, x) ->
                largest(
                    g, window(3, 3, 0), RELU.of(g, largest(g, window(1, 1, 0), RELU.of(g, x))))));
  }

  private interface Part {
    Tensor add(GraphBuilder graph, Tensor x);
  }

  private static Body body(String name, boolean moves, Part part) {
    GraphBuilder graph = new GraphBuilder(true);
    return new Body(name, moves, x -> part.add(graph, x), graph);
  }

  private static Tensor largest(GraphBuilder graph, Window window, Tensor x) {
    return new Pooling(Pooling.Kind.MAX, window).of(graph, x);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void theNumbers_areTheSame(Body body) {
    GraphBuilder graph = body.graph();
    graph.enter("case");
    Tensor identity = graph.features(0, Shape.of(3, 3));
    Tensor matrix = graph.parameter("matrix", Shape.of(IMAGES.elements() / 3, 3), 0);
    Tensor rows = new InnerProduct().of(graph, identity, matrix, Optional.empty());
    Tensor y = body.body().apply(new Reshape().of(graph, rows, IMAGES));
    Backpropagation.run(graph, List.of(new Backpropagation.Start(y, y)), Set.of());
    Graph plain = new Graph(graph.steps(), y);
    Graph moved = PooledFirst.apply(plain);
    assertThat(moved.steps().equals(plain.steps())).isEqualTo(!body.moves());
    for (int kind = 0; kind < 2; kind++) {
      assertThat(answer(moved, kind)).containsExactly(answer(plain, kind));
    }
  }

  @Test
  void inInference_too() {
    GraphBuilder graph = new GraphBuilder(false);
    graph.enter("case");
    Tensor y = largest(graph, TWO, RELU.of(graph, graph.features(0, IMAGES)));
    List<Step> moved = PooledFirst.apply(new Graph(graph.steps(), y)).steps();
    assertThat(moved.get(0).operation()).isInstanceOf(Pooling.class);
    assertThat(moved.get(1).operation()).isEqualTo(RELU);
    assertThat(moved.get(1).write(0)).isEqualTo(y);
  }

  @Test
  void whatIsAskedFor_staysAsItIs() {
    GraphBuilder graph = new GraphBuilder(false);
    graph.enter("case");
    Tensor asked = RELU.of(graph, graph.features(0, IMAGES));
    Graph plain = new Graph(graph.steps(), List.of(asked, largest(graph, TWO, asked)));
    assertThat(PooledFirst.apply(plain)).isEqualTo(plain);
  }

  /** Output and gradients: of numbers that are all different, or of few that are often equal. */
  private static float[] answer(Graph graph, int kind) {
    Floats parameters = Floats.zeros(Shape.of(IMAGES.elements()));
    Floats gradients = Floats.zeros(parameters.shape());
    for (int i = 0; i < IMAGES.elements(); i++) {
      int drawn = (i * 73 + 11) % (int) IMAGES.elements() - 100;
      parameters.buffer().put(i, kind == 0 ? drawn / 64f : drawn % 3);
    }
    Floats identity = Floats.zeros(Shape.of(3, 3));
    for (int i = 0; i < 3; i++) {
      identity.buffer().put(4 * i, 1);
    }
    try (Backend backend = new InterpreterBackend();
        Vectors vectors = Vectors.of(backend, parameters.buffer(), gradients.buffer());
        Program program = backend.compile(graph, vectors)) {
      vectors.push();
      program.run(new Batch(List.of(identity), List.of(), 0, 0));
      vectors.fetch();
      int outputs = program.output(0).buffer().capacity();
      float[] answer = new float[outputs + gradients.buffer().capacity()];
      program.output(0).buffer().get(0, answer, 0, outputs);
      gradients.buffer().get(0, answer, outputs, gradients.buffer().capacity());
      return answer;
    }
  }
}
