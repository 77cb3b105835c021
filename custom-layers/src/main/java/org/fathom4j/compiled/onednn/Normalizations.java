package org.fathom4j.compiled.onednn;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.lrn_backward;
import org.bytedeco.dnnl.lrn_forward;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Step;

/** Batch normalization and local response normalization, in the layout that the input has. */
final class Normalizations {
  private static final int SCALE_AND_SHIFT =
      dnnl.normalization_flags.use_scale.value | dnnl.normalization_flags.use_shift.value;

  private Normalizations() {}

  static void assemble(Step step, Normalization normalization, Assembler program) {
    desc layout = program.layout(step.read(0));
    if (step.pass() == Pass.FORWARD) {
      forward(step, normalization, layout, program);
    } else {
      backward(step, normalization, layout, program);
    }
  }

  private static int flags(Normalization normalization) {
    return normalization.fixed()
        ? SCALE_AND_SHIFT | dnnl.normalization_flags.use_global_stats.value
        : SCALE_AND_SHIFT;
  }

  private static void forward(
      Step step, Normalization normalization, desc layout, Assembler program) {
    boolean fixed = normalization.fixed();
    Map<Integer, Slot> arguments = new HashMap<>();
    arguments.put(dnnl.DNNL_ARG_SRC, program.slot(step.read(0)));
    arguments.put(dnnl.DNNL_ARG_SCALE, program.slot(step.read(1)));
    arguments.put(dnnl.DNNL_ARG_SHIFT, program.slot(step.read(2)));
    arguments.put(dnnl.DNNL_ARG_DST, program.write(step.write(0), layout));
    arguments.put(dnnl.DNNL_ARG_MEAN, statistic(step, fixed, 0, program));
    arguments.put(dnnl.DNNL_ARG_VARIANCE, statistic(step, fixed, 1, program));
    program.execute(
        step,
        new batch_normalization_forward.primitive_desc(
            program.engine(),
            fixed ? dnnl.prop_kind.forward_inference.value : dnnl.prop_kind.forward_training.value,
            layout,
            layout,
            (float) normalization.epsilon(),
            flags(normalization),
            program.attributes(step),
            false),
        arguments);
  }

  private static Slot statistic(Step step, boolean fixed, int index, Assembler program) {
    return fixed
        ? program.slot(step.read(3 + index))
        : program.write(step.write(1 + index), Layouts.plain(step.write(1 + index).shape()));
  }

  private static void backward(
      Step step, Normalization normalization, desc layout, Assembler program) {
    batch_normalization_forward.primitive_desc hint =
        new batch_normalization_forward.primitive_desc(
            program.engine(),
            dnnl.prop_kind.forward_training.value,
            layout,
            layout,
            (float) normalization.epsilon(),
            flags(normalization));
    Map<Integer, Slot> arguments = new HashMap<>();
    arguments.put(dnnl.DNNL_ARG_SRC, program.slot(step.read(0)));
    arguments.put(dnnl.DNNL_ARG_MEAN, program.slot(step.read(1)));
    arguments.put(dnnl.DNNL_ARG_VARIANCE, program.slot(step.read(2)));
    arguments.put(dnnl.DNNL_ARG_SCALE, program.slot(step.read(3)));
    arguments.put(dnnl.DNNL_ARG_DIFF_DST, program.read(step.read(4), layout));
    arguments.put(dnnl.DNNL_ARG_DIFF_SRC, program.write(step.write(0), layout));
    desc vector = Layouts.plain(step.write(1).shape());
    arguments.put(dnnl.DNNL_ARG_DIFF_SCALE, program.write(step.write(1), vector));
    arguments.put(dnnl.DNNL_ARG_DIFF_SHIFT, program.write(step.write(2), vector));
    program.execute(
        step,
        new batch_normalization_backward.primitive_desc(
            program.engine(),
            dnnl.prop_kind.backward.value,
            layout,
            layout,
            layout,
            (float) normalization.epsilon(),
            flags(normalization),
            hint,
            program.attributes(step),
            false),
        arguments);
  }

  /** oneDNN divides alpha by the number of channels, Deeplearning4j does not. */
  static void assemble(Step step, LocalResponse response, Assembler program) {
    desc layout = program.layout(step.read(0));
    long channels = 2L * response.reach() + 1;
    float alpha = (float) (response.alpha() * channels);
    float beta = (float) response.beta();
    float k = (float) response.k();
    lrn_forward.primitive_desc forward =
        new lrn_forward.primitive_desc(
            program.engine(),
            dnnl.prop_kind.forward_training,
            dnnl.algorithm.lrn_across_channels,
            layout,
            layout,
            channels,
            alpha,
            beta,
            k,
            program.attributes(step),
            false);
    boolean kept = forward.workspace_desc().get_size() > 0;
    Map<Integer, Slot> arguments = new HashMap<>();
    arguments.put(dnnl.DNNL_ARG_SRC, program.slot(step.read(0)));
    if (step.pass() == Pass.FORWARD) {
      arguments.put(dnnl.DNNL_ARG_DST, program.write(step.write(0), layout));
      if (kept) {
        arguments.put(
            dnnl.DNNL_ARG_WORKSPACE, program.write(step.write(1), forward.workspace_desc()));
      }
      program.execute(step, forward, arguments);
      return;
    }
    arguments.put(dnnl.DNNL_ARG_DIFF_DST, program.read(step.read(2), layout));
    arguments.put(dnnl.DNNL_ARG_DIFF_SRC, program.write(step.write(0), layout));
    if (kept) {
      arguments.put(dnnl.DNNL_ARG_WORKSPACE, program.slot(step.read(1)));
    }
    program.execute(
        step,
        new lrn_backward.primitive_desc(
            program.engine(),
            dnnl.algorithm.lrn_across_channels,
            layout,
            layout,
            layout,
            channels,
            alpha,
            beta,
            k,
            forward,
            program.attributes(step),
            false),
        arguments);
  }
}
