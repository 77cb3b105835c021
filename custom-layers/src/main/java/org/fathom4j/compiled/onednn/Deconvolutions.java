package org.fathom4j.compiled.onednn;

import org.bytedeco.dnnl.deconvolution_backward_data;
import org.bytedeco.dnnl.deconvolution_backward_weights;
import org.bytedeco.dnnl.deconvolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.fathom4j.compiled.graph.Deconvolution;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Window;

/** Transposed convolutions, of images in the layouts of the plain ones. */
final class Deconvolutions {
  private Deconvolutions() {}

  static void assemble(Step step, Deconvolution deconvolution, Assembler program) {
    Window window = deconvolution.window();
    switch (step.pass()) {
      case FORWARD -> forward(step, window, program);
      case BACKWARD_PARAMETERS -> parameters(step, window, program);
      case BACKWARD_DATA -> data(step, window, program);
    }
  }

  private static void forward(Step step, Window window, Assembler program) {
    Tensor x = step.read(0);
    Tensor weights = step.read(1);
    deconvolution_forward.primitive_desc chosen =
        new deconvolution_forward.primitive_desc(
            program.engine(),
            dnnl.prop_kind.forward_training,
            algorithm.deconvolution_direct,
            Convolutions.image(x, weights),
            Layouts.any(weights.shape()),
            Affines.bias(step.reads(), 2),
            program.target(step.write(0), Convolutions.image(step.write(0), weights)),
            Geometry.strides(window),
            Geometry.dilations(window),
            Geometry.before(window),
            Geometry.after(window),
            program.attributes(step),
            false);
    Affines.execute(step, chosen, program);
  }

  private static void parameters(Step step, Window window, Assembler program) {
    Tensor x = step.read(0);
    Tensor dy = step.read(1);
    Tensor dw = step.write(0);
    deconvolution_backward_weights.primitive_desc chosen =
        new deconvolution_backward_weights.primitive_desc(
            program.engine(),
            algorithm.deconvolution_direct,
            Convolutions.image(x, dw),
            Layouts.any(dw.shape()),
            Affines.bias(step.writes(), 1),
            Convolutions.image(dy, dw),
            Geometry.strides(window),
            Geometry.dilations(window),
            Geometry.before(window),
            Geometry.after(window),
            hint(program, window, x, dw, dy),
            program.attributes(step),
            false);
    Affines.execute(step, chosen, program);
  }

  private static void data(Step step, Window window, Assembler program) {
    Tensor dy = step.read(0);
    Tensor weights = step.read(1);
    Tensor dx = step.write(0);
    deconvolution_backward_data.primitive_desc chosen =
        new deconvolution_backward_data.primitive_desc(
            program.engine(),
            algorithm.deconvolution_direct,
            Convolutions.image(dx, weights),
            Layouts.any(weights.shape()),
            Convolutions.image(dy, weights),
            Geometry.strides(window),
            Geometry.dilations(window),
            Geometry.before(window),
            Geometry.after(window),
            hint(program, window, dx, weights, dy),
            program.attributes(step),
            false);
    Affines.execute(step, chosen, program);
  }

  private static deconvolution_forward.primitive_desc hint(
      Assembler program, Window window, Tensor x, Tensor weights, Tensor y) {
    return new deconvolution_forward.primitive_desc(
        program.engine(),
        dnnl.prop_kind.forward_training,
        algorithm.deconvolution_direct,
        Convolutions.image(x, weights),
        Layouts.any(weights.shape()),
        Convolutions.image(y, weights),
        Geometry.strides(window),
        Geometry.dilations(window),
        Geometry.before(window),
        Geometry.after(window));
  }
}
