package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.fathom4j.compiled.backend.DropoutMask;
import org.fathom4j.compiled.graph.GroupedDropout;
import org.fathom4j.compiled.graph.GroupedProduct;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * What several networks compute side by side: one call of oneDNN for all of their products, which
 * costs small networks more than the products themselves. Equal bit for bit to {@link
 * InnerProducts}, which are computed by the same kernels.
 */
final class Groups {
  private final Step step;
  private final int groups;
  private final Assembler program;

  private Groups(Step step, int groups, Assembler program) {
    this.step = step;
    this.groups = groups;
    this.program = program;
  }

  static void products(Step step, GroupedProduct product, Assembler program) {
    Groups all = new Groups(step, product.groups(), program);
    switch (step.pass()) {
      case FORWARD -> all.forward();
      case BACKWARD_PARAMETERS -> all.parameters();
      case BACKWARD_DATA -> all.data();
    }
  }

  /** {@code y = x w'}, and b added to every row. */
  private void forward() {
    Tensor x = step.read(0);
    Tensor y = step.write(0);
    Slot left = matrices(x, of(x, y), false);
    Slot right = matrices(step.read(1), groups, true);
    if (step.reads().size() == 2) {
      multiply(left, right, y, program.attributes(step), Map.of());
      return;
    }
    Tensor bias = step.read(2);
    desc row = Layouts.matrices(Shape.of(groups, bias.shape().elements() / groups), groups, false);
    post_ops after = new post_ops();
    after.append_binary(algorithm.binary_add, row);
    Slot b = program.cast(program.read(bias, plain(bias)), row);
    int argument = dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1;
    multiply(left, right, y, program.attributes(step, after), Map.of(argument, b));
  }

  /** {@code dw = dy' x}, and db the sum of the rows of dy. */
  private void parameters() {
    Tensor x = step.read(0);
    Tensor dy = step.read(1);
    Slot left = matrices(dy, groups, true);
    Slot right = matrices(x, of(x, dy), false);
    multiply(left, right, step.write(0), program.attributes(step), Map.of());
    if (step.writes().size() > 1) {
      String name = step.layer() + " sums of rows";
      GroupSums sums = new GroupSums(dy.shape(), groups, GroupSums.lanes(alone(x, dy)));
      program.java(name, List.of(dy), List.of(step.write(1)), sums);
    }
  }

  /** The kernel that computes these gradients where a network is alone. */
  private String alone(Tensor x, Tensor dy) {
    Shape rows = dy.shape().withFirst(dy.shape().size(0) / groups);
    Shape inputs = x.shape().withFirst(rows.size(0));
    return InnerProducts.kernel(inputs, rows, program);
  }

  /** {@code dx = dy w}. */
  private void data() {
    Slot left = matrices(step.read(0), groups, false);
    Slot right = matrices(step.read(1), groups, false);
    multiply(left, right, step.write(0), program.attributes(step), Map.of());
  }

  /** How many matrices the rows of x are: one where all networks share them. */
  private int of(Tensor x, Tensor y) {
    return x.shape().size(0) == y.shape().size(0) ? groups : 1;
  }

  private void multiply(
      Slot left, Slot right, Tensor product, primitive_attr attributes, Map<Integer, Slot> more) {
    desc layout = Layouts.matrices(product.shape(), groups, false);
    matmul.primitive_desc chosen =
        new matmul.primitive_desc(
            program.engine(),
            left.memory().get_desc(),
            right.memory().get_desc(),
            layout,
            attributes,
            false);
    Map<Integer, Slot> arguments = new HashMap<>(more);
    arguments.put(dnnl.DNNL_ARG_SRC, left);
    arguments.put(dnnl.DNNL_ARG_WEIGHTS, right);
    arguments.put(dnnl.DNNL_ARG_DST, program.cast(program.write(product, plain(product)), layout));
    program.execute(step, chosen, arguments);
  }

  /** The rows of a tensor as so many matrices, perhaps with their sides swapped. */
  private Slot matrices(Tensor rows, int count, boolean swapped) {
    return program.cast(
        program.read(rows, plain(rows)), Layouts.matrices(rows.shape(), count, swapped));
  }

  private static desc plain(Tensor tensor) {
    return Layouts.plain(tensor.shape());
  }

  /** Dropout with masks that are drawn network by network. */
  static void dropouts(Step step, GroupedDropout dropout, Assembler program) {
    Groups all = new Groups(step, dropout.dropouts().size(), program);
    Tensor x = step.read(0);
    if (step.pass() == Pass.FORWARD && all.of(x, step.write(0)) == 1) {
      all.dropShared(dropout);
    } else {
      Dropouts.assemble(step, mask -> all.masks(dropout, mask), program);
    }
  }

  /** Each network drops others of the inputs that they share. */
  private void dropShared(GroupedDropout dropout) {
    Tensor mask = step.write(1);
    Slot drawn = program.write(mask, plain(mask));
    Dropouts.draw(step, masks(dropout, new NativeTensor(drawn, mask.shape())), drawn, program);
    Slot factors = matrices(mask, groups, false);
    Slot x = matrices(step.read(0), 1, false);
    desc layout = factors.memory().get_desc();
    Tensor y = step.write(0);
    program.execute(
        step,
        new binary.primitive_desc(
            program.engine(),
            algorithm.binary_mul,
            layout,
            x.memory().get_desc(),
            layout,
            program.attributes(step),
            false),
        Map.of(
            dnnl.DNNL_ARG_SRC_0,
            factors,
            dnnl.DNNL_ARG_SRC_1,
            x,
            dnnl.DNNL_ARG_DST,
            program.cast(program.write(y, plain(y)), layout)));
  }

  private List<DropoutMask> masks(GroupedDropout dropout, HostTensor mask) {
    return IntStream.range(0, groups)
        .mapToObj(
            group -> new DropoutMask(dropout.dropouts().get(group), new Share(mask, group, groups)))
        .toList();
  }

  /** The rows of one network. */
  private record Share(HostTensor whole, int group, int groups) implements HostTensor {
    @Override
    public Shape shape() {
      return whole.shape().withFirst(whole.shape().size(0) / groups);
    }

    @Override
    public FloatBuffer buffer() {
      FloatBuffer all = whole.buffer();
      int size = all.capacity() / groups;
      return all.slice(group * size, size);
    }
  }
}
