package org.fathom4j.compiled.cuda.program;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;

/** Rules of updates, as formulas: each sets a step from a gradient d, a rate r and what is kept. */
final class UpdateFormulas {
  private static final String MEANS =
      "float m = s0[i] = c1 * s0[i] + (1.0f - c1) * d; "
          + "float v = s1[i] = c2 * s1[i] + (1.0f - c2) * d * d; ";

  private static final List<Formula> FORMULAS =
      List.of(
          new Formula(UpdateRule.Scaled.class, "step = r * d;"),
          new Formula(
              UpdateRule.Nesterov.class,
              "float kept = mu * s0[i]; float next = s0[i] = kept - r * d; "
                  + "step = kept - (1.0f + mu) * next;"),
          new Formula(UpdateRule.Adam.class, MEANS + "step = r * m / (sqrtf(v) + e);"),
          new Formula(
              UpdateRule.AmsGrad.class,
              MEANS
                  + "float h = s2[i] = v > s2[i] || v != v ? v : s2[i]; "
                  + "step = r * m / (sqrtf(h) + e);"),
          new Formula(
              UpdateRule.Nadam.class,
              MEANS + "step = r * (c1 * m + (1.0f - c1) * d) / (sqrtf(v) + e);"),
          new Formula(
              UpdateRule.AdaMax.class,
              "float m = s0[i] = c1 * s0[i] + (1.0f - c1) * d; float size = fabsf(d); "
                  + "float u = s1[i] = "
                  + "(size > c2 * s1[i] || size != size ? size : c2 * s1[i]) + 1e-32f; "
                  + "step = r * m / u;"),
          new Formula(
              UpdateRule.RmsProp.class,
              "float s = s0[i] = c1 * s0[i] + (1.0f - c1) * d * d; step = r * d / (sqrtf(s) + e);"),
          new Formula(
              UpdateRule.AdaGrad.class,
              "float h = s0[i] = s0[i] + d * d; step = r * d / (sqrtf(h) + e);"),
          new Formula(
              UpdateRule.AdaDelta.class,
              "float a = s0[i] = c1 * s0[i] + (1.0f - c1) * d * d; "
                  + "step = d * sqrtf(s1[i] + e) / sqrtf(a + e); "
                  + "s1[i] = c1 * s1[i] + (1.0f - c1) * step * step;"));

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

        KERNEL(%s)(int n, GLOBAL const float *table, int share, int signs, int pull, int decay, int rate, int momentum,
            float c1, float c2, float e, GLOBAL float *p, GLOBAL float *g, GLOBAL float *s0, GLOBAL float *s1,
            GLOBAL float *s2, GLOBAL float *score) {
          EACH(i, n) {
            %s%sfloat old = p[i];
            float d = table[share] * g[i];
            if (signs >= 0) { d += table[signs] * sign_of(old); }
            if (pull >= 0) { d += table[pull] * old; }
            float step = 0.0f;
            %s
            if (decay >= 0) { step += table[decay] * old; }
            g[i] = step;
            p[i] = old - step;
            if (!isfinite(old - step)) { score[0] = NAN; }
          }
        }
        """
        .formatted(
            name(formula.rule),
            number(formula, "r", "rate"),
            number(formula, "mu", "momentum"),
            formula.body);
  }

  /** A number of the table, where the formula has it. */
  private static String number(Formula formula, String letter, String place) {
    return Pattern.compile("\\b" + letter + "\\b").matcher(formula.body).find()
        ? "float %1$s = %2$s < 0 ? 0.0f : table[%2$s];\n    ".formatted(letter, place)
        : "";
  }

  /** Adds the kernel of a step. */
  static void run(Update update, Assembler program) {
    Constants numbers = constants(update.rule());
    int states = update.rule().states();
    int scored = program.step().writes().size() - 1;
    Place unused = program.write(0);
    Arguments arguments =
        new Arguments()
            .place(program.table())
            .whole(program.factor(update.share()))
            .whole(program.factor(update.signs()))
            .whole(program.factor(update.pull()))
            .whole(program.factor(update.decay()))
            .whole(program.factor(numbers.rate))
            .whole(program.factor(numbers.momentum))
            .real(numbers.c1)
            .real(numbers.c2)
            .real(numbers.e)
            .place(program.write(0))
            .place(program.write(1));
    for (int i = 0; i < 3; i++) {
      arguments.place(i < states ? program.write(2 + i) : unused);
    }
    program.each(
        name(update.rule().getClass()),
        program.size(program.out(0)),
        arguments.place(program.write(scored)));
  }
}
