package org.fathom4j.compiled.update;

import org.deeplearning4j.nn.conf.constraint.BaseConstraint;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;

/**
 * A constraint of norms with its settings as they are now: what to multiply a group of parameters
 * by. In single precision and with the epsilon, as Deeplearning4j does: that one shrinks even what
 * keeps to the limit, by a millionth or so.
 */
@FunctionalInterface
interface NormRule {

  /** The factor for parameters with this norm. */
  float factor(float norm);

  /** Whether a constraint has a rule here. */
  static boolean knows(BaseConstraint constraint) {
    Class<?> type = constraint.getClass();
    return type == MaxNormConstraint.class
        || type == UnitNormConstraint.class
        || type == MinMaxNormConstraint.class;
  }

  /** The rule of a constraint that has one. */
  static NormRule of(BaseConstraint constraint) {
    float epsilon = (float) constraint.getEpsilon();
    if (constraint instanceof MaxNormConstraint limit) {
      float most = (float) limit.getMaxNorm();
      return norm -> (norm > most ? most : norm) / (norm + epsilon);
    }
    if (constraint instanceof MinMaxNormConstraint limits) {
      return between(limits, epsilon);
    }
    return norm -> 1 / norm;
  }

  /** Deeplearning4j mixes the factor with the norm where the rate is not 1. */
  private static NormRule between(MinMaxNormConstraint limits, float epsilon) {
    float least = (float) limits.getMin();
    float most = (float) limits.getMax();
    float rate = (float) limits.getRate();
    float rest = (float) (1 - limits.getRate());
    return norm -> {
      float atLeast = norm < least ? least : norm;
      float clipped = atLeast > most ? most : atLeast;
      float factor = clipped / (norm + epsilon);
      return rate == 1 ? factor : factor * rate + (norm + epsilon) * rest;
    };
  }

  /**
   * The factor of the rule applied twice, as Deeplearning4j applies each of its constraints to a
   * parameter.
   */
  default float twice(float norm) {
    float once = factor(norm);
    return once * factor(norm * once);
  }
}
