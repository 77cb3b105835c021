package org.fathom4j.compiled.onednn;

import java.util.Map;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;

/** Dropout: a mask drawn in Java in the layout of the input, and a product. */
final class Dropouts {
  private Dropouts() {}

  static void assemble(Step step, Dropout dropout, Assembler program) {
    if (step.pass() == Pass.FORWARD) {
      desc layout = program.layout(step.read(0));
      Slot mask = program.write(step.write(1), layout);
      Shape flat = Shape.of(layout.get_size() / Float.BYTES);
      DropoutMask draw = new DropoutMask(dropout, new NativeTensor(mask.memory(), flat));
      program.fill(mask, new Command.Mask("mask of " + step, draw));
      multiply(step, program, mask, program.slot(step.read(0)));
    } else {
      Slot mask = program.slot(step.read(0));
      Slot gradient = program.read(step.read(1), mask.memory().get_desc());
      program.overwrite(step.write(0), gradient);
      multiply(step, program, mask, gradient);
    }
  }

  private static void multiply(Step step, Assembler program, Slot mask, Slot values) {
    desc layout = values.memory().get_desc();
    Slot result = step.pass() == Pass.FORWARD ? program.write(step.write(0), layout) : values;
    program.execute(
        step,
        new binary.primitive_desc(
            program.engine(),
            algorithm.binary_mul,
            layout,
            layout,
            layout,
            program.attributes(step),
            false),
        Map.of(dnnl.DNNL_ARG_SRC_0, values, dnnl.DNNL_ARG_SRC_1, mask, dnnl.DNNL_ARG_DST, result));
  }
}
