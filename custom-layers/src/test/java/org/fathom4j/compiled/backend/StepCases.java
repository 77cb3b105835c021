package org.fathom4j.compiled.backend;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Fill;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Length;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.NonNegative;
import org.fathom4j.compiled.graph.NormLimit;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.Penalty;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.RunningStatistics;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;
import org.fathom4j.compiled.graph.VarianceOfLogarithm;

/** The cases of operations that write no gradient of the score, but steps of their own. */
public final class StepCases {
  private StepCases() {}

  /** A case for each operation that writes no gradient of the score, but steps of its own. */
  public static Stream<OperationCase> all() {
    Optional<Arithmetic.Factor> some = Optional.of(batch -> 0.01 * batch.iteration());
    Stream<OperationCase> penalties =
        Stream.of(
            penalty("l1 penalty", new Penalty(some, Optional.empty())),
            penalty("l2 penalty", new Penalty(Optional.empty(), some)),
            penalty("both penalties", new Penalty(some, some)));
    Stream<OperationCase> shares =
        Stream.of(
            OperationCases.loss(new Loss(Loss.Kind.SQUARES, List.of(), 0, 0.3), true),
            clipped(Loss.Kind.SOFTMAX_CROSS_ENTROPY),
            clipped(Loss.Kind.SIGMOID_CROSS_ENTROPY),
            lossOfPixels());
    Stream<OperationCase> lengths =
        Stream.of(
            new OperationCase(
                "length below the least",
                List.of(Shape.of(4, 6)),
                -1,
                (g, in) -> new Length(5).of(g, in.get(0))));
    return Stream.concat(
        Stream.of(penalties, shares, lengths, constraints()).flatMap(s -> s),
        Stream.of(false, true)
            .map(
                logarithmic ->
                    new OperationCase(
                        "running statistics, logarithmic " + logarithmic,
                        List.of(Shape.of(1, 4), Shape.of(4), Shape.of(4)),
                        0,
                        (g, in) -> running(g, in, logarithmic))));
  }

  /** Many probabilities are clipped, at either end. */
  private static OperationCase clipped(Loss.Kind kind) {
    return OperationCases.loss(new Loss(kind, List.of(), 0.4, 1), false);
  }

  /** Kernels, too, read labels and masks, which lie in another place each time. */
  private static OperationCase lossOfPixels() {
    Shape rows = Shape.of(6, 4);
    Loss loss = new Loss(Loss.Kind.SIGMOID_CROSS_ENTROPY, List.of(), 1e-5, 1);
    return new OperationCase(
        "loss of pixels",
        List.of(rows),
        -1,
        (g, in) -> new Activation(Activation.Function.LINEAR, 3, 0).of(g, in.get(0)),
        (g, z) -> {
          Tensor images = new Reshape().of(g, g.labels(0, rows), Shape.of(2, 4, 3, 1));
          Tensor last = new Transposition(List.of(0, 2, 3, 1)).of(g, images);
          Tensor mask = new Transposition(List.of(1, 0)).of(g, g.mask(0, Shape.of(6, 1)));
          return loss.of(
              g,
              z,
              new Reshape().of(g, last, rows),
              Optional.of(new Reshape().of(g, mask, Shape.of(6, 1))));
        });
  }

  private static Stream<OperationCase> constraints() {
    OperationCase nonNegative = constraint("not below 0", new NonNegative()::add);
    return Stream.concat(Stream.of(nonNegative), norms());
  }

  private static Stream<OperationCase> norms() {
    return Stream.of(Set.of(0), Set.of(1, 2), Set.of(0, 2), Set.of(3), Set.of(1))
        .flatMap(
            summed ->
                Stream.of(NormLimit.Kind.values())
                    .map(kind -> constraint(kind + " over " + summed, limit(kind, summed)::add)));
  }

  private static NormLimit limit(NormLimit.Kind kind, Set<Integer> summed) {
    Arithmetic.Factor rate = batch -> kind == NormLimit.Kind.BETWEEN ? 0.7 : 1;
    return new NormLimit(kind, summed, batch -> 1, batch -> 1.5, rate, 1e-3);
  }

  /** The parameters that are held are the weights of a product. */
  private static OperationCase constraint(
      String name, BiConsumer<GraphBuilder, Tensor> constraint) {
    return new OperationCase(
        name,
        List.of(Shape.of(2, 8), Shape.of(3, 2, 1, 4)),
        -1,
        (g, in) -> {
          constraint.accept(g, in.get(1));
          Tensor weights = g.parameter("held", Shape.of(3, 8), 16);
          return new InnerProduct().of(g, in.get(0), weights, Optional.empty());
        });
  }

  /** The penalty scores; the gradients are those of the sum that is scored beside it. */
  private static OperationCase penalty(String name, Penalty penalty) {
    return new OperationCase(
        name,
        List.of(Shape.of(3, 2), Shape.of(2_500)),
        -1,
        (g, in) -> {
          penalty.add(g, 6, 2_500);
          return in.get(0);
        });
  }

  /** Of batches that have the data as their means, and what is made of them as variances. */
  private static Tensor running(GraphBuilder graph, List<Tensor> in, boolean logarithmic) {
    Shape channels = in.get(1).shape();
    Tensor mean = new Reshape().of(graph, in.get(0), channels);
    Tensor variance = new VarianceOfLogarithm().of(graph, mean);
    new RunningStatistics(0.8, logarithmic)
        .set(
            graph,
            new Normalization.Statistics(
                graph.gradient("mean step", channels, 4),
                graph.gradient("variance step", channels, 8)),
            new Normalization.Statistics(in.get(1), in.get(2)),
            new Normalization.Statistics(mean, variance));
    Tensor sum = graph.tensor("sum", channels);
    Arithmetic.Factor half = batch -> 0.5;
    new Arithmetic(Arithmetic.Operator.PLUS, half, half)
        .set(sum, graph, variance, new Fill(3).of(graph, channels));
    return sum;
  }
}
