package org.fathom4j.compiled.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Inner products, where it can be by bare products of matrices, which begin sooner and, forward,
 * take less time too. Row-major weights (the layout of a DL4J network) are as fast as blocked ones
 * here, so weights and their gradients stay where the network has them whenever the input is
 * row-major too.
 */
final class InnerProducts {
  /** So few weights are multiplied in less time than oneDNN's inner product begins in. */
  private static final long FEW = 65_536;

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
    if (isPlain(x, weights, type)) {
      product(step, program);
      return;
    }
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

  /** {@code y = x w' + b} by a bare product of matrices: the same sums in the same order. */
  private static void product(Step step, Assembler program) {
    Tensor weights = step.read(1);
    Tensor y = step.write(0);
    desc swapped = Layouts.transposed(weights.shape(), List.of(1, 0));
    Map<Integer, Slot> bias = new HashMap<>();
    desc row = Layouts.none();
    if (step.reads().size() > 2) {
      row = Layouts.plain(Shape.of(1, y.shape().size(1)));
      bias.put(dnnl.DNNL_ARG_BIAS, program.cast(plain(step.read(2), program), row));
    }
    product(step, program.cast(plain(weights, program), swapped), row, bias, program);
  }

  private static void product(
      Step step, Slot right, desc row, Map<Integer, Slot> bias, Assembler program) {
    Slot left = plain(step.read(0), program);
    Tensor y = step.write(0);
    matmul.primitive_desc chosen =
        new matmul.primitive_desc(
            program.engine(),
            left.memory().get_desc(),
            right.memory().get_desc(),
            row,
            Layouts.plain(y.shape()),
            program.attributes(step),
            false);
    Map<Integer, Slot> arguments = new HashMap<>(bias);
    arguments.put(dnnl.DNNL_ARG_SRC, left);
    arguments.put(dnnl.DNNL_ARG_WEIGHTS, right);
    arguments.put(dnnl.DNNL_ARG_DST, program.write(y, chosen.dst_desc()));
    program.execute(step, chosen, arguments);
  }

  private static Slot plain(Tensor tensor, Assembler program) {
    return program.read(tensor, Layouts.plain(tensor.shape()));
  }

  /** Whether a product of matrices as they lie is what is asked for. */
  private static boolean isPlain(Tensor x, Tensor weights, memory.data_type type) {
    return type == memory.data_type.f32 && x.shape().rank() == 2 && weights.shape().rank() == 2;
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
    if (isPlain(dx, weights, type) && weights.shape().elements() < FEW) {
      product(step, plain(weights, program), Layouts.none(), Map.of(), program);
      return;
    }
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
