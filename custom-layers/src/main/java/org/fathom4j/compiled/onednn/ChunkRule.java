package org.fathom4j.compiled.onednn;

import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.UpdateRule;

/**
 * A rule with its numbers at one step: replaces the gradients of a chunk by what is to be
 * subtracted from the parameters and moves the state.
 */
@FunctionalInterface
interface ChunkRule {
  /** Does it. */
  void apply(Chunk chunk);

  /** A rule as it is at this step. */
  static ChunkRule at(UpdateRule rule, FactorTable now) {
    if (rule instanceof UpdateRule.Scaled scaled) {
      float rate = (float) now.at(scaled.rate());
      return chunk -> chunk.scaleGradients(rate);
    }
    if (rule instanceof UpdateRule.Nesterov nesterov) {
      return nesterov((float) now.at(nesterov.rate()), (float) now.at(nesterov.momentum()));
    }
    if (rule instanceof UpdateRule.RmsProp rms) {
      return rms((float) now.at(rms.rate()), (float) rms.decay(), (float) rms.epsilon());
    }
    if (rule instanceof UpdateRule.AdaGrad grad) {
      return adaGrad((float) now.at(grad.rate()), (float) grad.epsilon());
    }
    if (rule instanceof UpdateRule.AdaDelta delta) {
      return adaDelta((float) delta.decay(), (float) delta.epsilon());
    }
    if (rule instanceof UpdateRule.AdaMax max) {
      return adaMax((float) now.at(max.rate()), (float) max.beta1(), (float) max.beta2());
    }
    if (rule instanceof UpdateRule.Nadam nadam) {
      return nadam(nadam, (float) now.at(nadam.rate()));
    }
    if (rule instanceof UpdateRule.AmsGrad ams) {
      return amsGrad(ams, (float) now.at(ams.rate()));
    }
    UpdateRule.Adam adam = (UpdateRule.Adam) rule;
    return adam(adam, (float) now.at(adam.rate()));
  }

  private static ChunkRule nesterov(float rate, float momentum) {
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

  private static ChunkRule adam(UpdateRule.Adam adam, float rate) {
    float b1 = (float) adam.beta1();
    float b2 = (float) adam.beta2();
    float epsilon = (float) adam.epsilon();
    return chunk -> {
      float[] g = chunk.gradients;
      float[] m = chunk.first;
      float[] v = chunk.second;
      for (int i = 0; i < chunk.count(); i++) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
        v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
        g[i] = rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
      }
    };
  }

  private static ChunkRule amsGrad(UpdateRule.AmsGrad adam, float rate) {
    float b1 = (float) adam.beta1();
    float b2 = (float) adam.beta2();
    float epsilon = (float) adam.epsilon();
    return chunk -> {
      float[] g = chunk.gradients;
      float[] m = chunk.first;
      float[] v = chunk.second;
      float[] h = chunk.third;
      for (int i = 0; i < chunk.count(); i++) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
        v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
        h[i] = Math.max(h[i], v[i]);
        g[i] = rate * m[i] / ((float) Math.sqrt(h[i]) + epsilon);
      }
    };
  }

  private static ChunkRule nadam(UpdateRule.Nadam adam, float rate) {
    float b1 = (float) adam.beta1();
    float b2 = (float) adam.beta2();
    float epsilon = (float) adam.epsilon();
    return chunk -> {
      float[] g = chunk.gradients;
      float[] m = chunk.first;
      float[] v = chunk.second;
      for (int i = 0; i < chunk.count(); i++) {
        float fresh = (1 - b1) * g[i];
        m[i] = b1 * m[i] + fresh;
        v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
        g[i] = rate * (b1 * m[i] + fresh) / ((float) Math.sqrt(v[i]) + epsilon);
      }
    };
  }

  private static ChunkRule adaMax(float rate, float b1, float b2) {
    return chunk -> {
      float[] g = chunk.gradients;
      float[] m = chunk.first;
      float[] u = chunk.second;
      for (int i = 0; i < chunk.count(); i++) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
        u[i] = Math.max(b2 * u[i], Math.abs(g[i])) + 1e-32f;
        g[i] = rate * m[i] / u[i];
      }
    };
  }

  private static ChunkRule rms(float rate, float decay, float epsilon) {
    return chunk -> {
      float[] g = chunk.gradients;
      float[] s = chunk.first;
      for (int i = 0; i < chunk.count(); i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        g[i] = rate * g[i] / ((float) Math.sqrt(s[i]) + epsilon);
      }
    };
  }

  private static ChunkRule adaGrad(float rate, float epsilon) {
    return chunk -> {
      float[] g = chunk.gradients;
      float[] h = chunk.first;
      for (int i = 0; i < chunk.count(); i++) {
        h[i] += g[i] * g[i];
        g[i] = rate * g[i] / ((float) Math.sqrt(h[i]) + epsilon);
      }
    };
  }

  private static ChunkRule adaDelta(float decay, float epsilon) {
    return chunk -> {
      float[] g = chunk.gradients;
      float[] a = chunk.first;
      float[] b = chunk.second;
      for (int i = 0; i < chunk.count(); i++) {
        a[i] = decay * a[i] + (1 - decay) * g[i] * g[i];
        float step = g[i] * (float) Math.sqrt(b[i] + epsilon) / (float) Math.sqrt(a[i] + epsilon);
        b[i] = decay * b[i] + (1 - decay) * step * step;
        g[i] = step;
      }
    };
  }
}
