package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.fathom4j.config.Options;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.verdict.KnownAnswer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Softmax, section 6.2.2.3: where the formula as it stands overflows, that a shift changes nothing
 * while a scale decides, and that fitted probabilities are the fractions in the data.
 *
 * @param repeats outcomes of each input that the softmax is fitted to
 * @param steps of gradient descent
 * @param seed of those outcomes
 */
public record SoftmaxStudy(int repeats, int steps, long seed) implements Study {
  private static final String SECTION = "Deep Learning, section 6.2.2.3";
  private static final String LARGEST = "logarithm of the largest number of the format";
  private static final double[] LOGITS = {2, 1, 0.5};

  /** Reads the options. */
  public static SoftmaxStudy read(Options options) {
    return new SoftmaxStudy(
        options.integer("repeats", 1, 200),
        options.integer("steps", 1, 2000),
        options.whole("seed", 0, 1));
  }

  /** Where exp overflows: by hand in both formats, and in ND4J's single precision. */
  record Overflow(double single, double twice, double nd4j) {
    static Overflow find() {
      return new Overflow(
          Softmax.leastFloat(z -> Float.isInfinite((float) Math.exp(z)), 0, 1000),
          Softmax.leastDouble(z -> Double.isInfinite(Math.exp(z)), 0, 1000),
          Softmax.leastFloat(Overflow::nd4jOverflows, 0, 1000));
    }

    private static boolean nd4jOverflows(double z) {
      INDArray one = Nd4j.createFromArray(new float[] {(float) z});
      return Float.isInfinite(Transforms.exp(one, false).getFloat(0));
    }
  }

  @Override
  public Lesson run(StudyContext context) {
    Overflow overflow = Overflow.find();
    context.progress().accept("exp overflows at " + Say.number(overflow.single(), 6) + " in float");
    SoftmaxFit fit = SoftmaxFit.train(repeats, steps, seed);
    List<KnownAnswer> answers = new ArrayList<>(large());
    answers.addAll(overflows(overflow));
    answers.add(invariance());
    answers.addAll(winner());
    answers.addAll(loss());
    answers.add(
        KnownAnswer.atMost(
            "fit/fractions",
            "Fitted probabilities are the fractions of the outcomes in the data: largest distance",
            0.001,
            fit.worst(),
            SECTION + ", equation 6.31"));
    return new Lesson(
        answer(overflow, fit),
        EXPLANATION,
        answers,
        SoftmaxFigures.of(LOGITS, overflow.single()),
        List.of(extremes(), fractions(fit)));
  }

  static double[] nd4j(DataType type, double... z) {
    INDArray logits = Nets.matrix(type, new double[][] {z});
    return Nd4j.nn().softmax(logits).castTo(DataType.DOUBLE).reshape(-1).toDoubleVector();
  }

  static double[] nd4jLogarithm(DataType type, double... z) {
    INDArray logits = Nets.matrix(type, new double[][] {z});
    return Nd4j.nn().logSoftmax(logits).castTo(DataType.DOUBLE).reshape(-1).toDoubleVector();
  }

  private static double distance(double[] found, double... known) {
    double worst = 0;
    for (int i = 0; i < known.length; i++) {
      double off = Math.abs(found[i] - known[i]);
      worst = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(worst, off);
    }
    return worst;
  }

  private static String text(double[] values) {
    return Arrays.stream(values).mapToObj(v -> Say.number(v, 4)).collect(Collectors.joining(", "));
  }

  private static List<KnownAnswer> large() {
    double[] z = {1000, 1000, 1000};
    double third = 1.0 / 3;
    double[] naive = Softmax.naive(z);
    double[] log = Softmax.logarithm(1000, 0);
    return List.of(
        KnownAnswer.fact(
            "large/naive",
            "The formula as it stands has no answer for (1000, 1000, 1000)",
            "not a number",
            text(naive),
            Arrays.stream(naive).allMatch(Double::isNaN),
            SECTION),
        KnownAnswer.near(
            "large/stable",
            "With the largest taken off first it gives 1/3 each: largest distance",
            0,
            1e-15,
            distance(Softmax.stable(z), third, third, third),
            SECTION),
        KnownAnswer.near(
            "large/nd4j",
            "ND4J's softmax gives 1/3 each in single precision: largest distance",
            0,
            1e-7,
            distance(nd4j(DataType.FLOAT, z), third, third, third),
            SECTION),
        KnownAnswer.fact(
            "large/log",
            "log-softmax(1000, 0) computed directly is (0, −1000)",
            "0, −1000",
            text(log),
            distance(log, 0, -1000) == 0,
            SECTION + ", equation 6.30"),
        KnownAnswer.fact(
            "large/log-nd4j",
            "ND4J takes the logarithm of its softmax instead, which loses the second value",
            "0, −infinity",
            text(nd4jLogarithm(DataType.DOUBLE, 1000, 0)),
            nd4jLogarithm(DataType.DOUBLE, 1000, 0)[1] == Math.log(Softmax.stable(1000, 0)[1]),
            "logarithm of 0"));
  }

  private static List<KnownAnswer> overflows(Overflow overflow) {
    double single = Math.log(Float.MAX_VALUE);
    double twice = Math.log(Double.MAX_VALUE);
    return List.of(
        KnownAnswer.near(
            "overflow/float",
            "exp(z) overflows in single precision (float) from z =",
            single,
            1e-5,
            overflow.single(),
            LARGEST),
        KnownAnswer.near(
            "overflow/double",
            "exp(z) overflows in double precision from z =",
            twice,
            1e-9,
            overflow.twice(),
            LARGEST),
        KnownAnswer.near(
            "overflow/nd4j",
            "ND4J's exp overflows in single precision from z =",
            single,
            0.01,
            overflow.nd4j(),
            LARGEST));
  }

  /** Shifts that are added without rounding: then nothing at all may change. */
  private static KnownAnswer invariance() {
    double worst = 0;
    for (double shift : new double[] {-1e6, -1000, -8, 0.5, 3, 1000, 1e6}) {
      double[] moved = Arrays.stream(LOGITS).map(z -> z + shift).toArray();
      worst = Math.max(worst, distance(Softmax.stable(moved), Softmax.stable(LOGITS)));
    }
    return KnownAnswer.near(
        "invariance",
        "Adding one number to every z, from −1,000,000 to 1,000,000, changes nothing: difference",
        0,
        0,
        worst,
        SECTION + ", equation 6.32");
  }

  static double[] scaled(double scale) {
    return nd4j(DataType.DOUBLE, Arrays.stream(LOGITS).map(z -> z * scale).toArray());
  }

  private static List<KnownAnswer> winner() {
    double[] plain = scaled(1);
    return List.of(
        KnownAnswer.near(
            "scale/none",
            "At scale 0 all outputs are 1/3: largest distance",
            0,
            1e-12,
            distance(scaled(0), 1.0 / 3, 1.0 / 3, 1.0 / 3),
            SECTION),
        KnownAnswer.near(
            "scale/ratio",
            "The ratio of two outputs is exp of the difference of their z",
            Math.exp(LOGITS[0] - LOGITS[1]),
            1e-12,
            plain[0] / plain[1],
            SECTION + ", equation 6.29"),
        KnownAnswer.atLeast(
            "scale/winner",
            "At scale 50 the largest takes all: its output",
            1 - 1e-12,
            scaled(50)[0],
            SECTION));
  }

  /** Deeplearning4j's loss of (−1000, 0) where the first is the truth. */
  private static List<KnownAnswer> loss() {
    INDArray truth = Nets.matrix(DataType.DOUBLE, new double[][] {{1, 0}});
    INDArray z = Nets.matrix(DataType.DOUBLE, new double[][] {{-1000, 0}});
    LossMCXENT loss = new LossMCXENT();
    double score = loss.computeScore(truth, z.dup(), new ActivationSoftmax(), null, false);
    INDArray slope = loss.computeGradient(truth, z.dup(), new ActivationSoftmax(), null);
    return List.of(
        KnownAnswer.near(
            "loss/slope",
            "Deeplearning4j's cross-entropy of z = (−1000, 0), truth first: slope",
            -1,
            1e-9,
            slope.getDouble(0),
            SECTION),
        KnownAnswer.near(
            "loss/clipped",
            "The score that it reports is not 1000, as it clips the output at 1e−10",
            -Math.log(1e-10),
            1e-6,
            score,
            "logarithm of the clip by hand"));
  }

  private static final String EXPLANATION =
      "Softmax turns any numbers z into probabilities: each is exp(z) over the sum of all. Only the"
          + " differences of the z count, so the largest may be taken off first, and then nothing can"
          + " overflow. Multiplying all z by a growing factor lets the largest take everything, and a"
          + " softmax trained on outcomes that vary learns how often each of them occurs.";

  private static String answer(Overflow overflow, SoftmaxFit fit) {
    return "Yes, from z = "
        + Say.fixed(overflow.single(), 2)
        + " in single (32-bit) and "
        + Say.fixed(overflow.twice(), 2)
        + " in double (64-bit) precision as the formula stands, and never once the largest z is"
        + " taken off;"
        + " the fitted probabilities are within "
        + Say.number(fit.worst(), 2)
        + " of the fractions in the data.";
  }

  private static LessonTable extremes() {
    List<List<String>> rows = new ArrayList<>();
    for (double[] z :
        new double[][] {{1, 2, 3}, {1000, 1000, 1000}, {-1000, -1000, -1000}, {1000, 0, -1000}}) {
      rows.add(
          List.of(
              text(z),
              text(Softmax.naive(z)),
              text(Softmax.stable(z)),
              text(nd4j(DataType.FLOAT, z)),
              text(Softmax.logarithm(z))));
    }
    return new LessonTable(
        "Softmax of some z",
        List.of("z", "as it stands, double", "largest taken off", "ND4J, float", "logarithm"),
        5,
        rows);
  }

  private static LessonTable fractions(SoftmaxFit fit) {
    List<List<String>> rows = new ArrayList<>();
    for (int input = 0; input < fit.fractions().length; input++) {
      rows.add(
          List.of(
              Integer.toString(input + 1),
              text(fit.fractions()[input]),
              text(fit.fitted()[input])));
    }
    return new LessonTable(
        "Outcomes of each input: fractions in the data and fitted probabilities",
        List.of("input", "fractions", "fitted"),
        3,
        rows);
  }
}
