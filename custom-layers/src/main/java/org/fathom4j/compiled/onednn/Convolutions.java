package org.fathom4j.compiled.onednn;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Window;

/**
 * Convolutions, in the layouts that oneDNN likes best; but channels last where the channels do not
 * fill whole vectors. The layouts that it likes round them up, which 19 channels would pay with 2.8
 * times the work; channels last pays with 1.7 times.
 */
final class Convolutions {
  private static final int VECTOR = 16;

  /** So few input channels are not rounded up. */
  private static final int FEW = 3;

  /** Work over real work with channels last. */
  private static final double CHANNELS_LAST = 1.7;

  /** Padded over real work from which on channels last is the faster. */
  private static final double WASTE = 1.1;

  private Convolutions() {}

  /** The layout of an image that a convolution with these weights reads or writes. */
  static desc image(Tensor image, Tensor weights) {
    return image(image, weights, memory.data_type.f32);
  }

  private static desc image(Tensor image, Tensor weights, memory.data_type type) {
    return padding(weights.shape()) < WASTE
        ? Layouts.any(image.shape(), type)
        : Layouts.channelsLast(image.shape(), type);
  }

  /** Work that is done over work that is needed, by a convolution with these weights. */
  static double work(Shape weights) {
    return Math.min(CHANNELS_LAST, padding(weights));
  }

  private static double padding(Shape weights) {
    long outputs = Convolution.outputs(weights);
    long inputs = Convolution.groups(weights) * weights.size(weights.rank() - 3);
    return padding(outputs) * (inputs > FEW ? padding(inputs) : 1);
  }

  /** Channels rounded up to whole vectors, over channels. */
  static double padding(long channels) {
    return (channels + VECTOR - 1) / VECTOR * VECTOR / (double) channels;
  }

  static void assemble(Step step, Convolution convolution, Assembler program) {
    Window window = convolution.window();
    if (saves(step, window, program)) {
      Winograd.assemble(step, window, program);
      return;
    }
    switch (step.pass()) {
      case FORWARD -> forward(step, window, program);
      case BACKWARD_PARAMETERS -> parameters(step, window, program);
      case BACKWARD_DATA -> data(step, window, program);
    }
  }

  private static boolean saves(Step step, Window window, Assembler program) {
    if (program.operands(step) != memory.data_type.f32) {
      return false;
    }
    Shape first = step.read(0).shape();
    Shape second = step.read(1).shape();
    Shape result = step.write(0).shape();
    return switch (step.pass()) {
      case FORWARD -> Winograd.pays(window, first, second, result);
      case BACKWARD_PARAMETERS -> Winograd.pays(window, first, result, second);
      case BACKWARD_DATA -> Winograd.pays(window, result, second, first);
    };
  }

  private static void forward(Step step, Window window, Assembler program) {
    Tensor x = step.read(0);
    Tensor weights = step.read(1);
    memory.data_type type = program.operands(step);
    convolution_forward.primitive_desc chosen =
        new convolution_forward.primitive_desc(
            program.engine(),
            dnnl.prop_kind.forward_training,
            algorithm.convolution_direct,
            image(x, weights, type),
            Layouts.any(weights.shape(), type),
            Affines.bias(step.reads(), 2),
            program.target(step.write(0), image(step.write(0), weights)),
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
    memory.data_type type = program.operands(step);
    convolution_backward_weights.primitive_desc chosen =
        new convolution_backward_weights.primitive_desc(
            program.engine(),
            algorithm.convolution_direct,
            image(x, dw, type),
            Layouts.any(dw.shape()),
            Affines.bias(step.writes(), 1),
            image(dy, dw, type),
            Geometry.strides(window),
            Geometry.dilations(window),
            Geometry.before(window),
            Geometry.after(window),
            hint(program, window, x, dw, dy, type),
            program.attributes(step),
            false);
    Affines.execute(step, chosen, program);
  }

  private static void data(Step step, Window window, Assembler program) {
    Tensor dy = step.read(0);
    Tensor weights = step.read(1);
    Tensor dx = step.write(0);
    memory.data_type type = program.operands(step);
    convolution_backward_data.primitive_desc chosen =
        new convolution_backward_data.primitive_desc(
            program.engine(),
            algorithm.convolution_direct,
            image(dx, weights),
            Layouts.any(weights.shape(), type),
            image(dy, weights, type),
            Geometry.strides(window),
            Geometry.dilations(window),
            Geometry.before(window),
            Geometry.after(window),
            hint(program, window, dx, weights, dy, type),
            program.attributes(step),
            false);
    Affines.execute(step, chosen, program);
  }

  private static convolution_forward.primitive_desc hint(
      Assembler program, Window window, Tensor x, Tensor weights, Tensor y, memory.data_type type) {
    return new convolution_forward.primitive_desc(
        program.engine(),
        dnnl.prop_kind.forward_training,
        algorithm.convolution_direct,
        image(x, weights, type),
        Layouts.any(weights.shape(), type),
        image(y, weights, type),
        Geometry.strides(window),
        Geometry.dilations(window),
        Geometry.before(window),
        Geometry.after(window));
  }
}
