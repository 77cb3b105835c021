package org.fathom4j.compiled.cuda.program;

import org.fathom4j.compiled.graph.ParametricRelu;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;

/** Learned slopes below 0. */
final class ParametricRelus {
  private ParametricRelus() {}

  static void run(ParametricRelu relu, Assembler program) {
    Shape x = program.in(0);
    Shape slopes = program.in(1);
    Arguments arguments =
        Parts.strided(x, Parts.strides(slopes, x)).place(program.read(0)).place(program.read(1));
    if (program.pass() == Pass.FORWARD) {
      program.each("parametric_relu_forward", program.size(x), arguments.place(program.write(0)));
      return;
    }
    program.each(
        "parametric_relu_backward",
        program.size(x),
        arguments.place(program.read(2)).place(program.write(0)));
    Sums.add(
        program,
        Sums.Term.BELOW_ZERO,
        Runs.of(x, d -> slopes.size(d) == 1),
        Sums.Operands.of(program.read(0), program.read(2)),
        1,
        program.write(1));
  }
}
