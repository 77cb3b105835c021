package org.fathom4j.compiled.onednn;

import java.util.Map;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.primitive_attr;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Step;

/** Binary primitives whose two scales are set before each run. */
final class Arithmetics {
  private Arithmetics() {}

  static void assemble(Step step, Arithmetic arithmetic, Assembler program) {
    desc layout = program.layout(step.read(0));
    primitive_attr attributes = program.attributes(step);
    attributes.set_scales_mask(dnnl.DNNL_ARG_SRC_0, 0);
    attributes.set_scales_mask(dnnl.DNNL_ARG_SRC_1, 0);
    program.execute(
        step,
        new binary.primitive_desc(
            program.engine(),
            algorithm(arithmetic.operator()),
            layout,
            layout,
            layout,
            attributes,
            false),
        Map.of(
            dnnl.DNNL_ARG_SRC_0,
            program.slot(step.read(0)),
            dnnl.DNNL_ARG_SRC_1,
            program.read(step.read(1), layout),
            dnnl.DNNL_ARG_DST,
            program.write(step.write(0), layout),
            dnnl.DNNL_ARG_ATTR_SCALES | dnnl.DNNL_ARG_SRC_0,
            program.factor("a of " + step, arithmetic.left()),
            dnnl.DNNL_ARG_ATTR_SCALES | dnnl.DNNL_ARG_SRC_1,
            program.factor("b of " + step, arithmetic.right())));
  }

  private static algorithm algorithm(Arithmetic.Operator operator) {
    return switch (operator) {
      case PLUS -> algorithm.binary_add;
      case TIMES -> algorithm.binary_mul;
      case OVER -> algorithm.binary_div;
    };
  }
}
