package org.fathom4j.config;

/** How a gradient becomes a step; {@code rate} is the learning rate at the start. */
public sealed interface OptimizerSpec {
  /** Learning rate at the start. */
  double rate();

  /** Plain stochastic gradient descent. */
  record Sgd(double rate) implements OptimizerSpec {}

  /** Nesterov momentum. */
  record Nesterov(double rate, double momentum) implements OptimizerSpec {}

  /** Adam (Kingma and Ba 2015). */
  record Adam(double rate, double beta1, double beta2, double epsilon) implements OptimizerSpec {}

  /** RMSProp. */
  record RmsProp(double rate, double decay, double epsilon) implements OptimizerSpec {}

  /** AdaGrad (Duchi et al. 2011). */
  record AdaGrad(double rate, double epsilon) implements OptimizerSpec {}
}
