package org.fathom4j.compiled;

import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How far a compiled training parts from a plain one, and in which of its figures first. */
final class Apart {
  private static final double TOLERANCE = 1e-3;

  /** Moments of gradients that are nearly 0 are mostly rounding. */
  private static final double STATE = 1e-2;

  private String first = "nothing is apart";
  private boolean agrees = true;

  void note(String what, INDArray expected, INDArray actual) {
    note(what, difference(expected, actual), TOLERANCE);
  }

  void noteState(int step, INDArray expected, INDArray actual) {
    note("state after step " + step, difference(expected, actual), STATE);
  }

  void noteScore(int step, double expected, double actual) {
    double allowed = 1e-5 + TOLERANCE * Math.abs(expected);
    note("score of step " + step, Math.abs(expected - actual), allowed);
  }

  /**
   * Notes the outputs of inference. Where Deeplearning4j scales a layer's gradient to length 1 it
   * scales the steps of running statistics with it; a variance that so becomes negative has no
   * root, in the compiled network as in its own.
   */
  void noteOutput(MultiLayerNetwork plain, INDArray expected, INDArray actual) {
    if (isNegative(plain) && expected.isNaN().any()) {
      note("what is no number in the output after", flags(expected), flags(actual));
    } else {
      note("output after", expected, actual);
    }
  }

  private static boolean isNegative(MultiLayerNetwork plain) {
    return plain.paramTable().entrySet().stream()
        .filter(each -> each.getKey().endsWith(BatchNormalizationParamInitializer.GLOBAL_VAR))
        .anyMatch(each -> each.getValue().minNumber().doubleValue() < 0);
  }

  private static INDArray flags(INDArray values) {
    return values.isNaN().castTo(DataType.FLOAT);
  }

  private void note(String what, double difference, double allowed) {
    if (agrees && !(difference < allowed)) {
      agrees = false;
      first = String.format(Locale.ROOT, "%s: %.2e, allowed %.2e", what, difference, allowed);
    }
  }

  boolean agrees() {
    return agrees;
  }

  /** Relative difference in the 2-norm. */
  private static double difference(INDArray expected, INDArray actual) {
    INDArray left = expected.castTo(DataType.DOUBLE).reshape(-1);
    INDArray right = actual.castTo(DataType.DOUBLE).reshape(-1);
    double size = Math.max(left.norm2Number().doubleValue(), 1e-5);
    return left.sub(right).norm2Number().doubleValue() / size;
  }

  @Override
  public String toString() {
    return first;
  }
}
