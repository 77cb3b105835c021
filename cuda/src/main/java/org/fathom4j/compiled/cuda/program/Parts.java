package org.fathom4j.compiled.cuda.program;

import java.util.List;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.Concatenation;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Placement;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
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

  /** The sizes of a tensor and the strides of its elements in another, as kernels take them. */
  static Arguments strided(Shape shape, long[] strides) {
    Arguments arguments = new Arguments();
    int missing = RANK - shape.rank();
    for (int d = 1; d < RANK; d++) {
      arguments.whole(d < missing ? 1 : shape.size(d - missing));
    }
    for (int d = 0; d < RANK; d++) {
      arguments.whole(d < missing ? 0 : strides[d - missing]);
    }
    return arguments;
  }

  private static long offset(List<Long> at, long[] strides) {
    long offset = 0;
    for (int d = 0; d < strides.length; d++) {
      offset += at.get(d) * strides[d];
    }
    return offset;
  }

  static void reshape(Reshape reshape, Assembler program) {
    if (!Layout.views(program.step())) {
      Elements.copy(program, program.read(0), program.write(0), program.size(program.out(0)));
    }
  }

  static void concatenate(Concatenation sides, Assembler program) {
    Shape whole = program.out(0);
    long[] strides = strides(whole, whole);
    Place at = program.write(0);
    for (int i = 0; i < program.step().reads().size(); i++) {
      Shape part = program.in(i);
      program.each(
          "scatter", part.elements(), strided(part, strides).place(program.read(i)).place(at));
      at = at.plus(part.size(sides.axis()) * strides[sides.axis()]);
    }
  }

  static void excerpt(Excerpt excerpt, Assembler program) {
    Shape part = program.out(0);
    long[] strides = strides(program.in(0), program.in(0));
    program.each(
        "gather",
        part.elements(),
        strided(part, strides)
            .place(program.read(0).plus(offset(excerpt.from(), strides)))
            .place(program.write(0)));
  }

  static void place(Placement placement, Assembler program) {
    Shape part = program.in(0);
    Shape whole = program.out(0);
    long[] strides = strides(whole, whole);
    Elements.fill(program, 0, program.write(0), whole.elements());
    program.each(
        "scatter",
        part.elements(),
        strided(part, strides)
            .place(program.read(0))
            .place(program.write(0).plus(offset(placement.at(), strides))));
  }

  static void transpose(Transposition transposition, Assembler program) {
    Shape y = program.out(0);
    long[] own = strides(program.in(0), program.in(0));
    long[] strides = transposition.order().stream().mapToLong(d -> own[d]).toArray();
    program.each(
        "gather", y.elements(), strided(y, strides).place(program.read(0)).place(program.write(0)));
  }

  static void upsample(Upsampling upsampling, Assembler program) {
    boolean forward = program.pass() == Pass.FORWARD;
    Shape small = forward ? program.in(0) : program.out(0);
    program.each(
        forward ? "upsampling_forward" : "upsampling_backward",
        program.size(program.out(0)),
        new Arguments()
            .whole(upsampling.height(), upsampling.width(), small.size(3))
            .place(program.read(0))
            .place(program.write(0)));
  }
}
