package org.fathom4j.compiled.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.graph.Shape;

/**
 * Layouts of weights as they are, {@code [o,c,kh,kw]}, and as those of a minimal filter's products:
 * {@code [output and input channel][product][kw]}.
 */
record FilteredWeights(Shape weights, int products) {

  /** As they are: a row for each pair of channels. */
  desc plain() {
    return Layouts.plain(Shape.of(pairs(), weights.size(2) * weights.size(3)));
  }

  /** Of all products: a row for each pair of channels. */
  desc all() {
    return Layouts.plain(Shape.of(pairs(), products * weights.size(3)));
  }

  /** Of one product among all. */
  desc one() {
    long row = products * weights.size(3);
    return new desc(
        new long[] {weights.size(0), weights.size(1), 1, weights.size(3)},
        memory.data_type.f32,
        new long[] {weights.size(1) * row, row, weights.size(3), 1});
  }

  /** How many numbers lie between those of one product and the next. */
  long distance() {
    return weights.size(3);
  }

  /** Of one product, as kernels like them best. */
  desc best() {
    return Layouts.any(Shape.of(weights.size(0), weights.size(1), 1, weights.size(3)));
  }

  private long pairs() {
    return weights.size(0) * weights.size(1);
  }
}
