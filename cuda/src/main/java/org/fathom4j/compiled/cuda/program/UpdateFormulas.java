package org.fathom4j.compiled.cuda.program;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;

/** Rules of updates, as formulas: each sets a step from a gradient d, a rate r and what is kept. */
final class UpdateFormulas {
  private static final String MEANS =
      "float m = *s0 = c1 * *s0 + (1.0f - c1) * d; "
          + "float v = *s1 = c2 * *s1 + (1.0f - c2) * d * d; ";

  private static final List<Formula> FORMULAS =
      List.of(
          new Formula(UpdateRule.Scaled.class, "step = r * d;"),
          new Formula(
              UpdateRule.Nesterov.class,
              "float kept = mu * *s0; float next = *s0 = kept - r * d; "
                  + "step = kept - (1.0f + mu) * next;"),
          new Formula(UpdateRule.Adam.class, MEANS + "step = r * m / (sqrtf(v) + e);"),
          new Formula(
              UpdateRule.AmsGrad.class,
              MEANS
                  + "float h = *s2 = v > *s2 || v != v ? v : *s2; "
                  + "step = r * m / (sqrtf(h) + e);"),
          new Formula(
              UpdateRule.Nadam.class,
              MEANS + "step = r * (c1 * m + (1.0f - c1) * d) / (sqrtf(v) + e);"),
          new Formula(
              UpdateRule.AdaMax.class,
              "float m = *s0 = c1 * *s0 + (1.0f - c1) * d; float size = fabsf(d); "
                  + "float u = *s1 = "
                  + "(size > c2 * *s1 || size != size ? size : c2 * *s1) + 1e-32f; "
                  + "step = r * m / u;"),
          new Formula(
              UpdateRule.RmsProp.class,
              "float s = *s0 = c1 * *s0 + (1.0f - c1) * d * d; step = r * d / (sqrtf(s) + e);"),
          new Formula(
              UpdateRule.AdaGrad.class,
              "float h = *s0 = *s0 + d * d; step = r * d / (sqrtf(h) + e);"),
          new Formula(
              UpdateRule.AdaDelta.class,
              "float a = *s0 = c1 * *s0 + (1.0f - c1) * d * d; "
                  + "step = d * sqrtf(*s1 + e) / sqrtf(a + e); "
                  + "*s1 = c1 * *s1 + (1.0f - c1) * step * step;"));

  private UpdateFormulas() {}

  private record Formula(Class<? extends UpdateRule> rule, String body) {}

  /** Numbers of a rule. */
  private record Constants(
      Optional<Factor> rate, Optional<Factor> momentum, double c1, double c2, double e) {
    private Constants(Factor rate, double c1, double c2, double e) {
      this(Optional.of(rate), Optional.empty(), c1, c2, e);
    }
  }

  private static Constants constants(UpdateRule rule) {
    if (rule instanceof UpdateRule.Scaled scaled) {
      return new Constants(scaled.rate(), 0, 0, 0);
    } else if (rule instanceof UpdateRule.Nesterov nesterov) {
      return new Constants(Optional.of(nesterov.rate()), Optional.of(nesterov.momentum()), 0, 0, 0);
    } else if (rule instanceof UpdateRule.Adam adam) {
      return new Constants(adam.rate(), adam.beta1(), adam.beta2(), adam.epsilon());
    } else if (rule instanceof UpdateRule.AmsGrad adam) {
      return new Constants(adam.rate(), adam.beta1(), adam.beta2(), adam.epsilon());
    } else if (rule instanceof UpdateRule.Nadam adam) {
      return new Constants(adam.rate(), adam.beta1(), adam.beta2(), adam.epsilon());
    } else if (rule instanceof UpdateRule.AdaMax adam) {
      return new Constants(adam.rate(), adam.beta1(), adam.beta2(), 0);
    } else if (rule instanceof UpdateRule.RmsProp rms) {
      return new Constants(rms.rate(), rms.decay(), 0, rms.epsilon());
    } else if (rule instanceof UpdateRule.AdaGrad grad) {
      return new Constants(grad.rate(), 0, 0, grad.epsilon());
    }
    UpdateRule.AdaDelta delta = (UpdateRule.AdaDelta) rule;
    return new Constants(Optional.empty(), Optional.empty(), delta.decay(), 0, delta.epsilon());
  }

  private static String name(Class<? extends UpdateRule> rule) {
    return "update_" + rule.getSimpleName().toLowerCase(Locale.ROOT);
  }

  static String source() {
    return FORMULAS.stream().map(UpdateFormulas::source).collect(Collectors.joining());
  }

  /** Places in the table are below 0 where there is no such number. */
  private static String source(Formula formula) {
    return """

        FUNCTION void %s(int i, GLOBAL const float *table, int share, int signs, int pull, int decay, int rate,
            int momentum, float c1, float c2, float e, GLOBAL float *doubt, float *p, float *g%s) {
          %s%sfloat old = *p;
          float d = table[share] * *g;
          if (signs >= 0) { d += table[signs] * sign_of(old); }
          if (pull >= 0) { d += table[pull] * old; }
          float step = 0.0f;
          %s
          if (decay >= 0) { step += table[decay] * old; }
          *g = step;
          *p = old - step;
          if (!isfinite(old - step)) { doubt[0] = NAN; }
        }
        """
        .formatted(
            name(formula.rule),
            IntStream.range(0, 3)
                .mapToObj(k -> "*s" + k)
                .filter(formula.body::contains)
                .map(state -> ", float " + state)
                .collect(Collectors.joining()),
            number(formula, "r", "rate"),
            number(formula, "mu", "momentum"),
            formula.body);
  }

  /** A number of the table, where the formula has it. */
  private static String number(Formula formula, String letter, String place) {
    return Pattern.compile("\\b" + letter + "\\b").matcher(formula.body).find()
        ? "float %1$s = %2$s < 0 ? 0.0f : table[%2$s];\n  ".formatted(letter, place)
        : "";
  }

  static List<Call> calls(Update update, Step step) {
    Constants numbers = constants(update.rule());
    int moved = step.writes().size() - 1;
    Call call =
        Call.of(name(update.rule().getClass()), step.write(0))
            .numbers()
            .number(update.share())
            .number(update.signs())
            .number(update.pull())
            .number(update.decay())
            .number(numbers.rate)
            .number(numbers.momentum)
            .real(numbers.c1, numbers.c2, numbers.e)
            .doubted(step.write(moved));
    for (Tensor each : step.writes().subList(0, moved)) {
      call = call.changed(each);
    }
    return List.of(call);
  }
}
