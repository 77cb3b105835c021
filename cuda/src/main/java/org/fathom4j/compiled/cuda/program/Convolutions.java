package org.fathom4j.compiled.cuda.program;

import java.util.Optional;
import org.fathom4j.compiled.cuda.device.ConvolutionProduct;
import org.fathom4j.compiled.cuda.device.ConvolutionProduct.Operand;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.cuda.device.Work;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Deconvolution;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;

/** Convolutions and their transposes, by the device's library where it has them. */
final class Convolutions {
  private static final Activation IDENTITY = new Activation(Activation.Function.LINEAR, 1, 0);

  private Convolutions() {}

  static void run(Convolution convolution, Assembler program) {
    ConvolutionProduct product =
        switch (program.pass()) {
          case FORWARD ->
              new ConvolutionProduct(
                  Pass.FORWARD,
                  convolution.window(),
                  input(program, 0),
                  input(program, 1),
                  false,
                  output(program),
                  program.optional(2),
                  program.step().fused());
          case BACKWARD_DATA ->
              new ConvolutionProduct(
                  Pass.BACKWARD_DATA,
                  convolution.window(),
                  output(program),
                  input(program, 1),
                  false,
                  input(program, 0),
                  Optional.empty(),
                  Optional.empty());
          case BACKWARD_PARAMETERS ->
              new ConvolutionProduct(
                  Pass.BACKWARD_PARAMETERS,
                  convolution.window(),
                  input(program, 0),
                  output(program),
                  false,
                  input(program, 1),
                  Optional.empty(),
                  Optional.empty());
        };
    add(program, product);
  }

  /** As a convolution of y that gives x, with the channels of the weights the other way around. */
  static void transposed(Deconvolution deconvolution, Assembler program) {
    ConvolutionProduct product =
        switch (program.pass()) {
          case FORWARD ->
              new ConvolutionProduct(
                  Pass.BACKWARD_DATA,
                  deconvolution.window(),
                  output(program),
                  input(program, 1),
                  true,
                  input(program, 0),
                  program.optional(2),
                  program.step().fused());
          case BACKWARD_DATA ->
              new ConvolutionProduct(
                  Pass.FORWARD,
                  deconvolution.window(),
                  input(program, 0),
                  input(program, 1),
                  true,
                  output(program),
                  Optional.empty(),
                  Optional.empty());
          case BACKWARD_PARAMETERS ->
              new ConvolutionProduct(
                  Pass.BACKWARD_PARAMETERS,
                  deconvolution.window(),
                  input(program, 1),
                  output(program),
                  true,
                  input(program, 0),
                  Optional.empty(),
                  Optional.empty());
        };
    add(program, product);
  }

  private static Operand input(Assembler program, int index) {
    return new Operand(program.in(index), program.read(index));
  }

  private static Operand output(Assembler program) {
    return new Operand(program.out(0), program.write(0));
  }

  /**
   * The library may refuse a function, and then a bias; a kernel of our own does both in one go.
   */
  private static void add(Assembler program, ConvolutionProduct product) {
    Optional<Work> whole = program.device().prepare(product);
    Optional<Work> bare =
        whole.isEmpty() && product.bias().isPresent()
            ? program.device().prepare(without(product, Optional.empty()))
            : Optional.empty();
    if (whole.isPresent()) {
      program.queue(whole.get());
    } else if (bare.isPresent()) {
      program.queue(bare.get());
      Activation function = product.function().orElse(IDENTITY);
      Tensor bias = program.step().read(2);
      program.each(Functions.biased(function, bias, program.step().write(0)));
    } else {
      ConvolutionProduct plain = without(product, product.bias());
      Optional<Work> prepared =
          product.function().isPresent() ? program.device().prepare(plain) : Optional.empty();
      prepared.ifPresentOrElse(program::queue, () -> kernel(program, plain));
      product
          .function()
          .ifPresent(f -> program.each(Functions.applied(f, program.step().write(0))));
    }
    if (program.pass() == Pass.BACKWARD_PARAMETERS) {
      Products.bias(program);
    }
  }

  /** Without its function, and with this bias. */
  private static ConvolutionProduct without(ConvolutionProduct product, Optional<Place> bias) {
    return new ConvolutionProduct(
        product.pass(),
        product.window(),
        product.x(),
        product.weights(),
        product.turned(),
        product.y(),
        bias,
        Optional.empty());
  }

  private static void kernel(Assembler program, ConvolutionProduct product) {
    Arguments geometry =
        new Arguments()
            .all(sizes(product))
            .whole(Poolings.window(product.window(), product.x().shape(), product.y().shape()));
    Place x = product.x().place();
    Place w = product.weights().place();
    Place y = product.y().place();
    Place bias = product.bias().orElse(w);
    int biased = product.bias().isPresent() ? 1 : 0;
    switch (product.pass()) {
      case FORWARD ->
          program.each(
              "convolution_forward",
              product.y().shape().elements(),
              geometry.place(x).place(w).whole(biased).place(bias).place(y));
      case BACKWARD_DATA ->
          program.each(
              "convolution_data",
              product.x().shape().elements(),
              geometry.place(x).place(w).whole(biased).place(bias).place(y));
      case BACKWARD_PARAMETERS -> {
        long weights = product.weights().shape().elements();
        Shape out = product.y().shape();
        int width = Assembler.width(Math.toIntExact(out.size(0) * out.size(2) * out.size(3)));
        program.rows(
            "convolution_weights",
            weights,
            width,
            new Arguments()
                .whole(weights, width, out.size(0))
                .all(geometry)
                .place(x)
                .place(w)
                .place(y));
      }
    }
  }

  private static Arguments sizes(ConvolutionProduct product) {
    Shape weights = product.weights().shape();
    long taps = (long) product.window().kernelHeight() * product.window().kernelWidth();
    long channels = product.x().shape().size(1);
    long outputs = product.y().shape().size(1);
    long groups = Convolution.groups(weights);
    long inputs = channels / groups;
    return new Arguments()
        .whole(channels, outputs, groups)
        .whole(product.turned() ? taps : inputs * taps)
        .whole(product.turned() ? outputs * taps : taps);
  }
}
