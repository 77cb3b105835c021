package org.fathom4j.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;

/**
 * One large product of matrices in single precision, by the library of kernels that trains, as a
 * step that takes turns with the training steps: the rate of floating-point operations that the
 * machine reaches at best.
 */
final class MatrixProduct implements Side {
  private static final int SIZE = 2048;

  /** Floating-point operations of a product: a multiplication and an addition are two. */
  static final double OPERATIONS = 2.0 * SIZE * SIZE * SIZE;

  private final Floats weights = ones();
  private final Batch batch = new Batch(List.of(ones()), List.of(), 0, 0);
  private final Backend backend = KernelLibrary.chosen().open();
  private final Vectors vectors = Vectors.of(backend, weights.buffer(), weights.buffer());
  private final Program program = program(backend, vectors, weights.shape());

  private static Program program(Backend backend, Vectors vectors, Shape shape) {
    GraphBuilder graph = new GraphBuilder(false);
    Tensor a = graph.features(0, shape);
    Tensor b = graph.parameter("b", shape, 0);
    Tensor product = new InnerProduct().of(graph, a, b, Optional.empty());
    return backend.compile(new Graph(graph.steps(), product), vectors);
  }

  @Override
  public double train(int steps) {
    vectors.push();
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      program.run(batch);
    }
    program.score(); // waits for a device
    return (System.nanoTime() - start) / 1e9;
  }

  private static Floats ones() {
    Floats ones = Floats.zeros(Shape.of(SIZE, SIZE));
    IntStream.range(0, SIZE * SIZE).forEach(i -> ones.buffer().put(i, 1));
    return ones;
  }

  @Override
  public void close() {
    program.close();
    vectors.close();
    backend.close();
  }
}
