package org.fathom4j.compiled.onednn;

import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.NormLimit;

/**
 * A limit of norms with its settings as they are now: what to multiply a group of parameters by. In
 * single precision and with the epsilon, as Deeplearning4j does: that one shrinks even what keeps
 * to the limit, by a millionth or so.
 */
@FunctionalInterface
interface NormRule {
  /** The factor for parameters with this norm. */
  float factor(float norm);

  /** The rule of a limit. */
  static NormRule of(NormLimit limit, FactorTable now) {
    float epsilon = (float) limit.epsilon();
    float most = (float) now.at(limit.most());
    return switch (limit.kind()) {
      case UNIT -> norm -> 1 / norm;
      case MOST -> norm -> (norm > most ? most : norm) / (norm + epsilon);
      case BETWEEN -> between((float) now.at(limit.least()), most, now.at(limit.rate()), epsilon);
    };
  }

  private static NormRule between(float least, float most, double moved, float epsilon) {
    float rate = (float) moved;
    float rest = (float) (1 - moved);
    return norm -> {
      float atLeast = norm < least ? least : norm;
      float clipped = atLeast > most ? most : atLeast;
      float factor = clipped / (norm + epsilon);
      return rate == 1 ? factor : factor * rate + (norm + epsilon) * rest;
    };
  }

  /** The factor of the rule applied twice. */
  default float twice(float norm) {
    float once = factor(norm);
    return once * factor(norm * once);
  }
}
