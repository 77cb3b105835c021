package org.fathom4j.compiled.onednn;

import java.util.List;
import java.util.function.Function;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.backend.DropoutMask;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/** Dropout: a mask drawn in Java, row-major whatever the layout of the input, and a product. */
final class Dropouts {
  private Dropouts() {}

  static void assemble(Step step, Dropout dropout, Assembler program) {
    assemble(step, mask -> List.of(new DropoutMask(dropout, mask)), program);
  }

  /** Dropout whose mask is drawn part by part. */
  static void assemble(
      Step step, Function<HostTensor, List<DropoutMask>> parts, Assembler program) {
    if (step.pass() == Pass.FORWARD) {
      Slot values = program.slot(step.read(0));
      Tensor mask = step.write(1);
      Slot drawn = program.write(mask, Layouts.plain(mask.shape()));
      draw(step, parts.apply(new NativeTensor(drawn, mask.shape())), drawn, program);
      desc layout = values.memory().get_desc();
      Combinations.multiply(
          step, program, values, program.read(mask, layout), program.write(step.write(0), layout));
    } else {
      Slot gradient = program.slot(step.read(1));
      Slot mask = program.read(step.read(0), gradient.memory().get_desc());
      Slot result = program.overwrite(step.write(0), step.read(1), gradient);
      Combinations.multiply(step, program, gradient, mask, result);
    }
  }

  /** Adds the drawing of a mask, part by part. */
  static void draw(Step step, List<DropoutMask> parts, Slot drawn, Assembler program) {
    for (DropoutMask part : parts) {
      program.fill(drawn, new Command.Mask("mask of " + step, part));
    }
  }
}
