package org.fathom4j.compiled.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.primitive_desc;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/** What convolutions, deconvolutions and dense layers have in common: x, w and b make y. */
final class Affines {
  private Affines() {}

  /** The layout of the bias or its gradient, which is the tensor at this place if there is one. */
  static desc bias(List<Tensor> tensors, int place) {
    return tensors.size() > place ? Layouts.plain(tensors.get(place).shape()) : Layouts.none();
  }

  /** Adds the primitive, with its tensors in the layouts that it asks for. */
  static void execute(Step step, primitive_desc chosen, Assembler program) {
    Map<Integer, Slot> arguments = new HashMap<>();
    switch (step.pass()) {
      case FORWARD -> {
        arguments.put(dnnl.DNNL_ARG_SRC, program.read(step.read(0), chosen.src_desc()));
        arguments.put(dnnl.DNNL_ARG_WEIGHTS, program.read(step.read(1), chosen.weights_desc()));
        if (step.reads().size() > 2) {
          arguments.put(dnnl.DNNL_ARG_BIAS, program.slot(step.read(2)));
        }
        arguments.put(dnnl.DNNL_ARG_DST, program.write(step.write(0), chosen.dst_desc()));
      }
      case BACKWARD_PARAMETERS -> {
        arguments.put(dnnl.DNNL_ARG_SRC, program.read(step.read(0), chosen.src_desc()));
        arguments.put(dnnl.DNNL_ARG_DIFF_DST, program.read(step.read(1), chosen.diff_dst_desc()));
        arguments.put(
            dnnl.DNNL_ARG_DIFF_WEIGHTS, program.write(step.write(0), chosen.diff_weights_desc()));
        if (step.writes().size() > 1) {
          arguments.put(
              dnnl.DNNL_ARG_DIFF_BIAS, program.write(step.write(1), bias(step.writes(), 1)));
        }
      }
      case BACKWARD_DATA -> {
        arguments.put(dnnl.DNNL_ARG_DIFF_DST, program.read(step.read(0), chosen.diff_dst_desc()));
        arguments.put(dnnl.DNNL_ARG_WEIGHTS, program.read(step.read(1), chosen.weights_desc()));
        arguments.put(dnnl.DNNL_ARG_DIFF_SRC, program.write(step.write(0), chosen.diff_src_desc()));
      }
    }
    program.execute(step, chosen, arguments);
  }
}
