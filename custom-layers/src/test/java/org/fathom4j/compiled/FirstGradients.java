package org.fathom4j.compiled;

import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient vector as listeners see it: first the gradient, after the update the step. */
final class FirstGradients extends BaseTrainingListener {
  private @Nullable INDArray gradient;
  private @Nullable INDArray step;

  @Override
  public void onGradientCalculation(Model model) {
    if (gradient == null) {
      gradient = model.gradient().gradient().dup();
    }
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    if (step == null) {
      step = model.gradient().gradient().dup();
    }
  }

  INDArray gradient() {
    return Objects.requireNonNull(gradient, "no listener was told of a gradient");
  }

  INDArray step() {
    return Objects.requireNonNull(step, "no listener was told of an iteration");
  }
}
