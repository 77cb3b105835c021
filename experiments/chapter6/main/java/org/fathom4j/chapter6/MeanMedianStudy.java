package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fathom4j.config.Options;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.verdict.KnownAnswer;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Squared error learns the mean of what follows an input, absolute error its median (section
 * 6.2.1.2): networks are trained on sin(2πx) plus noise that is lopsided, so that the two differ.
 *
 * @param examples training points of each noise
 * @param epochs passes over them
 * @param seed of the points and the networks
 */
public record MeanMedianStudy(int examples, int epochs, long seed) implements Study {
  private static final int PLACES = 201;
  private static final int ERRORS = 4;
  private static final String SECTION = "Deep Learning, section 6.2.1.2; computed";

  /** Reads the options. */
  public static MeanMedianStudy read(Options options) {
    return new MeanMedianStudy(
        options.integer("examples", 1000, 20_000),
        options.integer("epochs", 1, 40),
        options.whole("seed", 0, 1));
  }

  /** Both networks of one noise. */
  record Pair(NoisyCurve noise, List<Point> sample, CurveFit squared, CurveFit absolute) {}

  /**
   * How far a fitted curve lies above sin(2πx).
   *
   * @param gap on average over 0..1
   * @param wobble root mean square of what remains about the known gap
   */
  record Height(double gap, double wobble) {
    static Height of(CurveFit fit, double known) {
      double[] x = places();
      double[] y = fit.outputs(x);
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < x.length; i++) {
        double above = y[i] - NoisyCurve.truth(x[i]);
        sum += above;
        squares += (above - known) * (above - known);
      }
      return new Height(sum / x.length, Math.sqrt(squares / x.length));
    }
  }

  static double[] places() {
    return IntStream.range(0, PLACES).mapToDouble(i -> i / (PLACES - 1.0)).toArray();
  }

  @Override
  public Lesson run(StudyContext context) {
    List<Pair> pairs = new ArrayList<>();
    for (NoisyCurve noise : List.of(NoisyCurve.exponential(), NoisyCurve.lognormal())) {
      List<Point> sample = noise.sample(examples, seed);
      CurveFit squared = CurveFit.train(sample, new LossMSE(), epochs, seed, context.stopped());
      CurveFit absolute = CurveFit.train(sample, new LossMAE(), epochs, seed, context.stopped());
      pairs.add(new Pair(noise, sample, squared, absolute));
      context.progress().accept(noise.name() + " noise: both networks are trained");
    }
    List<KnownAnswer> answers = new ArrayList<>();
    for (Pair pair : pairs) {
      answers.addAll(heights(pair));
      answers.add(ownLoss(pair));
    }
    return new Lesson(
        answer(pairs), EXPLANATION, answers, MeanMedianFigures.of(pairs), List.of(table(pairs)));
  }

  private List<KnownAnswer> heights(Pair pair) {
    NoisyCurve noise = pair.noise();
    String id = noise.name().substring(0, noise.name().indexOf('('));
    Height mean = Height.of(pair.squared(), noise.mean());
    Height median = Height.of(pair.absolute(), noise.median());
    double free = Math.sqrt(32);
    return List.of(
        KnownAnswer.near(
            id + "/squared",
            noise.name() + " noise: squared error lies the noise's mean above the curve",
            noise.mean(),
            ERRORS * noise.meanError(examples),
            mean.gap(),
            SECTION + "; tolerance 4 standard errors of the sample's mean"),
        KnownAnswer.near(
            id + "/absolute",
            noise.name() + " noise: absolute error lies the noise's median above it",
            noise.median(),
            ERRORS * noise.medianError(examples),
            median.gap(),
            SECTION + "; tolerance 4 standard errors of the sample's median"),
        KnownAnswer.atMost(
            id + "/squared-shape",
            noise.name() + " noise: squared error follows the curve everywhere; distance (RMS)",
            3 * free * noise.meanError(examples),
            mean.wobble(),
            "3 times the sampling error of 32 fitted units"),
        KnownAnswer.atMost(
            id + "/absolute-shape",
            noise.name() + " noise: absolute error follows the curve everywhere; distance (RMS)",
            3 * free * noise.medianError(examples),
            median.wobble(),
            "3 times the sampling error of 32 fitted units"));
  }

  /** Each network's losses on points that neither was trained on. */
  private double[] losses(Pair pair, CurveFit fit) {
    List<Point> fresh = pair.noise().sample(examples, seed + 1_000_003);
    double[] y = fit.outputs(fresh.stream().mapToDouble(Point::x).toArray());
    double squares = 0;
    double sizes = 0;
    for (int i = 0; i < y.length; i++) {
      double off = y[i] - fresh.get(i).y();
      squares += off * off;
      sizes += Math.abs(off);
    }
    return new double[] {squares / y.length, sizes / y.length};
  }

  private KnownAnswer ownLoss(Pair pair) {
    double[] squared = losses(pair, pair.squared());
    double[] absolute = losses(pair, pair.absolute());
    String name = pair.noise().name();
    return KnownAnswer.fact(
        name.substring(0, name.indexOf('(')) + "/own-loss",
        name + " noise: on new points each network is the better one by its own loss",
        "squared error by its network, absolute error by its network",
        "squared "
            + Say.fixed(squared[0], 3)
            + " against "
            + Say.fixed(absolute[0], 3)
            + ", absolute "
            + Say.fixed(absolute[1], 3)
            + " against "
            + Say.fixed(squared[1], 3),
        squared[0] < absolute[0] && absolute[1] < squared[1],
        SECTION);
  }

  private static final String EXPLANATION =
      "Both networks see the same noisy points; only the loss differs. Squared error punishes far"
          + " points most, so its best single answer is the mean of what can follow an input;"
          + " absolute error only counts how far, so its best answer is the median, with as many"
          + " points above as below. The noise here is never negative, mostly small and now and then"
          + " large: exponential(1) has mean 1, lognormal(0, 1), whose logarithm is normal noise, has"
          + " a still longer tail. Where noise has a long tail on one side, the mean lies further"
          + " out than the median, and so do the curves.";

  private static String answer(List<Pair> pairs) {
    StringBuilder text = new StringBuilder("Squared error the mean, absolute error the median: ");
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      text.append(i == 0 ? "" : ", ");
      text.append(Say.fixed(Height.of(pair.squared(), pair.noise().mean()).gap(), 3));
      text.append(" against ");
      text.append(Say.fixed(Height.of(pair.absolute(), pair.noise().median()).gap(), 3));
      text.append(" above the noiseless curve with ").append(pair.noise().name()).append(" noise");
    }
    return text.append(".").toString();
  }

  private LessonTable table(List<Pair> pairs) {
    List<List<String>> rows = new ArrayList<>();
    for (Pair pair : pairs) {
      rows.add(row(pair, "squared", pair.squared(), pair.noise().mean()));
      rows.add(row(pair, "absolute", pair.absolute(), pair.noise().median()));
    }
    return new LessonTable(
        "Height above the noiseless curve, and losses on new points",
        List.of(
            "noise", "trained with", "known", "found", "RMS", "squared error", "absolute error"),
        2,
        rows);
  }

  private List<String> row(Pair pair, String loss, CurveFit fit, double known) {
    Height height = Height.of(fit, known);
    double[] losses = losses(pair, fit);
    return List.of(
        pair.noise().name(),
        loss + " error",
        Say.fixed(known, 4),
        Say.fixed(height.gap(), 4),
        Say.fixed(height.wobble(), 3),
        Say.fixed(losses[0], 3),
        Say.fixed(losses[1], 3));
  }
}
