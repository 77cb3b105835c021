package org.fathom4j.compiled.interpreter;

import java.util.List;
import java.util.Optional;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;

/** Moves parameters, one after the other. */
final class Updates {
  private Updates() {}

  static void run(
      Update update, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells p = writes.get(0);
    Cells g = writes.get(1);
    List<Cells> states = writes.subList(2, writes.size() - 1);
    double share = now.at(update.share());
    double signs = at(update.signs(), now);
    double pull = at(update.pull(), now);
    double decay = at(update.decay(), now);
    double doubt = 0;
    for (int i = 0; i < p.elements(); i++) {
      double old = p.get(i);
      double gradient = share * g.get(i) + signs * Math.signum(old) + pull * old;
      double step = step(update.rule(), gradient, states, i, now) + decay * old;
      g.set(i, step);
      p.set(i, old - step);
      doubt += 0 * p.get(i);
    }
    writes.get(writes.size() - 1).set(0, doubt);
  }

  private static double at(Optional<Factor> factor, FactorTable now) {
    return factor.isPresent() ? now.at(factor.get()) : 0;
  }

  private static double step(
      UpdateRule rule, double g, List<Cells> states, int i, FactorTable now) {
    if (rule instanceof UpdateRule.Scaled scaled) {
      return now.at(scaled.rate()) * g;
    }
    Cells first = states.get(0);
    if (rule instanceof UpdateRule.Nesterov nesterov) {
      double momentum = now.at(nesterov.momentum());
      double kept = momentum * first.get(i);
      double next = kept - now.at(nesterov.rate()) * g;
      first.set(i, next);
      return kept - (1 + momentum) * next;
    }
    if (rule instanceof UpdateRule.RmsProp rms) {
      double s = mean(first, i, rms.decay(), g * g);
      return now.at(rms.rate()) * g / (Math.sqrt(s) + rms.epsilon());
    }
    if (rule instanceof UpdateRule.AdaGrad grad) {
      double h = first.get(i) + g * g;
      first.set(i, h);
      return now.at(grad.rate()) * g / (Math.sqrt(h) + grad.epsilon());
    }
    return stepByTwo(rule, g, states, i, now);
  }

  /** Of the rules that keep two numbers or more. */
  private static double stepByTwo(
      UpdateRule rule, double g, List<Cells> states, int i, FactorTable now) {
    Cells first = states.get(0);
    Cells second = states.get(1);
    if (rule instanceof UpdateRule.Adam adam) {
      double m = mean(first, i, adam.beta1(), g);
      double v = mean(second, i, adam.beta2(), g * g);
      return now.at(adam.rate()) * m / (Math.sqrt(v) + adam.epsilon());
    }
    if (rule instanceof UpdateRule.AmsGrad adam) {
      double m = mean(first, i, adam.beta1(), g);
      double v = mean(second, i, adam.beta2(), g * g);
      double h = Math.max(states.get(2).get(i), v);
      states.get(2).set(i, h);
      return now.at(adam.rate()) * m / (Math.sqrt(h) + adam.epsilon());
    }
    if (rule instanceof UpdateRule.Nadam adam) {
      double m = mean(first, i, adam.beta1(), g);
      double v = mean(second, i, adam.beta2(), g * g);
      double ahead = adam.beta1() * m + (1 - adam.beta1()) * g;
      return now.at(adam.rate()) * ahead / (Math.sqrt(v) + adam.epsilon());
    }
    if (rule instanceof UpdateRule.AdaMax adam) {
      double m = mean(first, i, adam.beta1(), g);
      double u = Math.max(adam.beta2() * second.get(i), Math.abs(g)) + 1e-32;
      second.set(i, u);
      return now.at(adam.rate()) * m / u;
    }
    UpdateRule.AdaDelta delta = (UpdateRule.AdaDelta) rule;
    double a = mean(first, i, delta.decay(), g * g);
    double step = g * Math.sqrt(second.get(i) + delta.epsilon()) / Math.sqrt(a + delta.epsilon());
    mean(second, i, delta.decay(), step * step);
    return step;
  }

  /** Moves a mean that forgets: {@code d x + (1-d) y}. */
  private static double mean(Cells cells, int i, double decay, double value) {
    double mean = decay * cells.get(i) + (1 - decay) * value;
    cells.set(i, mean);
    return mean;
  }
}
