package org.fathom4j.compiled.backend;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Activation.Function;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.GroupedDropout;
import org.fathom4j.compiled.graph.GroupedLoss;
import org.fathom4j.compiled.graph.GroupedProduct;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/** The cases of operations of several networks side by side, which a backend need not have. */
public final class GroupCases {
  private static final int GROUPS = 3;

  private GroupCases() {}

  /** A case for each operation and each of its settings. */
  public static Stream<OperationCase> all() {
    return Stream.of(
            products(), Stream.of(dropout()), Stream.of(Loss.Kind.values()).map(GroupCases::loss))
        .flatMap(s -> s);
  }

  /** Those of products. */
  public static Stream<OperationCase> products() {
    return Stream.of(List.of(4, 5, 2), List.of(1, 1, 1), List.of(7, 33, 17))
        .flatMap(sizes -> Stream.of(product(sizes, true), product(sizes, false)));
  }

  private static OperationCase product(List<Integer> sizes, boolean bias) {
    int rows = GROUPS * sizes.get(0);
    int outputs = GROUPS * sizes.get(2);
    Shape weights = Shape.of(outputs, sizes.get(1));
    Shape data = Shape.of(rows, sizes.get(1));
    return new OperationCase(
        "products of %s of 3 networks%s".formatted(sizes, bias ? "" : " without bias"),
        bias ? List.of(data, weights, Shape.of(outputs)) : List.of(data, weights),
        -1,
        (g, in) -> g.add(new GroupedProduct(GROUPS), in, Shape.of(rows, sizes.get(2))));
  }

  private static OperationCase dropout() {
    GroupedDropout dropout =
        new GroupedDropout(
            IntStream.range(0, GROUPS)
                .mapToObj(seed -> new Dropout((iteration, epoch) -> 0.6, seed))
                .toList());
    return new OperationCase(
        "dropout of 3 networks",
        List.of(Shape.of(6, 5)),
        -1,
        (g, in) -> {
          Tensor y = g.tensor("y", in.get(0).shape());
          Tensor mask = g.kept("mask", in.get(0).shape());
          g.add(new Step(g.layer(), dropout, Pass.FORWARD, in, List.of(y, mask)));
          return y;
        });
  }

  /** The scores are read as outputs, so the case has none; each network has the same labels. */
  private static OperationCase loss(Loss.Kind kind) {
    GroupedLoss loss = new GroupedLoss(new Loss(kind, List.of(), 1e-5, 0.5), 2);
    Shape data = Shape.of(6, 4);
    return new OperationCase(
        loss.describe(),
        List.of(data),
        -1,
        (g, in) -> new Activation(Function.LINEAR, 3, 0).of(g, in.get(0)),
        (g, z) -> {
          Tensor dz = g.tensor("dz", z.shape());
          Tensor labels = g.labels(0, Shape.of(3, 4));
          Tensor scores = g.tensor("scores", Shape.of(2));
          g.add(new Step(g.layer(), loss, Pass.FORWARD, List.of(z, labels), List.of(dz, scores)));
          return dz;
        });
  }
}
