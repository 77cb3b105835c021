package org.fathom4j.compiled.onednn;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.ParametricRelu;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Window;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One operation forward and backward on 64 images of 48 channels, 16x16, from and to row-major
 * memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OperationBenchmark {
  private static final Shape IMAGES = Shape.of(64, 48, 16, 16);
  private static final Shape CHANNELS = Shape.of(48);
  private static final long WEIGHTS = IMAGES.elements();

  @Param({
    "convolution",
    "inner-product",
    "max-pooling",
    "mean-pooling",
    "relu",
    "maxout",
    "parametric-relu",
    "batch-normalization",
    "local-response",
    "dropout"
  })
  public String operation = "";

  private OneDnnBackend backend;
  private Program program;
  private Batch batch;

  @Setup
  public void compile() {
    GraphBuilder graph = new GraphBuilder(true);
    graph.enter("layer");
    Tensor x = graph.parameter("x", IMAGES, 0);
    Tensor y = forward(graph, x);
    Tensor dy = graph.tensor("dy", y.shape());
    Backpropagation.run(graph, List.of(new Backpropagation.Start(y, dy)), Set.of());
    Floats vector = Floats.zeros(Shape.of(1, 2 * WEIGHTS));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2 * WEIGHTS; i++) {
      vector.buffer().put(i, (float) random.nextDouble());
    }
    Floats gradients = Floats.zeros(vector.shape());
    backend = OneDnnBackend.open();
    program =
        backend.compile(
            new Graph(graph.steps(), y), Vectors.of(backend, vector.buffer(), gradients.buffer()));
    batch = new Batch(List.of(vector), List.of(), 0, 0);
  }

  private Tensor forward(GraphBuilder graph, Tensor x) {
    return switch (operation) {
      case "convolution" ->
          new Convolution(window(5, 1, 2))
              .of(graph, x, weights(graph, Shape.of(48, 48, 5, 5)), Optional.empty());
      case "inner-product" ->
          new InnerProduct()
              .of(graph, x, weights(graph, Shape.of(48, 48, 16, 16)), Optional.empty());
      case "max-pooling" -> new Pooling(Pooling.Kind.MAX, window(2, 2, 0)).of(graph, x);
      case "mean-pooling" -> new Pooling(Pooling.Kind.MEAN, window(2, 2, 0)).of(graph, x);
      case "relu" -> Activation.of(Activation.Function.RELU).of(graph, x);
      case "maxout" -> new PieceMaximum(2).of(graph, x);
      case "parametric-relu" ->
          new ParametricRelu().of(graph, x, weights(graph, Shape.of(1, 48, 1, 1)));
      case "batch-normalization" ->
          new Normalization(1e-5, false)
              .of(
                  graph,
                  x,
                  new Normalization.Scale(
                      weights(graph, CHANNELS), graph.parameter("beta", CHANNELS, WEIGHTS + 64)),
                  new Normalization.Statistics(
                      graph.tensor("mean", CHANNELS), graph.tensor("variance", CHANNELS)));
      case "local-response" -> new LocalResponse(2, 1e-4, 0.75, 2).of(graph, x);
      case "dropout" -> new Dropout((iteration, epoch) -> 0.5, 1).of(graph, x);
      default -> throw new IllegalArgumentException("no operation " + operation);
    };
  }

  private static Tensor weights(GraphBuilder graph, Shape shape) {
    return graph.parameter("w", shape, WEIGHTS);
  }

  private static Window window(int size, int stride, int padding) {
    return new Window(
        size,
        size,
        stride,
        stride,
        1,
        1,
        new Window.Padding(padding, padding, padding, padding));
  }

  @Benchmark
  public double step() {
    program.run(batch);
    return program.score();
  }

  @TearDown
  public void close() {
    program.close();
    backend.close();
  }
}
