package org.fathom4j.compiled.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Inner products. Row-major weights (the layout of a DL4J network) are as fast as blocked ones
 * here, so weights and their gradients stay where the network has them whenever the input is
 * row-major too.
 */
final class InnerProducts {
  private InnerProducts() {}

  static void assemble(Step step, InnerProduct product, Assembler program) {
    switch (step.pass()) {
      case FORWARD -> forward(step, program);
      case BACKWARD_PARAMETERS -> parameters(step, program);
      case BACKWARD_DATA -> data(step, program);
    }
  }

  private static void forward(Step step, Assembler program) {
    Tensor x = step.read(0);
    Tensor weights = step.read(1);
    memory.data_type type = program.operands(step);
    inner_product_forward.primitive_desc chosen =
        new inner_product_forward.primitive_desc(
            program.engine(),
            dnnl.prop_kind.forward_training,
            Layouts.any(x.shape(), type),
            weights(weights, type),
            Affines.bias(step.reads(), 2),
            Layouts.any(step.write(0).shape()),
            program.attributes(step),
            false);
    Affines.execute(step, chosen, program);
  }

  private static void parameters(Step step, Assembler program) {
    Tensor x = step.read(0);
    Tensor dy = step.read(1);
    memory.data_type type = program.operands(step);
    desc source = Layouts.any(x.shape(), type);
    desc gradient = Layouts.any(dy.shape(), type);
    desc weights = weights(step.write(0), memory.data_type.f32);
    inner_product_backward_weights.primitive_desc chosen =
        new inner_product_backward_weights.primitive_desc(
            program.engine(),
            source,
            weights,
            Affines.bias(step.writes(), 1),
            gradient,
            hint(program, source, weights(step.write(0), type), gradient),
            program.attributes(step),
            false);
    Affines.execute(step, chosen, program);
  }

  private static void data(Step step, Assembler program) {
    Tensor dy = step.read(0);
    Tensor weights = step.read(1);
    Tensor dx = step.write(0);
    memory.data_type type = program.operands(step);
    desc gradient = Layouts.any(dy.shape(), type);
    desc weightLayout = weights(weights, type);
    inner_product_backward_data.primitive_desc chosen =
        new inner_product_backward_data.primitive_desc(
            program.engine(),
            Layouts.any(dx.shape()),
            weightLayout,
            gradient,
            hint(program, Layouts.any(dx.shape(), type), weightLayout, gradient),
            program.attributes(step),
            false);
    Affines.execute(step, chosen, program);
  }

  private static inner_product_forward.primitive_desc hint(
      Assembler program, desc source, desc weights, desc output) {
    return new inner_product_forward.primitive_desc(
        program.engine(), dnnl.prop_kind.forward_training, source, weights, output);
  }

  /** Matrices as ND4J keeps them, where they need not be rounded. */
  private static desc weights(Tensor weights, memory.data_type type) {
    return weights.shape().rank() == 2 && type == memory.data_type.f32
        ? Layouts.plain(weights.shape())
        : Layouts.any(weights.shape(), type);
  }
}
