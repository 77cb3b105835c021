package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column of a table for each number: {@code y[n,o] = w[o,x[n]] + b[o]}, the product with a vector
 * that is 1 at that place and 0 elsewhere.
 *
 * <p>Forward reads {@code x [n,1], w [o,numbers], b [o]} (the bias may be left out) and writes
 * {@code y [n,o]}. The numbers have no gradient.
 */
public record Lookup() implements Operation {

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor numbers, Tensor table, Optional<Tensor> bias) {
    List<Tensor> reads = new ArrayList<>(List.of(numbers, table));
    bias.ifPresent(reads::add);
    return graph.add(this, reads, Shape.of(numbers.shape().size(0), table.shape().size(0)));
  }

  /** The place of a number, without its fraction; refused where the table has no such column. */
  public static int place(float number, int example, Shape table) {
    int place = (int) number;
    if (place < 0 || place >= table.size(1)) {
      throw new IllegalArgumentException(
          "a table looks up numbers from 0 to %d, got %s at place %d of the batch"
              .formatted(table.size(1) - 1, number, example));
    }
    return place;
  }

  @Override
  public String describe() {
    return "lookup";
  }

  /** Reads {@code x, dy} and writes {@code dw, db}. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    if (back.wanted(forward.read(0))) {
      throw new IllegalStateException(
          "numbers that are looked up are trained by nothing: " + forward.read(0));
    }
    List<Tensor> gradients = new ArrayList<>();
    Tensor dy = back.gradientOf(forward.write(0));
    forward
        .reads()
        .subList(1, forward.reads().size())
        .forEach(parameter -> gradients.add(back.newGradient(parameter)));
    back.add(forward, Pass.BACKWARD_PARAMETERS, List.of(forward.read(0), dy), gradients);
  }
}
