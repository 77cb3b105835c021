package org.fathom4j.compiled.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Recurrence;
import org.fathom4j.compiled.graph.Recurrence.Cell;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;

/** Layers along sequences, for backends that have them. */
public final class RecurrenceCases {
  private RecurrenceCases() {}

  /** Every cell, both ways, narrower and wider than a vector register. */
  public static Stream<OperationCase> all() {
    return Stream.of(Cell.values())
        .flatMap(
            cell ->
                Stream.of(
                    tried(cell, false, Shape.of(4, 3, 2), 5),
                    tried(cell, true, Shape.of(3, 2, 19), 17),
                    tried(cell, false, Shape.of(1, 5, 3), 2)));
  }

  private static OperationCase tried(Cell cell, boolean reversed, Shape x, long outputs) {
    Recurrence recurrence = new Recurrence(cell, reversed);
    long rows = cell.parts() * outputs;
    List<Shape> inputs =
        new ArrayList<>(
            List.of(x, Shape.of(rows, x.size(2)), Shape.of(rows, outputs), Shape.of(rows)));
    if (cell == Cell.PEEPHOLE_LSTM) {
      inputs.add(Shape.of(Recurrence.GATES, outputs));
    }
    return new OperationCase(
        "%s, x %s, %d outputs".formatted(recurrence.describe(), x, outputs),
        inputs,
        -1,
        (g, in) -> {
          Optional<Tensor> peepholes = in.size() > 4 ? Optional.of(in.get(4)) : Optional.empty();
          return recurrence.of(
              g, in.get(0), new Recurrence.Weights(in.get(1), in.get(2), in.get(3), peepholes));
        });
  }
}
