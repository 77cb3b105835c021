package org.fathom4j.compiled.backend;

import java.util.List;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.LastRun;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.StepPooling;
import org.fathom4j.compiled.graph.Tensor;

/** Steps of sequences that masks count, for backends that have them. */
public final class MaskedStepCases {
  private MaskedStepCases() {}

  /** Masks with ends, beginnings and holes, and one of a single step. */
  public static Stream<OperationCase> all() {
    return Stream.of(Shape.of(6, 5, 3), Shape.of(3, 4, 17), Shape.of(1, 2, 2))
        .flatMap(
            x ->
                Stream.concat(
                    Stream.of(tried(x, "last run", (g, in) -> lastRun(g, in.get(0)))),
                    Stream.of(StepPooling.Kind.values())
                        .map(
                            kind -> tried(x, kind + " of steps", (g, in) -> pooled(kind, g, in)))));
  }

  private static OperationCase tried(Shape x, String name, OperationCase.Part part) {
    return new OperationCase(name + ", x " + x, List.of(x), -1, part);
  }

  private static Tensor lastRun(GraphBuilder graph, Tensor x) {
    return new LastRun().of(graph, x, mask(graph, x));
  }

  private static Tensor pooled(StepPooling.Kind kind, GraphBuilder graph, List<Tensor> inputs) {
    return new StepPooling(kind).of(graph, inputs.get(0), mask(graph, inputs.get(0)));
  }

  private static Tensor mask(GraphBuilder graph, Tensor x) {
    return graph.featuresMask(0, Shape.of(x.shape().size(1), x.shape().size(0)));
  }
}
