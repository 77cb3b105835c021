package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Pass;

/** Elementwise functions and their derivatives. */
final class Activations {
  private Activations() {}

  static void run(
      Activation activation, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells known = reads.get(0);
    Cells result = writes.get(0);
    for (int i = 0; i < known.elements(); i++) {
      result.set(
          i,
          pass == Pass.FORWARD
              ? value(activation, known.get(i))
              : derivative(activation, known.get(i)) * reads.get(1).get(i));
    }
  }

  private static double value(Activation f, double x) {
    double a = f.alpha();
    double b = f.beta();
    return switch (f.function()) {
      case RELU -> x > 0 ? x : a * x;
      case SIGMOID -> sigmoid(x);
      case TANH -> Math.tanh(x);
      case ELU -> x > 0 ? x : a * Math.expm1(x);
      case SOFTPLUS -> softplus(a * x) / a;
      case ABSOLUTE -> Math.abs(x);
      case SWISH -> x * sigmoid(a * x);
      case MISH -> x * Math.tanh(softplus(x));
      case CLIP -> Math.min(Math.max(x, a), b);
      case HARD_SIGMOID -> Math.min(Math.max(a * x + b, 0), 1);
      case POWER -> a * Math.pow(x, b);
      case SQUARE_ROOT -> Math.sqrt(x);
      case LINEAR -> a * x + b;
    };
  }

  /** Of the value, where {@link Activation#derivativeFromOutput}, else of the argument. */
  private static double derivative(Activation f, double known) {
    double a = f.alpha();
    double b = f.beta();
    return switch (f.function()) {
      case RELU -> known > 0 ? 1 : a;
      case SIGMOID -> known * (1 - known);
      case TANH -> 1 - known * known;
      case ELU -> known > 0 ? 1 : known + a;
      case SOFTPLUS -> sigmoid(a * known);
      case ABSOLUTE -> Math.signum(known);
      case SWISH -> {
        double s = sigmoid(a * known);
        yield s + a * known * s * (1 - s);
      }
      case MISH -> {
        double t = Math.tanh(softplus(known));
        yield t + known * (1 - t * t) * sigmoid(known);
      }
      case CLIP -> known > a && known < b ? 1 : 0;
      case HARD_SIGMOID -> a * known + b > 0 && a * known + b < 1 ? a : 0;
      case POWER -> a * b * Math.pow(known, b - 1);
      case SQUARE_ROOT -> 0.5 / Math.sqrt(known);
      case LINEAR -> a;
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
