package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * The gradient rule that convolutions and inner products share: both are linear in x and w, with a
 * bias added.
 */
final class Affine {
  private Affine() {}

  /**
   * Parameters read {@code x, dy} and write {@code dw, db}; data reads {@code dy, w} and writes
   * {@code dx}.
   */
  static void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    Tensor weights = forward.read(1);
    Tensor dy = back.gradientOf(forward.write(0));
    if (back.wanted(weights)) {
      List<Tensor> gradients = new ArrayList<>();
      forward
          .reads()
          .subList(1, forward.reads().size())
          .forEach(p -> gradients.add(back.newGradient(p)));
      back.add(forward, Pass.BACKWARD_PARAMETERS, List.of(x, dy), gradients);
    }
    if (back.wanted(x)) {
      back.add(forward, Pass.BACKWARD_DATA, List.of(dy, weights), List.of(back.newGradient(x)));
    }
  }
}
