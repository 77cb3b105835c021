package org.fathom4j.compiled.onednn;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Gradients of a dense layer whose inputs begin all at the same place of a page, as those of
 * pictures of 3 x 32 x 32: they share few places of a core's cache, so that products that go down
 * their columns find nothing in it. A copy in the library's own layout costs a fiftieth of the
 * product and saves a seventh. Of rows of a power of two the library takes such a copy itself.
 */
final class CollidingRows {
  private static final long PAGE = 4096 / Float.BYTES;

  /** Rows that collide in any core's cache. */
  private static final long ROWS = 16;

  /** Of fewer outputs the product costs too little. */
  private static final long OUTPUTS = 128;

  private CollidingRows() {}

  /** Whether the inputs of a step that computes gradients of parameters are such. */
  static boolean are(Step step, Assembler program) {
    return program.operands(step) == memory.data_type.f32
        && collide(step.read(0).shape(), step.read(1).shape());
  }

  /** Whether inputs of this shape collide, and gradients of this one are worth the copy. */
  static boolean collide(Shape x, Shape dy) {
    return x.rank() == 2
        && x.size(0) >= ROWS
        && x.size(1) % PAGE == 0
        && Long.bitCount(x.size(1)) > 1
        && dy.size(1) >= OUTPUTS;
  }

  /** {@code dw = dy' x}, and db the sum of the rows of dy. */
  static void assemble(Step step, Assembler program) {
    Tensor dy = step.read(1);
    Tensor dw = step.write(0);
    Slot rows = program.read(dy, Layouts.plain(dy.shape()));
    Slot columns = program.cast(rows, Layouts.matrix(dy.shape(), true));
    desc gradient = Layouts.plain(dw.shape());
    Tensor x = step.read(0);
    matmul.primitive_desc chosen =
        product(columns, Layouts.any(x.shape()), gradient, step, program);
    Slot right = program.read(x, chosen.weights_desc());
    multiply(step, chosen, columns, right, program.write(dw, gradient), program);
    if (step.writes().size() > 1) {
      sum(step, rows, step.write(1), program);
    }
  }

  /** As a product with ones, which is faster than the library's sums of columns. */
  private static void sum(Step step, Slot rows, Tensor db, Assembler program) {
    float[] ones = new float[(int) step.read(1).shape().size(0)];
    Arrays.fill(ones, 1);
    Slot left = program.constant(new float[][] {ones});
    desc row = Layouts.plain(Shape.of(1, db.shape().elements()));
    matmul.primitive_desc chosen = product(left, rows.memory().get_desc(), row, step, program);
    Slot sums = program.write(db, Layouts.plain(db.shape()));
    multiply(step, chosen, left, rows, program.cast(sums, row), program);
  }

  private static matmul.primitive_desc product(
      Slot left, desc right, desc result, Step step, Assembler program) {
    return new matmul.primitive_desc(
        program.engine(),
        left.memory().get_desc(),
        right,
        Layouts.none(),
        result,
        program.attributes(step),
        false);
  }

  private static void multiply(
      Step step,
      matmul.primitive_desc chosen,
      Slot left,
      Slot right,
      Slot result,
      Assembler program) {
    program.execute(
        step,
        chosen,
        Map.of(dnnl.DNNL_ARG_SRC, left, dnnl.DNNL_ARG_WEIGHTS, right, dnnl.DNNL_ARG_DST, result));
  }
}
