package org.fathom4j.compiled.onednn;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.UpdateRule;

/**
 * Adam's second moment and step as one primitive each, with what follows done on the fly: every
 * primitive of its own goes over the caches once more.
 */
final class AdamKernels {
  private final UpdateRule.Adam adam;
  private final Assembler program;

  AdamKernels(UpdateRule.Adam adam, Assembler program) {
    this.adam = adam;
    this.program = program;
  }

  /**
   * Moves v and makes g the step, once m is moved.
   *
   * @param share what g is multiplied by
   */
  void move(Step update, Factor share, Tensor g, Tensor m, Tensor v) {
    squares(step(update, List.of(g, v), v), share);
    steps(step(update, List.of(v, m), g));
  }

  private static Step step(Step update, List<Tensor> reads, Tensor written) {
    return new Step(update.layer(), update.operation(), Pass.FORWARD, reads, List.of(written));
  }

  /** {@code v = beta2 v + (1 - beta2) (share g)^2}. */
  private void squares(Step step, Factor share) {
    double beta2 = adam.beta2();
    Factor weight = batch -> (1 - beta2) * share.at(batch) * share.at(batch);
    post_ops after = new post_ops();
    after.append_sum((float) beta2, 0, memory.data_type.undef);
    primitive_attr attributes = attributes(step, after);
    attributes.set_scales_mask(dnnl.DNNL_ARG_SRC_0, 0);
    Slot g = program.slot(step.read(0));
    desc layout = g.memory().get_desc();
    program.execute(
        step,
        description(algorithm.binary_mul, layout, layout, attributes),
        Map.of(
            dnnl.DNNL_ARG_SRC_0,
            g,
            dnnl.DNNL_ARG_SRC_1,
            g,
            dnnl.DNNL_ARG_DST,
            program.write(step.write(0), layout),
            dnnl.DNNL_ARG_ATTR_SCALES | dnnl.DNNL_ARG_SRC_0,
            program.factor("weight of squares", weight)));
  }

  /** {@code g = rate m / (sqrt(v) + epsilon)}, with one division: the inverse, times m. */
  private void steps(Step step) {
    Slot v = program.slot(step.read(0));
    desc layout = v.memory().get_desc();
    desc one = Layouts.plain(Shape.of(1));
    post_ops after = new post_ops();
    after.append_eltwise(algorithm.eltwise_sqrt, 0, 0);
    after.append_eltwise(algorithm.eltwise_linear, 1, (float) adam.epsilon());
    after.append_eltwise(algorithm.eltwise_pow, 1, -1);
    after.append_binary(algorithm.binary_mul, layout);
    after.append_binary(algorithm.binary_mul, one);
    program.execute(
        step,
        description(algorithm.binary_add, layout, one, attributes(step, after)),
        Map.of(
            dnnl.DNNL_ARG_SRC_0,
            v,
            dnnl.DNNL_ARG_SRC_1,
            program.factor("nothing", batch -> 0),
            dnnl.DNNL_ARG_DST,
            program.write(step.write(0), layout),
            argument(3),
            program.slot(step.read(1)),
            argument(4),
            program.factor("rate", adam.rate())));
  }

  private static int argument(int postOperation) {
    return (dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (postOperation + 1)) | dnnl.DNNL_ARG_SRC_1;
  }

  private primitive_attr attributes(Step step, post_ops after) {
    primitive_attr attributes = program.attributes(step);
    attributes.set_post_ops(after);
    return attributes;
  }

  private binary.primitive_desc description(
      algorithm kind, desc left, desc right, primitive_attr attributes) {
    return new binary.primitive_desc(program.engine(), kind, left, right, left, attributes, false);
  }
}
