package org.fathom4j.compiled.update;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.UpdateRule;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** Deeplearning4j's updaters as rules, with its own corrections for the start. */
final class UpdateRules {
  private static final Map<Class<?>, Function<IUpdater, UpdateRule>> KNOWN =
      Map.of(
          NoOp.class, updater -> new UpdateRule.Scaled(batch -> 1),
          Sgd.class, updater -> new UpdateRule.Scaled(rate(updater)),
          Nesterovs.class, updater -> nesterov((Nesterovs) updater),
          Adam.class, updater -> adam((Adam) updater),
          AMSGrad.class, updater -> amsGrad((AMSGrad) updater),
          AdaMax.class, updater -> adaMax((AdaMax) updater),
          Nadam.class, updater -> nadam((Nadam) updater),
          RmsProp.class, updater -> rms((RmsProp) updater),
          AdaGrad.class, updater -> adaGrad((AdaGrad) updater),
          AdaDelta.class, updater -> adaDelta((AdaDelta) updater));

  private UpdateRules() {}

  /** The rule of an updater; nothing for one of a user's own. */
  static Optional<UpdateRule> of(IUpdater updater) {
    return Optional.ofNullable(KNOWN.get(updater.getClass())).map(known -> known.apply(updater));
  }

  private static Factor rate(IUpdater updater) {
    return batch -> rate(updater, batch);
  }

  private static double rate(IUpdater updater, Batch batch) {
    return updater.getLearningRate(batch.iteration(), batch.epoch());
  }

  private static UpdateRule nesterov(Nesterovs updater) {
    return new UpdateRule.Nesterov(
        rate(updater), batch -> updater.currentMomentum(batch.iteration(), batch.epoch()));
  }

  private static UpdateRule adam(Adam updater) {
    double beta1 = updater.getBeta1();
    double beta2 = updater.getBeta2();
    double epsilon = updater.getEpsilon();
    Factor rate =
        batch ->
            orElse(
                rate(updater, batch) * Math.sqrt(rest(beta2, batch)) / rest(beta1, batch), epsilon);
    return new UpdateRule.Adam(rate, beta1, beta2, epsilon);
  }

  private static UpdateRule amsGrad(AMSGrad updater) {
    double beta1 = updater.getBeta1();
    double beta2 = updater.getBeta2();
    double epsilon = updater.getEpsilon();
    Factor rate =
        batch ->
            orElse(
                rate(updater, batch) * Math.sqrt(rest(beta2, batch)) / rest(beta1, batch), epsilon);
    return new UpdateRule.AmsGrad(rate, beta1, beta2, epsilon);
  }

  private static UpdateRule adaMax(AdaMax updater) {
    double beta1 = updater.getBeta1();
    double epsilon = updater.getEpsilon();
    Factor rate = batch -> orElse(rate(updater, batch) / rest(beta1, batch), epsilon);
    return new UpdateRule.AdaMax(rate, beta1, updater.getBeta2());
  }

  private static UpdateRule nadam(Nadam updater) {
    double beta1 = updater.getBeta1();
    Factor rate = batch -> rate(updater, batch) / rest(beta1, batch);
    return new UpdateRule.Nadam(rate, beta1, updater.getBeta2(), updater.getEpsilon());
  }

  private static UpdateRule rms(RmsProp updater) {
    return new UpdateRule.RmsProp(rate(updater), updater.getRmsDecay(), updater.getEpsilon());
  }

  private static UpdateRule adaGrad(AdaGrad updater) {
    return new UpdateRule.AdaGrad(rate(updater), updater.getEpsilon());
  }

  private static UpdateRule adaDelta(AdaDelta updater) {
    return new UpdateRule.AdaDelta(updater.getRho(), updater.getEpsilon());
  }

  /** What is missing of a mean that began at 0. */
  private static double rest(double beta, Batch batch) {
    return 1 - Math.pow(beta, batch.iteration() + 1);
  }

  /** Deeplearning4j takes epsilon for a rate that is none. */
  private static double orElse(double rate, double epsilon) {
    return Double.isFinite(rate) && rate != 0 ? rate : epsilon;
  }
}
