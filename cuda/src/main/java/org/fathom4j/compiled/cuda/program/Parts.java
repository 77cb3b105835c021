package org.fathom4j.compiled.cuda.program;

import java.util.List;
import org.fathom4j.compiled.graph.Concatenation;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Placement;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;
import org.fathom4j.compiled.graph.Upsampling;

/** Tensors cut, put together and turned. */
final class Parts {
  /** Most dimensions of a tensor. */
  static final int RANK = 4;

  private Parts() {}

  /** The strides of a row-major tensor; 0 where it has size 1 and the other one has not. */
  static long[] strides(Shape shape, Shape other) {
    long[] strides = new long[shape.rank()];
    long stride = 1;
    for (int d = shape.rank() - 1; d >= 0; d--) {
      strides[d] = shape.size(d) == 1 && other.size(d) != 1 ? 0 : stride;
      stride *= shape.size(d);
    }
    return strides;
  }

  /** A call with the sizes of a tensor and the strides of its elements in another. */
  static Call strided(Call call, Shape shape, long[] strides) {
    int missing = RANK - shape.rank();
    long[] all = new long[2 * RANK - 1];
    for (int d = 0; d < RANK; d++) {
      if (d > 0) {
        all[d - 1] = d < missing ? 1 : shape.size(d - missing);
      }
      all[RANK - 1 + d] = d < missing ? 0 : strides[d - missing];
    }
    return call.whole(all);
  }

  private static long offset(List<Long> at, long[] strides) {
    long offset = 0;
    for (int d = 0; d < strides.length; d++) {
      offset += at.get(d) * strides[d];
    }
    return offset;
  }

  /** Nothing where it is but another view. */
  static List<Call> reshape(Reshape reshape, Step step) {
    Tensor y = step.write(0);
    return Layout.views(step) ? List.of() : List.of(Call.of("copy", y).own(step.read(0)).result(y));
  }

  static void concatenate(Concatenation sides, Assembler program) {
    Tensor whole = program.step().write(0);
    long[] strides = strides(whole.shape(), whole.shape());
    long at = 0;
    for (Tensor part : program.step().reads()) {
      program.each(scatter(part, whole, at));
      at += part.shape().size(sides.axis()) * strides[sides.axis()];
    }
  }

  private static Call scatter(Tensor part, Tensor whole, long at) {
    return strided(Call.of("scatter", part), part.shape(), strides(whole.shape(), whole.shape()))
        .whole(at)
        .own(part)
        .spread(whole);
  }

  static List<Call> excerpt(Excerpt excerpt, Step step) {
    Tensor x = step.read(0);
    Tensor part = step.write(0);
    long[] strides = strides(x.shape(), x.shape());
    return List.of(
        strided(Call.of("gather", part), part.shape(), strides)
            .whole(offset(excerpt.from(), strides))
            .anywhere(x)
            .result(part));
  }

  static void place(Placement placement, Assembler program) {
    Tensor part = program.step().read(0);
    Tensor whole = program.step().write(0);
    long[] strides = strides(whole.shape(), whole.shape());
    program.each(Elements.filled(0, whole));
    program.each(scatter(part, whole, offset(placement.at(), strides)));
  }

  static List<Call> transpose(Transposition transposition, Step step) {
    Tensor x = step.read(0);
    Tensor y = step.write(0);
    long[] own = strides(x.shape(), x.shape());
    long[] strides = transposition.order().stream().mapToLong(d -> own[d]).toArray();
    return List.of(
        strided(Call.of("gather", y), y.shape(), strides).whole(0).anywhere(x).result(y));
  }

  static List<Call> upsample(Upsampling upsampling, Step step) {
    boolean forward = step.pass() == Pass.FORWARD;
    Tensor x = step.read(0);
    Tensor y = step.write(0);
    return List.of(
        Call.of(forward ? "upsampling_forward" : "upsampling_backward", y)
            .whole(upsampling.height(), upsampling.width())
            .whole((forward ? x : y).shape().size(3))
            .anywhere(x)
            .result(y));
  }
}
