package org.fathom4j.compiled.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Dense layers as bare products of row-major matrices: of one network, or of several side by side,
 * all in one call, which costs small networks more than the products themselves. Each network's
 * sums are the same, in the same order, whether it is alone or not, and those of oneDNN's inner
 * products, which wrap these kernels.
 */
final class Products {
  private final Step step;
  private final int groups;
  private final Assembler program;

  private Products(Step step, int groups, Assembler program) {
    this.step = step;
    this.groups = groups;
    this.program = program;
  }

  /** Adds those of so many networks. */
  static void assemble(Step step, int groups, Assembler program) {
    Products products = new Products(step, groups, program);
    switch (step.pass()) {
      case FORWARD -> products.forward();
      case BACKWARD_PARAMETERS -> products.parameters();
      case BACKWARD_DATA -> products.data();
    }
  }

  /** {@code y = x w'}, and b added to every row. */
  private void forward() {
    Tensor x = step.read(0);
    Tensor y = step.write(0);
    Slot left = matrices(x, of(x, y), false);
    Slot right = matrices(step.read(1), groups, true);
    if (step.reads().size() == 2) {
      multiply(left, right, Layouts.none(), y, program.attributes(step), Map.of());
      return;
    }
    Tensor bias = step.read(2);
    desc row = layout(Shape.of(groups, bias.shape().elements() / groups), groups, false);
    Slot b = program.cast(plain(bias), row);
    if (groups == 1) {
      multiply(left, right, row, y, program.attributes(step), Map.of(dnnl.DNNL_ARG_BIAS, b));
      return;
    }
    post_ops after = new post_ops(); // there is a kernel for one bias only
    after.append_binary(algorithm.binary_add, row);
    int argument = dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1;
    primitive_attr attributes = program.attributes(step, after);
    multiply(left, right, Layouts.none(), y, attributes, Map.of(argument, b));
  }

  /** {@code dw = dy' x}, and db the sum of the rows of dy. */
  private void parameters() {
    Tensor x = step.read(0);
    Tensor dy = step.read(1);
    Slot left = matrices(dy, groups, true);
    Slot right = matrices(x, of(x, dy), false);
    multiply(left, right, Layouts.none(), step.write(0), program.attributes(step), Map.of());
    if (step.writes().size() > 1) {
      String name = step.layer() + " sums of rows";
      GroupSums sums = new GroupSums(dy.shape(), groups, GroupSums.lanes(kernel(x, dy)));
      program.java(name, List.of(dy), List.of(step.write(1)), sums);
    }
  }

  /** The kernel of oneDNN's inner product, which sums the rows beside the gradients. */
  private String kernel(Tensor x, Tensor dy) {
    Shape rows = dy.shape().withFirst(dy.shape().size(0) / groups);
    return InnerProducts.kernel(x.shape().flattened().withFirst(rows.size(0)), rows, program);
  }

  /** {@code dx = dy w}. */
  private void data() {
    Slot left = matrices(step.read(0), groups, false);
    Slot right = matrices(step.read(1), groups, false);
    multiply(left, right, Layouts.none(), step.write(0), program.attributes(step), Map.of());
  }

  /** How many matrices the rows of x are: one where all networks share them. */
  private int of(Tensor x, Tensor y) {
    return x.shape().size(0) == y.shape().size(0) ? groups : 1;
  }

  private void multiply(
      Slot left,
      Slot right,
      desc bias,
      Tensor product,
      primitive_attr attributes,
      Map<Integer, Slot> more) {
    desc layout = layout(product.shape(), groups, false);
    matmul.primitive_desc chosen =
        new matmul.primitive_desc(
            program.engine(),
            left.memory().get_desc(),
            right.memory().get_desc(),
            bias,
            layout,
            attributes,
            false);
    Map<Integer, Slot> arguments = new HashMap<>(more);
    arguments.put(dnnl.DNNL_ARG_SRC, left);
    arguments.put(dnnl.DNNL_ARG_WEIGHTS, right);
    Slot result = program.write(product, Layouts.plain(product.shape()));
    arguments.put(dnnl.DNNL_ARG_DST, program.cast(result, layout));
    program.execute(step, chosen, arguments);
  }

  /** The rows of a tensor as so many matrices, perhaps with their sides swapped. */
  private Slot matrices(Tensor rows, int count, boolean swapped) {
    return program.cast(plain(rows), layout(rows.shape(), count, swapped));
  }

  private desc layout(Shape rows, int count, boolean swapped) {
    return groups == 1 ? Layouts.matrix(rows, swapped) : Layouts.matrices(rows, count, swapped);
  }

  private Slot plain(Tensor tensor) {
    return program.read(tensor, Layouts.plain(tensor.shape()));
  }
}
