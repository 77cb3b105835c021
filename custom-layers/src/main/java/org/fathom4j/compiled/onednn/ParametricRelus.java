package org.fathom4j.compiled.onednn;

import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.prelu_backward;
import org.bytedeco.dnnl.prelu_forward;
import org.fathom4j.compiled.graph.ParametricRelu;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/** Rectifiers with learned slopes, in the layout that the input has. */
final class ParametricRelus {
  private ParametricRelus() {}

  static void assemble(Step step, ParametricRelu relu, Assembler program) {
    Tensor x = step.read(0);
    Tensor slopes = step.read(1);
    desc layout = program.layout(x);
    prelu_forward.primitive_desc forward =
        new prelu_forward.primitive_desc(
            program.engine(),
            dnnl.prop_kind.forward_training,
            layout,
            Layouts.any(slopes.shape()),
            layout,
            program.attributes(step),
            false);
    if (step.pass() == Pass.FORWARD) {
      program.execute(
          step,
          forward,
          Map.of(
              dnnl.DNNL_ARG_SRC,
              program.slot(x),
              dnnl.DNNL_ARG_WEIGHTS,
              program.read(slopes, forward.weights_desc()),
              dnnl.DNNL_ARG_DST,
              program.write(step.write(0), layout)));
      return;
    }
    prelu_backward.primitive_desc chosen =
        new prelu_backward.primitive_desc(
            program.engine(),
            layout,
            Layouts.any(slopes.shape()),
            layout,
            Layouts.any(slopes.shape()),
            layout,
            forward,
            program.attributes(step),
            false);
    program.execute(
        step,
        chosen,
        Map.of(
            dnnl.DNNL_ARG_SRC,
            program.slot(x),
            dnnl.DNNL_ARG_WEIGHTS,
            program.read(slopes, chosen.weights_desc()),
            dnnl.DNNL_ARG_DIFF_DST,
            program.read(step.read(2), layout),
            dnnl.DNNL_ARG_DIFF_SRC,
            program.write(step.write(0), layout),
            dnnl.DNNL_ARG_DIFF_WEIGHTS,
            program.write(step.write(1), chosen.diff_weights_desc())));
  }
}
