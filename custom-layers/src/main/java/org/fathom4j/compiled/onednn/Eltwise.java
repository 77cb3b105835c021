package org.fathom4j.compiled.onednn;

import java.util.Map;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Step;

/** Elementwise functions; the derivative is taken in place of the gradient it multiplies. */
final class Eltwise {
  private Eltwise() {}

  /** oneDNN's name of a function. */
  static algorithm forward(Activation activation) {
    return switch (activation.function()) {
      case RELU -> algorithm.eltwise_relu;
      case SIGMOID -> algorithm.eltwise_logistic;
      case TANH -> algorithm.eltwise_tanh;
      case ELU -> algorithm.eltwise_elu;
      case SOFTPLUS -> algorithm.eltwise_soft_relu;
      case ABSOLUTE -> algorithm.eltwise_abs;
      case SWISH -> algorithm.eltwise_swish;
      case MISH -> algorithm.eltwise_mish;
      case CLIP -> algorithm.eltwise_clip_v2;
      case HARD_SIGMOID -> algorithm.eltwise_hardsigmoid;
      case POWER -> algorithm.eltwise_pow;
      case SQUARE_ROOT -> algorithm.eltwise_sqrt;
      case LINEAR -> algorithm.eltwise_linear;
    };
  }

  private static algorithm backward(Activation activation) {
    return switch (activation.function()) {
      case RELU -> algorithm.eltwise_relu_use_dst_for_bwd;
      case SIGMOID -> algorithm.eltwise_logistic_use_dst_for_bwd;
      case TANH -> algorithm.eltwise_tanh_use_dst_for_bwd;
      case ELU -> algorithm.eltwise_elu_use_dst_for_bwd;
      default -> forward(activation);
    };
  }

  static void assemble(Step step, Activation activation, Assembler program) {
    float alpha = (float) activation.alpha();
    float beta = (float) activation.beta();
    desc layout = program.layout(step.read(0));
    boolean forward = step.pass() == Pass.FORWARD;
    eltwise_forward.primitive_desc description =
        new eltwise_forward.primitive_desc(
            program.engine(),
            dnnl.prop_kind.forward_training,
            forward ? forward(activation) : backward(activation),
            layout,
            layout,
            alpha,
            beta,
            program.attributes(step),
            false);
    if (forward) {
      program.execute(
          step,
          description,
          Map.of(
              dnnl.DNNL_ARG_SRC,
              program.slot(step.read(0)),
              dnnl.DNNL_ARG_DST,
              program.write(step.write(0), layout)));
      return;
    }
    Slot gradient = program.read(step.read(1), layout);
    int known = activation.derivativeFromOutput() ? dnnl.DNNL_ARG_DST : dnnl.DNNL_ARG_SRC;
    Slot result = program.overwrite(step.write(0), step.read(1), gradient);
    program.execute(
        step,
        new eltwise_backward.primitive_desc(
            program.engine(),
            backward(activation),
            layout,
            layout,
            layout,
            alpha,
            beta,
            description,
            program.attributes(step),
            false),
        Map.of(
            known,
            program.slot(step.read(0)),
            dnnl.DNNL_ARG_DIFF_DST,
            gradient,
            dnnl.DNNL_ARG_DIFF_SRC,
            result));
  }
}
