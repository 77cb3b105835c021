package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.backend.DropoutMask;
import org.fathom4j.compiled.graph.GroupedDropout;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/** Dropout of several networks side by side, with masks that are drawn network by network. */
final class GroupDropouts {
  private final Step step;
  private final int groups;
  private final Assembler program;

  private GroupDropouts(Step step, int groups, Assembler program) {
    this.step = step;
    this.groups = groups;
    this.program = program;
  }

  static void assemble(Step step, GroupedDropout dropout, Assembler program) {
    GroupDropouts all = new GroupDropouts(step, dropout.dropouts().size(), program);
    Tensor x = step.read(0);
    if (step.pass() == Pass.FORWARD && x.shape().size(0) < step.write(0).shape().size(0)) {
      all.dropShared(dropout);
    } else {
      Dropouts.assemble(step, mask -> all.masks(dropout, mask), program);
    }
  }

  /** Each network drops others of the inputs that they share. */
  private void dropShared(GroupedDropout dropout) {
    Tensor mask = step.write(1);
    Slot drawn = program.write(mask, Layouts.plain(mask.shape()));
    Dropouts.draw(step, masks(dropout, new NativeTensor(drawn, mask.shape())), drawn, program);
    Slot factors = matrices(mask, groups);
    Slot x = matrices(step.read(0), 1);
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
            program.cast(program.write(y, Layouts.plain(y.shape())), layout)));
  }

  private List<DropoutMask> masks(GroupedDropout dropout, HostTensor mask) {
    return IntStream.range(0, groups)
        .mapToObj(
            group -> new DropoutMask(dropout.dropouts().get(group), new Share(mask, group, groups)))
        .toList();
  }

  private Slot matrices(Tensor rows, int count) {
    return program.cast(
        program.read(rows, Layouts.plain(rows.shape())),
        Layouts.matrices(rows.shape(), count, false));
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
