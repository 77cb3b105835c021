package org.fathom4j.compiled.cuda.program;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fathom4j.compiled.cuda.device.ConvolutionProduct.Operand;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;

/** Elementwise functions and their derivatives, as formulas. */
final class Functions {
  private Functions() {}

  /**
   * A function of x with constants a and b.
   *
   * @param value what it is
   * @param derivative of the value k, where {@link Activation#derivativeFromOutput}, else of the
   *     argument k
   */
  private record Formula(String value, String derivative) {}

  private static Formula formula(Activation.Function function) {
    return switch (function) {
      case RELU -> new Formula("x > 0.0f ? x : a * x", "k > 0.0f ? 1.0f : a");
      case SIGMOID -> new Formula("sigmoid(x)", "k * (1.0f - k)");
      case TANH -> new Formula("tanhf(x)", "1.0f - k * k");
      case ELU -> new Formula("x > 0.0f ? x : a * expm1f(x)", "k > 0.0f ? 1.0f : k + a");
      case SOFTPLUS -> new Formula("softplus(a * x) / a", "sigmoid(a * k)");
      case ABSOLUTE -> new Formula("fabsf(x)", "sign_of(k)");
      case SWISH ->
          new Formula(
              "x * sigmoid(a * x)",
              "sigmoid(a * k) + a * k * sigmoid(a * k) * (1.0f - sigmoid(a * k))");
      case MISH ->
          new Formula(
              "x * tanhf(softplus(x))",
              "tanhf(softplus(k)) + k * (1.0f - tanhf(softplus(k)) * tanhf(softplus(k))) * sigmoid(k)");
      case CLIP -> new Formula("x < a ? a : x > b ? b : x", "k > a && k < b ? 1.0f : 0.0f");
      case HARD_SIGMOID ->
          new Formula(
              "a * x + b < 0.0f ? 0.0f : a * x + b > 1.0f ? 1.0f : a * x + b",
              "a * k + b > 0.0f && a * k + b < 1.0f ? a : 0.0f");
      case POWER -> new Formula("a * powf(x, b)", "a * b * powf(k, b - 1.0f)");
      case SQUARE_ROOT -> new Formula("sqrtf(x)", "0.5f / sqrtf(k)");
      case LINEAR -> new Formula("a * x + b", "a");
    };
  }

  static String source() {
    return Arrays.stream(Activation.Function.values())
        .map(Functions::source)
        .collect(Collectors.joining());
  }

  private static String source(Activation.Function function) {
    Formula formula = formula(function);
    return """

        KERNEL(%1$s_forward)(int n, float a, float b, GLOBAL const float *from, GLOBAL float *to) {
          EACH(i, n) { float x = from[i]; to[i] = %2$s; }
        }
        KERNEL(%1$s_backward)(int n, float a, float b, GLOBAL const float *known, GLOBAL const float *dy,
            GLOBAL float *dx) {
          EACH(i, n) { %4$sdx[i] = (%3$s) * dy[i]; }
        }
        KERNEL(%1$s_biased)(int n, float a, float b, int channels, int area, GLOBAL const float *bias, GLOBAL float *y) {
          EACH(i, n) { float x = y[i] + bias[i / area %% channels]; y[i] = %2$s; }
        }
        """
        .formatted(
            name(function),
            formula.value,
            formula.derivative,
            formula.derivative.contains("k") ? "float k = known[i]; " : "");
  }

  private static String name(Activation.Function function) {
    return function.name().toLowerCase(Locale.ROOT);
  }

  /** Adds the kernel of a step. */
  static void run(Activation activation, Assembler program) {
    if (program.pass() == Pass.FORWARD) {
      apply(activation, program, program.read(0), program.write(0), program.size(program.out(0)));
    } else {
      program.each(
          name(activation.function()) + "_backward",
          program.size(program.out(0)),
          constants(activation)
              .place(program.read(0))
              .place(program.read(1))
              .place(program.write(0)));
    }
  }

  /** Adds the function of so many elements, perhaps in place. */
  static void apply(Activation activation, Assembler program, Place x, Place y, int elements) {
    program.each(
        name(activation.function()) + "_forward",
        elements,
        constants(activation).place(x).place(y));
  }

  /** Adds a bias of each channel to a picture, in place, and then a function. */
  static void biased(Activation activation, Assembler program, Place bias, Operand written) {
    Shape shape = written.shape();
    program.each(
        name(activation.function()) + "_biased",
        program.size(shape),
        constants(activation)
            .whole(shape.size(1), shape.size(2) * shape.size(3))
            .place(bias)
            .place(written.place()));
  }

  private static Arguments constants(Activation activation) {
    return new Arguments().real(activation.alpha()).real(activation.beta());
  }
}
