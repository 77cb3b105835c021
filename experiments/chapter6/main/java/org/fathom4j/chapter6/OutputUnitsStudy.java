package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.fathom4j.config.Options;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.verdict.KnownAnswer;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * Output units with losses that match them and losses that do not (section 6.2.2): the gradient
 * when the unit is confidently wrong, and how long it takes to find back.
 *
 * @param start z at which the unit starts, far on the wrong side
 * @param most steps after which a unit is given up
 */
public record OutputUnitsStudy(double start, int most) implements Study {
  private static final double CLIP = 1e-5;
  private static final double DEEP = -20;
  private static final String SECTION = "Deep Learning, section 6.2.2.2; computed";
  private static final String SOFTMAX = "Deep Learning, section 6.2.2.3";

  /** Reads the options. */
  public static OutputUnitsStudy read(Options options) {
    return new OutputUnitsStudy(
        options.number("start", -11, -3, -10), options.integer("most-steps", 1, 30_000));
  }

  @Override
  public Lesson run(StudyContext context) {
    List<OutputPairing> pairings = OutputPairing.all();
    List<OutputRecovery> recoveries = new ArrayList<>();
    for (OutputPairing pairing : pairings) {
      OutputRecovery recovery =
          OutputRecovery.train(pairing, start, limit(pairing), context.stopped());
      recoveries.add(recovery);
      context.progress().accept(pairing.title() + ": " + said(recovery.steps()));
    }
    List<KnownAnswer> answers = new ArrayList<>(gradients(pairings));
    answers.addAll(steps(recoveries));
    answers.add(clipping());
    return new Lesson(
        answer(recoveries),
        EXPLANATION,
        answers,
        OutputUnitsFigures.of(pairings, recoveries, start),
        List.of(table(recoveries), clippingTable()));
  }

  /** A unit whose gradient is exactly 0 moves no more in many steps than in a few. */
  private int limit(OutputPairing pairing) {
    return pairing.gradient().applyAsDouble(start) == 0 ? Math.min(most, 1000) : most;
  }

  private List<KnownAnswer> gradients(List<OutputPairing> pairings) {
    List<KnownAnswer> answers = new ArrayList<>();
    answers.add(
        KnownAnswer.near(
            "gradient/cross-entropy",
            "Sigmoid, z = −10, truth 1: dJ/dz of cross-entropy, back-propagated",
            -0.99995,
            5e-6,
            OutputPairing.sigmoid().backPropagated(-10),
            SECTION));
    answers.add(
        KnownAnswer.near(
            "gradient/squared",
            "Sigmoid, z = −10, truth 1: dJ/dz of half the squared error, back-propagated",
            -4.5e-5,
            5e-7,
            OutputPairing.sigmoidSquared().backPropagated(-10),
            SECTION));
    double worst = 0;
    for (OutputPairing pairing : pairings) {
      for (double z : new double[] {start, -4, -1, 0.5, 2, 6}) {
        double off = pairing.backPropagated(z) - pairing.gradient().applyAsDouble(z);
        worst = Math.max(worst, Math.abs(off));
      }
    }
    answers.add(
        KnownAnswer.atMost(
            "gradient/by-hand",
            "Back-propagated and derived by hand agree for all six at six z: largest difference",
            1e-12,
            worst,
            "derivatives by hand"));
    return answers;
  }

  private List<KnownAnswer> steps(List<OutputRecovery> recoveries) {
    List<KnownAnswer> answers = new ArrayList<>();
    double e = Math.exp(-start);
    double squared = e - 1 - 3 * start + 3 * (1 - 1 / e) + (1 - 1 / (e * e)) / 2;
    for (OutputRecovery recovery : recoveries) {
      String id = recovery.pairing().id();
      double found = recovery.steps().isPresent() ? recovery.steps().getAsInt() : Double.NaN;
      String claim = "Steps until the output is 1/2: " + recovery.pairing().title();
      switch (id) {
        case "sigmoid-cross-entropy" ->
            answers.add(
                KnownAnswer.near(
                    "steps/" + id, claim, 1 - start, 1.5, found, "integral of 1 + exp(z)"));
        case "sigmoid-squared" ->
            answers.add( // single precision rounds each early step by up to 1%
                KnownAnswer.near(
                    "steps/" + id,
                    claim,
                    squared,
                    0.02 * squared,
                    found,
                    "integral of exp(−z) (1 + exp(z))³"));
        case "clipped-squared" ->
            answers.add(
                KnownAnswer.fact(
                    "steps/" + id,
                    claim,
                    "never",
                    said(recovery.steps()),
                    recovery.steps().isEmpty(),
                    SECTION));
        default -> {
          OptionalInt hand = OutputRecovery.byHand(recovery.pairing(), start, most);
          double known = hand.isPresent() ? hand.getAsInt() : Double.NaN;
          answers.add(
              KnownAnswer.near(
                  "steps/" + id, claim, known, 0.02 * known, found, "the same descent by hand"));
        }
      }
    }
    answers.add(stall(recoveries));
    return answers;
  }

  private static KnownAnswer stall(List<OutputRecovery> recoveries) {
    double matched = Double.NaN;
    double mismatched = Double.NaN;
    for (OutputRecovery recovery : recoveries) {
      if (recovery.pairing().outputs() > 1 && recovery.steps().isPresent()) {
        if (recovery.pairing().matching()) {
          matched = recovery.steps().getAsInt();
        } else {
          mismatched = recovery.steps().getAsInt();
        }
      }
    }
    return KnownAnswer.atLeast(
        "softmax/stall",
        "Squared error on a softmax stalls when confidently wrong: how many times more steps",
        100,
        mismatched / matched,
        SOFTMAX);
  }

  /** What Deeplearning4j's binary cross-entropy gives as it is delivered: outputs are clipped. */
  private static double delivered(double z) {
    INDArray at = Nets.column(DataType.DOUBLE, z);
    INDArray truth = Nets.column(DataType.DOUBLE, 1);
    return new LossBinaryXENT()
        .computeGradient(truth, at, new ActivationSigmoid(), null)
        .getDouble(0);
  }

  private static KnownAnswer clipping() {
    double p = OutputPairing.sigma(DEEP);
    double known = -p * (1 - p) / CLIP;
    return KnownAnswer.near(
        "clipping/gradient",
        "Deeplearning4j clips outputs at 0.00001, so its own cross-entropy stalls at z = −20",
        known,
        1e-9,
        delivered(DEEP),
        "derivative of the clipped loss by hand");
  }

  private static final String EXPLANATION =
      "A network learns by following the slope of its loss. A unit that squashes its input z (the"
          + " weighted sum that reaches it) into 0 to 1 is almost flat when it is far off, and squared error keeps that flatness, so the more wrong the"
          + " unit is the less it learns. Cross-entropy is minus the logarithm of what the"
          + " output gives to the truth, which undoes the exponential inside the unit: its slope stays near 1 as long as the answer is"
          + " wrong.";

  private static String said(OptionalInt steps) {
    return steps.isPresent() ? Say.count(steps.getAsInt()) : "never";
  }

  private String answer(List<OutputRecovery> recoveries) {
    StringBuilder text = new StringBuilder("Time: started badly wrong, at an input of z = ");
    text.append(Say.number(start, 3)).append(" where the truth is 1, a sigmoid says 1/2 after ");
    text.append(stepsOf(recoveries, "sigmoid-cross-entropy")).append(" steps with cross-entropy");
    text.append(" and after ").append(stepsOf(recoveries, "sigmoid-squared"));
    text.append(" with squared error; a softmax after ");
    text.append(stepsOf(recoveries, "softmax-cross-entropy")).append(" and ");
    return text.append(stepsOf(recoveries, "softmax-squared")).append(".").toString();
  }

  private static String stepsOf(List<OutputRecovery> recoveries, String id) {
    return recoveries.stream()
        .filter(r -> r.pairing().id().equals(id))
        .map(r -> said(r.steps()))
        .findFirst()
        .orElse("never");
  }

  private LessonTable table(List<OutputRecovery> recoveries) {
    List<List<String>> rows = new ArrayList<>();
    for (OutputRecovery recovery : recoveries) {
      OutputPairing pairing = recovery.pairing();
      rows.add(
          List.of(
              pairing.unit(),
              pairing.loss(),
              pairing.matching() ? "yes" : "no",
              Say.number(pairing.gradient().applyAsDouble(start), 5),
              Say.number(pairing.backPropagated(start), 5),
              said(OutputRecovery.byHand(pairing, start, limit(pairing))),
              said(recovery.steps())));
    }
    return new LessonTable(
        "Slope at z = " + Say.number(start, 3) + " and steps of rate 1 until the output is 1/2",
        List.of("unit", "loss", "match", "slope by hand", "DL4J", "steps by hand", "DL4J"),
        3,
        rows);
  }

  private static LessonTable clippingTable() {
    List<List<String>> rows = new ArrayList<>();
    for (double z : new double[] {-5, -10, -11, -12, -15, -20}) {
      rows.add(
          List.of(
              Say.number(z, 3),
              Say.number(OutputPairing.sigmoid().gradient().applyAsDouble(z), 5),
              Say.number(OutputPairing.sigmoid().backPropagated(z), 5),
              Say.number(delivered(z), 5)));
    }
    return new LessonTable(
        "Slope of binary cross-entropy in Deeplearning4j, truth 1",
        List.of("z", "by hand", "DL4J, clipping off", "DL4J as delivered"),
        0,
        rows);
  }
}
