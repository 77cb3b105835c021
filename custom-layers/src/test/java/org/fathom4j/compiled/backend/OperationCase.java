package org.fathom4j.compiled.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * A graph that tries one operation, forward and backward. Its first input is the product of an
 * identity matrix and a trained one, so that the gradient of the input is that of the matrix; the
 * score is the sum of the outputs, each times a number of its own.
 *
 * @param name of the case
 * @param inputs shapes of what the operation reads: data, then parameters
 * @param from smallest element of an input
 * @param part adds the operation
 * @param ending adds what scores the outputs
 */
public record OperationCase(
    String name, List<Shape> inputs, double from, Part part, Ending ending) {

  public OperationCase(String name, List<Shape> inputs, double from, Part part) {
    this(name, inputs, from, part, OperationCase::weightedSum);
  }

  /** Adds a loss to a graph. */
  @FunctionalInterface
  public interface Ending {
    /** The gradient of the output. */
    Tensor add(GraphBuilder graph, Tensor output);
  }

  /** Adds operations to a graph. */
  @FunctionalInterface
  public interface Part {
    /** The output. */
    Tensor add(GraphBuilder graph, List<Tensor> inputs);
  }

  /**
   * What a backend made of a case.
   *
   * @param score weighted sum of the outputs
   * @param output all outputs
   * @param gradients by every input
   */
  @SuppressWarnings("ArrayRecordComponent") // Looked at, never compared.
  public record Answer(double score, float[] output, float[] gradients) {}

  private static final int ITERATION = 3;
  private static final int SEQUENCES = 3;
  private static final float[] SHARES = {0.05f, 0.15f, 0.23f, 0.57f};

  @Override
  public String toString() {
    return name;
  }

  int parameters() {
    return (int) inputs.stream().mapToLong(Shape::elements).sum();
  }

  /** Data of both signs, no two numbers within 0.01 and none within 0.1 of a kink at 0. */
  public float[] start() {
    SplittableRandom random = new SplittableRandom(7);
    int data = (int) inputs.get(0).elements();
    List<Integer> order = new ArrayList<>(IntStream.range(0, data).boxed().toList());
    Collections.shuffle(order, new Random(7));
    float[] start = new float[parameters()];
    for (int i = 0; i < start.length; i++) {
      double magnitude = 0.1 + (i < data ? 0.01 * order.get(i) : random.nextDouble());
      boolean positive = from >= 0 || (i < data ? order.get(i) % 2 == 0 : random.nextBoolean());
      start[i] = (float) (positive ? magnitude : -magnitude);
    }
    return start;
  }

  /** 0, 0.625, 1.25 and their negatives alone: first among equals, slopes at kinks. */
  public float[] tied() {
    float[] start = start();
    for (int i = 0; i < start.length; i++) {
      start[i] = Math.round(start[i] / 0.625f) % 3 * 0.625f;
    }
    return start;
  }

  /** Runs the case. */
  public Answer on(Backend backend, float[] start) {
    GraphBuilder graph = new GraphBuilder(true);
    graph.enter("case");
    Shape data = inputs.get(0);
    long examples = data.size(0);
    Tensor identity = graph.features(0, Shape.of(examples, examples));
    Tensor matrix = graph.parameter("matrix", Shape.of(data.elements() / examples, examples), 0);
    Tensor rows = new InnerProduct().of(graph, identity, matrix, Optional.empty());
    List<Tensor> tensors = new ArrayList<>(List.of(new Reshape().of(graph, rows, data)));
    long offset = data.elements();
    for (Shape shape : inputs.subList(1, inputs.size())) {
      tensors.add(graph.parameter("parameter" + offset, shape, offset));
      offset += shape.elements();
    }
    Tensor output = part.add(graph, tensors);
    Tensor gradient = ending.add(graph, output);
    Backpropagation.run(graph, List.of(new Backpropagation.Start(output, gradient)), Set.of());
    Floats parameters = Floats.zeros(Shape.of(start.length));
    parameters.buffer().put(0, start);
    Floats gradients = Floats.zeros(parameters.shape());
    Batch batch =
        new Batch(
            List.of(identity(examples)),
            List.of(new Batch.Target(labels(data), mask(examples))),
            ITERATION,
            0);
    if (data.rank() == SEQUENCES) {
      batch = batch.masked(Map.of(0, counted(data)));
    }
    Graph made = new Graph(graph.steps(), output);
    try (Vectors vectors = Vectors.of(backend, parameters.buffer(), gradients.buffer());
        Program program = backend.compile(made, vectors)) {
      vectors.push();
      program.run(batch);
      vectors.fetch();
      return new Answer(program.score(), elements(program.output(0)), elements(gradients));
    }
  }

  private static Floats identity(long size) {
    Floats identity = Floats.zeros(Shape.of(size, size));
    for (int i = 0; i < size; i++) {
      identity.buffer().put((int) (i * size + i), 1);
    }
    return identity;
  }

  /** Shares of four classes, none within 0.02 of three times the data. */
  private static Floats labels(Shape shape) {
    Floats labels = Floats.zeros(shape);
    for (int i = 0; i < shape.elements(); i++) {
      labels.buffer().put(i, SHARES[(i + i / SHARES.length) % SHARES.length]);
    }
    return labels;
  }

  /** Of steps: all, the first, the last, and all but some in between. */
  private static Floats counted(Shape data) {
    int steps = (int) data.size(0);
    Floats counted = Floats.zeros(Shape.of(data.size(1), steps));
    for (int i = 0; i < data.size(1) * steps; i++) {
      int t = i % steps;
      boolean counts =
          switch (i / steps % 4) {
            case 1 -> 2 * t < steps;
            case 2 -> 2 * t + 1 >= steps;
            case 3 -> t % 3 != 1;
            default -> true;
          };
      counted.buffer().put(i, counts ? 1 : 0);
    }
    return counted;
  }

  private static Floats mask(long examples) {
    Floats mask = Floats.zeros(Shape.of(examples, 1));
    for (int i = 0; i < examples; i++) {
      mask.buffer().put(i, 0.5f * (i % 3));
    }
    return mask;
  }

  private static float[] elements(HostTensor tensor) {
    float[] elements = new float[tensor.buffer().capacity()];
    tensor.buffer().get(0, elements);
    return elements;
  }

  private static Tensor weightedSum(GraphBuilder graph, Tensor output) {
    Tensor gradient = graph.tensor("weights", output.shape());
    graph.add(
        new Step("loss", new WeightedSum(), Pass.FORWARD, List.of(output), List.of(gradient)));
    return gradient;
  }

  /** The weight of an output. */
  static double weight(int index) {
    return Math.sin(1 + 1.7 * index);
  }

  private record WeightedSum() implements HostOperation {
    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      double score = 0;
      for (int i = 0; i < reads.get(0).buffer().capacity(); i++) {
        score += weight(i) * reads.get(0).buffer().get(i);
        writes.get(0).buffer().put(i, (float) weight(i));
      }
      return score;
    }

    @Override
    public String describe() {
      return "weighted sum";
    }
  }
}
