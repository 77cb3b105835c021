package org.fathom4j.compiled.cuda.program;

import org.fathom4j.compiled.graph.ParametricRelu;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/** Learned slopes below 0. */
final class ParametricRelus {
  private ParametricRelus() {}

  static void run(ParametricRelu relu, Assembler program) {
    Step step = program.step();
    Tensor x = step.read(0);
    Tensor slopes = step.read(1);
    boolean forward = program.pass() == Pass.FORWARD;
    if (!forward) {
      Sums.add(
          program,
          Sums.Term.BELOW_ZERO,
          Runs.of(x.shape(), d -> slopes.shape().size(d) == 1),
          Sums.Operands.of(program.read(0), program.read(2)),
          1,
          program.write(1));
    }
    Call call =
        Parts.strided(
                Call.of("parametric_relu_" + (forward ? "forward" : "backward"), x),
                x.shape(),
                Parts.strides(slopes.shape(), x.shape()))
            .own(x)
            .anywhere(slopes);
    program.each((forward ? call : call.own(step.read(2))).result(step.write(0)));
  }
}
