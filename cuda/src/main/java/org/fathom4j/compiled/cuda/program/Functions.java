package org.fathom4j.compiled.cuda.program;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

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

        FUNCTION void %1$s_forward(int i, float a, float b, float x, float *y) { *y = %2$s; }

        FUNCTION void %1$s_backward(int i, float a, float b, float k, float dy, float *dx) { *dx = (%3$s) * dy; }

        FUNCTION void %1$s_biased(int i, float a, float b, int channels, int area, GLOBAL const float *bias, float *y) {
          float x = *y + bias[i / area %% channels];
          *y = %2$s;
        }
        """
        .formatted(name(function), formula.value, formula.derivative);
  }

  private static String name(Activation.Function function) {
    return function.name().toLowerCase(Locale.ROOT);
  }

  static List<Call> calls(Activation activation, Step step) {
    Tensor y = step.write(0);
    return List.of(
        step.pass() == Pass.FORWARD
            ? call(activation, "forward", y).own(step.read(0)).result(y)
            : call(activation, "backward", y).own(step.read(0)).own(step.read(1)).result(y));
  }

  /** The function of a tensor, in place. */
  static Call applied(Activation activation, Tensor y) {
    return call(activation, "forward", y).own(y).result(y);
  }

  /** A bias of each channel of a picture and then the function, in place. */
  static Call biased(Activation activation, Tensor bias, Tensor y) {
    Shape shape = y.shape();
    return call(activation, "biased", y)
        .whole(shape.size(1), shape.size(2) * shape.size(3))
        .anywhere(bias)
        .changed(y);
  }

  private static Call call(Activation activation, String kind, Tensor each) {
    return Call.of(name(activation.function()) + "_" + kind, each)
        .real(activation.alpha(), activation.beta());
  }
}
