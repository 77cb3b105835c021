package org.fathom4j.compiled.update;

import java.util.Optional;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * An updater with its settings at one iteration: replaces the gradients of a chunk by the steps to
 * subtract from the parameters and moves the updater's state.
 */
@FunctionalInterface
interface Kernel {

  /** Does it. */
  void apply(Chunk chunk);

  /** State vectors of this kind of updater; nothing where it has no kernel. */
  static Optional<Integer> states(IUpdater updater) {
    Class<?> type = updater.getClass();
    if (type == Sgd.class || type == NoOp.class) {
      return Optional.of(0);
    }
    if (type == Nesterovs.class || type == RmsProp.class || type == AdaGrad.class) {
      return Optional.of(1);
    }
    return type == Adam.class ? Optional.of(2) : Optional.empty();
  }

  /** The updater as it is at this iteration. */
  static Kernel at(IUpdater updater, int iteration, int epoch) {
    if (updater instanceof NoOp) {
      return chunk -> {};
    }
    double rate = updater.getLearningRate(iteration, epoch);
    if (updater instanceof Nesterovs nesterovs) {
      return nesterovs((float) rate, (float) nesterovs.currentMomentum(iteration, epoch));
    }
    if (updater instanceof Adam adam) {
      return adam(adam, rate, iteration);
    }
    if (updater instanceof RmsProp rms) {
      return rms((float) rate, (float) rms.getRmsDecay(), (float) rms.getEpsilon());
    }
    if (updater instanceof AdaGrad grad) {
      return adaGrad((float) rate, (float) grad.getEpsilon());
    }
    return chunk -> chunk.scaleGradients((float) rate);
  }

  /** {@code v' = mu v - r g}, step {@code mu v - (1 + mu) v'}. */
  private static Kernel nesterovs(float rate, float momentum) {
    return chunk -> {
      float[] g = chunk.gradients;
      float[] v = chunk.first;
      for (int i = 0; i < chunk.count(); i++) {
        float kept = momentum * v[i];
        float next = kept - rate * g[i];
        v[i] = next;
        g[i] = kept - (1 + momentum) * next;
      }
    };
  }

  /**
   * {@code m' = b1 m + (1-b1) g, v' = b2 v + (1-b2) g^2}, step {@code r m' / (sqrt(v') + e)} with r
   * corrected for the start.
   */
  private static Kernel adam(Adam adam, double rate, int iteration) {
    double beta1 = adam.getBeta1();
    double beta2 = adam.getBeta2();
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float epsilon = (float) adam.getEpsilon();
    float r = (float) adamRate(adam, rate, iteration);
    return chunk -> {
      float[] g = chunk.gradients;
      float[] m = chunk.first;
      float[] v = chunk.second;
      for (int i = 0; i < chunk.count(); i++) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
        v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
        g[i] = r * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
      }
    };
  }

  /** The rate corrected for the start, as Deeplearning4j does it. */
  static double adamRate(Adam adam, double rate, int iteration) {
    double first = 1 - Math.pow(adam.getBeta1(), iteration + 1);
    double second = 1 - Math.pow(adam.getBeta2(), iteration + 1);
    double corrected = rate * Math.sqrt(second) / first;
    return Double.isFinite(corrected) && corrected != 0 ? corrected : adam.getEpsilon();
  }

  /** {@code s' = d s + (1-d) g^2}, step {@code r g / (sqrt(s') + e)}. */
  private static Kernel rms(float rate, float decay, float epsilon) {
    return chunk -> {
      float[] g = chunk.gradients;
      float[] s = chunk.first;
      for (int i = 0; i < chunk.count(); i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        g[i] = rate * g[i] / ((float) Math.sqrt(s[i]) + epsilon);
      }
    };
  }

  /** {@code h' = h + g^2}, step {@code r g / (sqrt(h') + e)}. */
  private static Kernel adaGrad(float rate, float epsilon) {
    return chunk -> {
      float[] g = chunk.gradients;
      float[] h = chunk.first;
      for (int i = 0; i < chunk.count(); i++) {
        h[i] += g[i] * g[i];
        g[i] = rate * g[i] / ((float) Math.sqrt(h[i]) + epsilon);
      }
    };
  }
}
