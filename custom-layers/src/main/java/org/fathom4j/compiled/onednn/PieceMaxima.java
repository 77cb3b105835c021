package org.fathom4j.compiled.onednn;

import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Maxout as max pooling: with channels last, the pieces of a unit lie at equal distances, so {@code
 * [n,h,w,k*units]} is also an image {@code [n, height h*w, width k, channels units]} whose rows are
 * pooled to one value.
 */
final class PieceMaxima {
  private static final long[] NO_PADDING = {0, 0};

  private PieceMaxima() {}

  /** The layout in which pieces can be pooled. */
  static desc channelsLast(Shape shape) {
    return shape.rank() == 4 ? Layouts.channelsLast(shape) : Layouts.plain(shape);
  }

  static void assemble(Step step, PieceMaximum maximum, Assembler program) {
    boolean forward = step.pass() == Pass.FORWARD;
    Tensor z = forward ? step.read(0) : step.write(0);
    Tensor y = forward ? step.write(0) : step.read(0);
    int pieces = maximum.pieces();
    desc wide = image(y.shape(), pieces);
    desc narrow = image(y.shape(), 1);
    long[] window = {1, pieces};
    pooling_forward.primitive_desc chosen =
        new pooling_forward.primitive_desc(
            program.engine(),
            dnnl.prop_kind.forward_training,
            algorithm.pooling_max,
            wide,
            narrow,
            window,
            window,
            NO_PADDING,
            NO_PADDING,
            NO_PADDING,
            program.attributes(step),
            false);
    if (forward) {
      program.execute(
          step,
          chosen,
          Map.of(
              dnnl.DNNL_ARG_SRC,
              program.cast(program.read(z, channelsLast(z.shape())), wide),
              dnnl.DNNL_ARG_DST,
              program.cast(program.write(y, channelsLast(y.shape())), narrow),
              dnnl.DNNL_ARG_WORKSPACE,
              program.write(step.write(1), chosen.workspace_desc())));
      return;
    }
    program.execute(
        step,
        new pooling_backward.primitive_desc(
            program.engine(),
            algorithm.pooling_max,
            wide,
            narrow,
            window,
            window,
            NO_PADDING,
            NO_PADDING,
            NO_PADDING,
            chosen,
            program.attributes(step),
            false),
        Map.of(
            dnnl.DNNL_ARG_DIFF_DST,
            program.cast(program.read(y, channelsLast(y.shape())), narrow),
            dnnl.DNNL_ARG_DIFF_SRC,
            program.cast(program.write(z, channelsLast(z.shape())), wide),
            dnnl.DNNL_ARG_WORKSPACE,
            program.slot(step.read(1))));
  }

  /** Units as channels, positions as rows, pieces as columns. */
  private static desc image(Shape y, int pieces) {
    long rows = y.elements() / y.size(0) / y.size(1);
    return new desc(
        new long[] {y.size(0), y.size(1), rows, pieces}, memory.data_type.f32, format_tag.nhwc);
  }
}
