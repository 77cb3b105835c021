package org.fathom4j.compiled.backend;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

/**
 * Something that is done to a network's vectors, or to rows of them that are so long that a backend
 * may sum them in parts.
 *
 * @param name of the case
 * @param count how many parameters there are
 * @param part adds it; the output is one of its tensors
 */
public record VectorCase(String name, int count, Function<GraphBuilder, Tensor> part) {
  private static final int SHORT = 12;
  private static final int LONG = 120_000;

  @Override
  public String toString() {
    return name + " of " + count;
  }

  /** The score, the output, all parameters and gradients. */
  public double[] on(Backend backend) {
    SplittableRandom random = new SplittableRandom(3);
    Floats parameters = Floats.zeros(Shape.of(count));
    Floats gradients = Floats.zeros(Shape.of(count));
    for (int i = 0; i < count; i++) {
      parameters.buffer().put(i, (float) (2 * random.nextDouble() - 0.9));
      gradients.buffer().put(i, (float) (2 * random.nextDouble() - 1.1));
    }
    GraphBuilder builder = new GraphBuilder(true);
    builder.enter("case");
    Tensor output = part.apply(builder);
    try (Vectors vectors = Vectors.of(backend, parameters.buffer(), gradients.buffer());
        Program program = backend.compile(new Graph(builder.steps(), output), vectors)) {
      vectors.push();
      program.run(Batch.at(0, 0));
      vectors.fetch();
      DoubleStream numbers =
          Stream.of(program.output(0).buffer(), parameters.buffer(), gradients.buffer())
              .flatMapToDouble(VectorCase::numbers);
      return DoubleStream.concat(DoubleStream.of(program.score()), numbers).toArray();
    }
  }

  private static DoubleStream numbers(FloatBuffer buffer) {
    return IntStream.range(0, buffer.capacity()).mapToDouble(buffer::get);
  }

  /** All cases. */
  public static Stream<VectorCase> all() {
    List<VectorCase> cases = new ArrayList<>();
    for (int count : new int[] {SHORT, LONG}) {
      for (GradientBound.Kind kind : GradientBound.Kind.values()) {
        cases.add(bound(count, kind, 0.3, 0.5, 2));
        cases.add(bound(count, kind, 1000, 0.5, 2));
        cases.add(bound(count, kind, 0.3, 0, 0));
      }
    }
    for (Set<Integer> summed : List.of(Set.of(0, 2), Set.of(1), Set.of(2))) {
      cases.add(new VectorCase("norms over " + summed, LONG, graph -> norms(graph, summed)));
    }
    cases.add(new VectorCase("penalty", LONG, VectorCase::penalty));
    cases.add(new VectorCase("sums of rows", LONG, VectorCase::sums));
    cases.add(new VectorCase("normalization", LONG, VectorCase::normalization));
    return cases.stream();
  }

  /** Two gradients, each with a share of its own. */
  private static VectorCase bound(
      int count, GradientBound.Kind kind, double limit, double first, double second) {
    GradientBound bound = new GradientBound(kind, limit, List.of(batch -> first, batch -> second));
    int most = count / 6 * 5;
    return new VectorCase(
        "%s, shares %s and %s,".formatted(bound.describe(), first, second),
        count,
        graph -> {
          List<Tensor> gradients =
              List.of(
                  graph.gradient("g", Shape.of(most), 0),
                  graph.gradient("h", Shape.of(count - most), most));
          bound.add(graph, gradients);
          return gradients.get(0);
        });
  }

  private static Tensor norms(GraphBuilder graph, Set<Integer> summed) {
    Tensor p = graph.parameter("p", Shape.of(60, 2, 1000), 0);
    new NormLimit(NormLimit.Kind.MOST, summed, batch -> 0, batch -> 3, batch -> 1, 1e-6)
        .add(graph, p);
    return p;
  }

  private static Tensor penalty(GraphBuilder graph) {
    return new Penalty(Optional.of(batch -> 1e-3), Optional.of(batch -> 1e-2)).add(graph, 0, LONG);
  }

  private static Tensor sums(GraphBuilder graph) {
    return new RowSums().of(graph, graph.parameter("p", Shape.of(2, LONG / 2), 0));
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
}
