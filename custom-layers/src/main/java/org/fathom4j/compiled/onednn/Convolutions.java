package org.fathom4j.compiled.onednn;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Window;

/** Convolutions, in the layouts that oneDNN likes best. */
final class Convolutions {
  private Convolutions() {}

  static void assemble(Step step, Convolution convolution, Assembler program) {
    Window window = convolution.window();
    switch (step.pass()) {
      case FORWARD -> forward(step, window, program);
      case BACKWARD_PARAMETERS -> parameters(step, window, program);
      case BACKWARD_DATA -> data(step, window, program);
    }
  }

  private static void forward(Step step, Window window, Assembler program) {
    Tensor x = step.read(0);
    Tensor weights = step.read(1);
    boolean bias = step.reads().size() > 2;
    convolution_forward.primitive_desc chosen =
        new convolution_forward.primitive_desc(
            program.engine(),
            dnnl.prop_kind.forward_training,
            algorithm.convolution_direct,
            Layouts.any(x.shape()),
            Layouts.any(weights.shape()),
            bias ? Layouts.plain(step.read(2).shape()) : Layouts.none(),
            program.target(step.write(0)),
            Geometry.strides(window),
            Geometry.dilations(window),
            Geometry.before(window),
            Geometry.after(window),
            program.attributes(step),
            false);
    Map<Integer, Slot> arguments = new HashMap<>();
    arguments.put(dnnl.DNNL_ARG_SRC, program.read(x, chosen.src_desc()));
    arguments.put(dnnl.DNNL_ARG_WEIGHTS, program.read(weights, chosen.weights_desc()));
    if (bias) {
      arguments.put(dnnl.DNNL_ARG_BIAS, program.slot(step.read(2)));
    }
    arguments.put(dnnl.DNNL_ARG_DST, program.write(step.write(0), chosen.dst_desc()));
    program.execute(step, chosen, arguments);
  }

  private static void parameters(Step step, Window window, Assembler program) {
    Tensor x = step.read(0);
    Tensor dy = step.read(1);
    Tensor dw = step.write(0);
    boolean bias = step.writes().size() > 1;
    desc biasLayout = bias ? Layouts.plain(step.write(1).shape()) : Layouts.none();
    convolution_backward_weights.primitive_desc chosen =
        new convolution_backward_weights.primitive_desc(
            program.engine(),
            algorithm.convolution_direct,
            Layouts.any(x.shape()),
            Layouts.any(dw.shape()),
            biasLayout,
            Layouts.any(dy.shape()),
            Geometry.strides(window),
            Geometry.dilations(window),
            Geometry.before(window),
            Geometry.after(window),
            hint(program, window, x, dw, dy),
            program.attributes(step),
            false);
    Map<Integer, Slot> arguments = new HashMap<>();
    arguments.put(dnnl.DNNL_ARG_SRC, program.read(x, chosen.src_desc()));
    arguments.put(dnnl.DNNL_ARG_DIFF_DST, program.read(dy, chosen.diff_dst_desc()));
    arguments.put(dnnl.DNNL_ARG_DIFF_WEIGHTS, program.write(dw, chosen.diff_weights_desc()));
    if (bias) {
      arguments.put(dnnl.DNNL_ARG_DIFF_BIAS, program.write(step.write(1), biasLayout));
    }
    program.execute(step, chosen, arguments);
  }

  private static void data(Step step, Window window, Assembler program) {
    Tensor dy = step.read(0);
    Tensor weights = step.read(1);
    Tensor dx = step.write(0);
    convolution_backward_data.primitive_desc chosen =
        new convolution_backward_data.primitive_desc(
            program.engine(),
            algorithm.convolution_direct,
            Layouts.any(dx.shape()),
            Layouts.any(weights.shape()),
            Layouts.any(dy.shape()),
            Geometry.strides(window),
            Geometry.dilations(window),
            Geometry.before(window),
            Geometry.after(window),
            hint(program, window, dx, weights, dy),
            program.attributes(step),
            false);
    program.execute(
        step,
        chosen,
        Map.of(
            dnnl.DNNL_ARG_DIFF_DST,
            program.read(dy, chosen.diff_dst_desc()),
            dnnl.DNNL_ARG_WEIGHTS,
            program.read(weights, chosen.weights_desc()),
            dnnl.DNNL_ARG_DIFF_SRC,
            program.write(dx, chosen.diff_src_desc())));
  }

  private static convolution_forward.primitive_desc hint(
      Assembler program, Window window, Tensor x, Tensor weights, Tensor y) {
    return new convolution_forward.primitive_desc(
        program.engine(),
        dnnl.prop_kind.forward_training,
        algorithm.convolution_direct,
        Layouts.any(x.shape()),
        Layouts.any(weights.shape()),
        Layouts.any(y.shape()),
        Geometry.strides(window),
        Geometry.dilations(window),
        Geometry.before(window),
        Geometry.after(window));
  }
}
