package org.fathom4j.compiled.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Inner products, where it can be by bare products of matrices: they begin sooner, forward take
 * less time, and those of images need no copies of the weights in another layout. Row-major weights
 * (the layout of a DL4J network) are as fast as blocked ones here, so weights and their gradients
 * stay where the network has them whenever the input is row-major too.
 */
final class InnerProducts {
  /**
   * From so many weights on, gradients are faster by oneDNN's own way, which sums on all threads.
   */
  private static final long MANY = 65_536;

  private InnerProducts() {}

  static void assemble(Step step, InnerProduct product, Assembler program) {
    if (isBare(step, program)) {
      Products.assemble(step, 1, program);
      return;
    }
    switch (step.pass()) {
      case FORWARD -> forward(step, program);
      case BACKWARD_PARAMETERS -> {
        if (CollidingRows.are(step, program)) {
          CollidingRows.assemble(step, program);
        } else {
          parameters(step, program);
        }
      }
      case BACKWARD_DATA -> data(step, program);
    }
  }

  private static boolean isBare(Step step, Assembler program) {
    Shape weights =
        (step.pass() == Pass.BACKWARD_PARAMETERS ? step.write(0) : step.read(1)).shape();
    boolean large =
        step.pass() != Pass.FORWARD && weights.rank() == 2 && weights.elements() >= MANY;
    return program.operands(step) == memory.data_type.f32 && !large;
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
            weights(weights.shape(), type),
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
    inner_product_backward_weights.primitive_desc chosen =
        new inner_product_backward_weights.primitive_desc(
            program.engine(),
            source,
            weights(step.write(0).shape(), memory.data_type.f32),
            Affines.bias(step.writes(), 1),
            gradient,
            hint(program, source, weights(step.write(0).shape(), type), gradient),
            program.attributes(step),
            false);
    Affines.execute(step, chosen, program);
  }

  /** The name of the kernel for gradients of weights and bias, with rows of these sizes. */
  static String kernel(Shape x, Shape dy, Assembler program) {
    Shape weights = Shape.of(dy.size(1), x.size(1));
    inner_product_backward_weights.primitive_desc chosen =
        new inner_product_backward_weights.primitive_desc(
            program.engine(),
            Layouts.any(x),
            Layouts.plain(weights),
            Layouts.plain(Shape.of(dy.size(1))),
            Layouts.any(dy),
            hint(program, Layouts.any(x), Layouts.plain(weights), Layouts.any(dy)));
    return chosen.impl_info_str().getString();
  }

  private static void data(Step step, Assembler program) {
    Tensor dy = step.read(0);
    Tensor weights = step.read(1);
    Tensor dx = step.write(0);
    memory.data_type type = program.operands(step);
    desc gradient = Layouts.any(dy.shape(), type);
    desc weightLayout = weights(weights.shape(), type);
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
  private static desc weights(Shape weights, memory.data_type type) {
    return weights.rank() == 2 && type == memory.data_type.f32
        ? Layouts.plain(weights)
        : Layouts.any(weights, type);
  }
}
