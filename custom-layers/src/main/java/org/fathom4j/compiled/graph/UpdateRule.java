package org.fathom4j.compiled.graph;

import java.util.List;
import org.fathom4j.compiled.graph.Arithmetic.Factor;

/**
 * How a gradient g becomes the step that is subtracted from its parameter. Numbers that change from
 * step to step are factors; r is the rate, corrected for the start where a rule asks for it.
 */
public sealed interface UpdateRule {
  /** How many numbers are kept of each parameter. */
  int states();

  /** Its numbers that change from step to step. */
  List<Factor> variables();

  /** {@code r g}. */
  record Scaled(Factor rate) implements UpdateRule {
    @Override
    public List<Factor> variables() {
      return List.of(rate);
    }

    @Override
    public int states() {
      return 0;
    }
  }

  /** Keeps {@code v' = mu v - r g}; the step is {@code mu v - (1 + mu) v'}. */
  record Nesterov(Factor rate, Factor momentum) implements UpdateRule {
    @Override
    public List<Factor> variables() {
      return List.of(rate, momentum);
    }

    @Override
    public int states() {
      return 1;
    }
  }

  /**
   * Keeps {@code m' = b1 m + (1-b1) g} and {@code v' = b2 v + (1-b2) g^2}; the step is {@code r m'
   * / (sqrt(v') + e)}.
   */
  record Adam(Factor rate, double beta1, double beta2, double epsilon) implements UpdateRule {
    @Override
    public List<Factor> variables() {
      return List.of(rate);
    }

    @Override
    public int states() {
      return 2;
    }
  }

  /** As {@link Adam}; keeps {@code h' = max(h, v')} too, which the step has in place of v'. */
  record AmsGrad(Factor rate, double beta1, double beta2, double epsilon) implements UpdateRule {
    @Override
    public List<Factor> variables() {
      return List.of(rate);
    }

    @Override
    public int states() {
      return 3;
    }
  }

  /** As {@link Adam}, with the step {@code r (b1 m' + (1-b1) g) / (sqrt(v') + e)}. */
  record Nadam(Factor rate, double beta1, double beta2, double epsilon) implements UpdateRule {
    @Override
    public List<Factor> variables() {
      return List.of(rate);
    }

    @Override
    public int states() {
      return 2;
    }
  }

  /**
   * Keeps {@code m' = b1 m + (1-b1) g} and {@code u' = max(b2 u, |g|) + 1e-32}; the step is {@code
   * r m' / u'}.
   */
  record AdaMax(Factor rate, double beta1, double beta2) implements UpdateRule {
    @Override
    public List<Factor> variables() {
      return List.of(rate);
    }

    @Override
    public int states() {
      return 2;
    }
  }

  /** Keeps {@code s' = d s + (1-d) g^2}; the step is {@code r g / (sqrt(s') + e)}. */
  record RmsProp(Factor rate, double decay, double epsilon) implements UpdateRule {
    @Override
    public List<Factor> variables() {
      return List.of(rate);
    }

    @Override
    public int states() {
      return 1;
    }
  }

  /** Keeps {@code h' = h + g^2}; the step is {@code r g / (sqrt(h') + e)}. */
  record AdaGrad(Factor rate, double epsilon) implements UpdateRule {
    @Override
    public List<Factor> variables() {
      return List.of(rate);
    }

    @Override
    public int states() {
      return 1;
    }
  }

  /**
   * Keeps {@code a' = d a + (1-d) g^2} and, with the step {@code s = g sqrt(b + e) / sqrt(a' + e)},
   * {@code b' = d b + (1-d) s^2}.
   */
  record AdaDelta(double decay, double epsilon) implements UpdateRule {
    @Override
    public List<Factor> variables() {
      return List.of();
    }

    @Override
    public int states() {
      return 2;
    }
  }
}
