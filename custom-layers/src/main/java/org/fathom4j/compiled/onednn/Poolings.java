package org.fathom4j.compiled.onednn;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Window;

/** Pooling, in the layout that the input has. */
final class Poolings {
  private Poolings() {}

  static void assemble(Step step, Pooling pooling, Assembler program) {
    if (step.pass() == Pass.FORWARD) {
      forward(step, pooling, program);
    } else {
      backward(step, pooling, program);
    }
  }

  private static void forward(Step step, Pooling pooling, Assembler program) {
    Tensor x = step.read(0);
    desc source = program.layout(x);
    pooling_forward.primitive_desc chosen =
        description(program, pooling, step, source, Layouts.any(step.write(0).shape()));
    Map<Integer, Slot> arguments = new HashMap<>();
    arguments.put(dnnl.DNNL_ARG_SRC, program.read(x, chosen.src_desc()));
    arguments.put(dnnl.DNNL_ARG_DST, program.write(step.write(0), chosen.dst_desc()));
    if (pooling.kind() == Pooling.Kind.MAX) {
      arguments.put(dnnl.DNNL_ARG_WORKSPACE, program.write(step.write(1), chosen.workspace_desc()));
    }
    program.execute(step, chosen, arguments);
  }

  /** The gradient comes back in the layout that the forward output had. */
  private static void backward(Step step, Pooling pooling, Assembler program) {
    Tensor dy = step.read(0);
    Tensor x = step.read(2);
    desc source = program.layout(x);
    desc target = program.layout(step.read(3));
    Window window = pooling.window();
    pooling_backward.primitive_desc chosen =
        new pooling_backward.primitive_desc(
            program.engine(),
            algorithm(pooling),
            source,
            target,
            Geometry.strides(window),
            Geometry.kernel(window),
            Geometry.dilations(window),
            Geometry.before(window),
            Geometry.after(window),
            description(program, pooling, step, source, target),
            program.attributes(step),
            false);
    Map<Integer, Slot> arguments = new HashMap<>();
    arguments.put(dnnl.DNNL_ARG_DIFF_DST, program.read(dy, chosen.diff_dst_desc()));
    arguments.put(dnnl.DNNL_ARG_DIFF_SRC, program.write(step.write(0), chosen.diff_src_desc()));
    if (pooling.kind() == Pooling.Kind.MAX) {
      arguments.put(dnnl.DNNL_ARG_WORKSPACE, program.slot(step.read(1)));
    }
    program.execute(step, chosen, arguments);
  }

  private static pooling_forward.primitive_desc description(
      Assembler program, Pooling pooling, Step step, desc source, desc target) {
    Window window = pooling.window();
    return new pooling_forward.primitive_desc(
        program.engine(),
        dnnl.prop_kind.forward_training,
        algorithm(pooling),
        source,
        target,
        Geometry.strides(window),
        Geometry.kernel(window),
        Geometry.dilations(window),
        Geometry.before(window),
        Geometry.after(window),
        program.attributes(step),
        false);
  }

  private static algorithm algorithm(Pooling pooling) {
    return switch (pooling.kind()) {
      case MAX -> algorithm.pooling_max;
      case MEAN -> algorithm.pooling_avg_exclude_padding;
      case MEAN_WITH_PADDING -> algorithm.pooling_avg_include_padding;
    };
  }
}
