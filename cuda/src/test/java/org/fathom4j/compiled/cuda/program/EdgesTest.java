package org.fathom4j.compiled.cuda.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.OperationCase;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.cuda.opencl.OpenClDevice;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.GradientBound;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.NormLimit;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.Penalty;
import org.fathom4j.compiled.graph.RowSums;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.interpreter.InterpreterBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the contract's cases leave out: ties, kinks, and rows so long that they are summed in parts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgesTest {
  private static final int COUNT = 120_000;

  private Backend backend;
  private final Backend reference = new InterpreterBackend();

  @BeforeAll
  void open() {
    Optional<OpenClDevice> device = OpenClDevice.find();
    assumeTrue(device.isPresent(), "no OpenCL platform: pocl-opencl-icd has one for CPUs");
    backend = new DeviceBackend(device.orElseThrow());
  }

  @AfterAll
  void close() {
    if (backend != null) {
      backend.close();
    }
  }

  /** Of numbers 0, 0.5 and 1, or their negatives: first among equals, slopes at kinks. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("org.fathom4j.compiled.backend.OperationCases#all")
  void tiesAndKinks_areTheReferences(OperationCase tried) {
    float[] start = tried.start();
    for (int i = 0; i < start.length; i++) {
      start[i] = Math.round(2 * start[i]) % 3 / 2f;
    }
    OperationCase.Answer expected = tried.on(reference, start);
    assumeTrue(finite(expected.output()) && finite(expected.gradients()), "no numbers there");
    OperationCase.Answer answer = tried.on(backend, start);
    same("output", expected.output(), answer.output());
    same("gradients", expected.gradients(), answer.gradients());
  }

  private static void same(String what, float[] expected, float[] actual) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%s, number %d", what, i)
          .isCloseTo(expected[i], within(1e-4f * Math.max(1, Math.abs(expected[i]))));
    }
  }

  private static boolean finite(float[] numbers) {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Something that is done to long vectors.
   *
   * @param name for people
   * @param part adds it; the output is one of its tensors
   */
  record Case(String name, Function<GraphBuilder, Tensor> part) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> longRows() {
    Stream<Case> bounds =
        Stream.of(GradientBound.Kind.values())
            .map(kind -> new Case("bound " + kind, bound(kind, 0.5, 2)));
    Stream<Case> norms =
        Stream.of(0, 1, 2)
            .map(
                summed ->
                    new Case(
                        "norms over " + summed,
                        graph -> {
                          Tensor p = graph.parameter("p", Shape.of(60, 2, 1000), 0);
                          new NormLimit(
                                  NormLimit.Kind.MOST,
                                  summed == 0 ? Set.of(0, 2) : Set.of(summed),
                                  batch -> 0,
                                  batch -> 3,
                                  batch -> 1,
                                  1e-6)
                              .add(graph, p);
                          return p;
                        }));
    Stream<Case> others =
        Stream.of(
            new Case("gradients of no length", bound(GradientBound.Kind.UNIT, 0, 0)),
            new Case(
                "penalty",
                graph ->
                    new Penalty(Optional.of(batch -> 1e-3), Optional.of(batch -> 1e-2))
                        .add(graph, 0, COUNT)),
            new Case(
                "sums of rows",
                graph -> new RowSums().of(graph, graph.parameter("p", Shape.of(2, 60_000), 0))),
            new Case("normalization", EdgesTest::normalization));
    return Stream.of(bounds, norms, others).flatMap(each -> each);
  }

  private static Function<GraphBuilder, Tensor> bound(
      GradientBound.Kind kind, double first, double second) {
    return graph -> {
      List<Tensor> gradients =
          List.of(
              graph.gradient("g", Shape.of(100_000), 0),
              graph.gradient("h", Shape.of(20_000), 100_000));
      new GradientBound(kind, 0.3, List.of(batch -> first, batch -> second)).add(graph, gradients);
      return gradients.get(0);
    };
  }

  private static Tensor normalization(GraphBuilder graph) {
    Tensor x = graph.parameter("x", Shape.of(20, 3, 50, 40), 0);
    Tensor gamma = graph.parameter("gamma", Shape.of(3), 10);
    Tensor beta = graph.parameter("beta", Shape.of(3), 20);
    Normalization.Statistics statistics =
        new Normalization.Statistics(
            graph.gradient("mean", Shape.of(3), 0), graph.gradient("variance", Shape.of(3), 3));
    return new Normalization(1e-3, false)
        .of(graph, x, new Normalization.Scale(gamma, beta), statistics);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("longRows")
  void longRows_areTheReferences(Case tried) {
    double[] expected = run(reference, tried);
    double[] answer = run(backend, tried);
    assertThat(answer).hasSameSizeAs(expected);
    for (int i = 0; i < answer.length; i++) {
      assertThat(answer[i])
          .as("number %d", i)
          .isCloseTo(expected[i], within(2e-4 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  /** The score, the output, all parameters and gradients. */
  private static double[] run(Backend backend, Case tried) {
    SplittableRandom random = new SplittableRandom(3);
    Floats parameters = Floats.zeros(Shape.of(COUNT));
    Floats gradients = Floats.zeros(Shape.of(COUNT));
    for (int i = 0; i < COUNT; i++) {
      parameters.buffer().put(i, (float) (2 * random.nextDouble() - 0.9));
      gradients.buffer().put(i, (float) (2 * random.nextDouble() - 1.1));
    }
    GraphBuilder builder = new GraphBuilder(true);
    builder.enter("case");
    Tensor output = tried.part.apply(builder);
    try (Vectors vectors = Vectors.of(backend, parameters.buffer(), gradients.buffer());
        Program program = backend.compile(new Graph(builder.steps(), output), vectors)) {
      vectors.push();
      program.run(Batch.at(0, 0));
      vectors.fetch();
      DoubleStream vectorsAndOutput =
          Stream.of(program.output(0).buffer(), parameters.buffer(), gradients.buffer())
              .flatMapToDouble(EdgesTest::numbers);
      return DoubleStream.concat(DoubleStream.of(program.score()), vectorsAndOutput).toArray();
    }
  }

  private static DoubleStream numbers(FloatBuffer buffer) {
    return IntStream.range(0, buffer.capacity()).mapToDouble(buffer::get);
  }
}
