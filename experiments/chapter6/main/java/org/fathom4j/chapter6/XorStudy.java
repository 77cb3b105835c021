package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.XorTraining.Outcome;
import org.fathom4j.config.Options;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.verdict.KnownAnswer;

/**
 * XOR, section 6.1 of the book: the best straight fit, the solution with two rectifiers in closed
 * form, and networks that learn it from random starts. A start succeeds when the mean squared error
 * falls to 0.0025 within the allowed steps, so that all four outputs are within 0.1 of their
 * targets; every width and start has the same rate and steps, fixed beforehand.
 *
 * @param widths hidden units of the trained networks, ascending
 * @param seeds random starts of each width
 * @param steps most gradient steps of each start
 * @param rate learning rate
 */
public record XorStudy(List<Integer> widths, int seeds, int steps, double rate) implements Study {
  private static final String SECTION = "Deep Learning, section 6.1";
  private static final String OWN =
      "a width holds the solutions of every smaller one; the rates are this run's";
  private static final int STEPS = 2000;
  private static final double RATE = 0.1;

  /** Measured by this study with {@code study.xor.seeds=500}. */
  private static final int MEASURED_STARTS = 500;

  private static final Map<Integer, Double> MEASURED =
      Map.of(2, 0.256, 3, 0.556, 4, 0.754, 8, 0.986);
  private static final List<Double> STUCK = List.of(1.0 / 8, 1.0 / 6, 1.0 / 4);

  /** Copies the widths. */
  public XorStudy {
    widths = List.copyOf(widths);
  }

  /** Reads the options. */
  public static XorStudy read(Options options) {
    return new XorStudy(
        Reading.integers(options, "widths", 2, List.of(2, 3, 4, 8)).stream().sorted().toList(),
        options.integer("seeds", 1, 50),
        options.integer("steps", 1, STEPS),
        options.number("rate", Double.MIN_VALUE, 10, RATE));
  }

  /** All starts of one width. */
  record Width(int units, List<Outcome> outcomes) {
    int learned() {
      return (int) outcomes.stream().filter(Outcome::learned).count();
    }

    double rate() {
      return (double) learned() / outcomes.size();
    }

    private Optional<Outcome> firstLearned() {
      return outcomes.stream().filter(Outcome::learned).findFirst();
    }

    private double medianSteps() {
      int[] counts = outcomes.stream().filter(Outcome::learned).mapToInt(Outcome::steps).toArray();
      Arrays.sort(counts);
      return counts.length == 0 ? Double.NaN : counts[counts.length / 2];
    }

    private long endedAt(double level) {
      return outcomes.stream().filter(o -> !o.learned() && near(o.loss(), level)).count();
    }
  }

  private static boolean near(double loss, double level) {
    return Math.abs(loss - level) < 0.002;
  }

  @Override
  public Lesson run(StudyContext context) {
    LeastSquares line = LeastSquares.fit(XorTraining.INPUTS, XorTraining.TARGETS);
    Outcome straight = XorTraining.train(XorTraining.linear(rate), steps, context.stopped());
    MultiLayerNetwork closed = XorTraining.closedForm();
    List<Width> trained = new ArrayList<>();
    for (int units : widths) {
      Width width = train(units, context);
      trained.add(width);
      context
          .progress()
          .accept("width " + units + ": " + Say.share(width.learned(), seeds) + " learned XOR");
    }
    List<KnownAnswer> answers = new ArrayList<>(linear(line, straight));
    answers.add(exact(closed));
    answers.addAll(success(trained));
    Optional<MultiLayerNetwork> two =
        trained.stream()
            .filter(width -> width.units() == 2)
            .findFirst()
            .flatMap(Width::firstLearned)
            .map(Outcome::network);
    return new Lesson(
        answer(line, trained),
        EXPLANATION,
        answers,
        XorFigures.of(closed, two, trained, steps),
        List.of(table(trained)));
  }

  private Width train(int units, StudyContext context) {
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed = 1; seed <= seeds && !context.stopped().getAsBoolean(); seed++) {
      outcomes.add(
          XorTraining.train(XorTraining.hidden(units, seed, rate), steps, context.stopped()));
    }
    return new Width(units, outcomes);
  }

  private List<KnownAnswer> linear(LeastSquares line, Outcome trained) {
    double[] best = line.coefficients();
    double[][] learned = Nets.weights(trained.network(), 0);
    double size = Math.max(Math.abs(best[0]), Math.abs(best[1]));
    double learnedSize = Math.max(Math.abs(learned[0][0]), Math.abs(learned[1][0]));
    double bias = Nets.biases(trained.network(), 0)[0];
    return List.of(
        KnownAnswer.near(
            "linear/weight",
            "The best straight fit ignores both inputs: its larger weight",
            0,
            1e-12,
            size,
            SECTION),
        KnownAnswer.near(
            "linear/bias",
            "The best straight fit says one half everywhere: its bias",
            0.5,
            1e-12,
            best[2],
            SECTION),
        KnownAnswer.near(
            "linear/loss",
            "The best straight fit has mean squared error 1/4",
            0.25,
            1e-12,
            line.error(),
            SECTION),
        KnownAnswer.near(
            "linear/trained-weight",
            "Trained, a network without hidden layer comes to the same: its larger weight",
            0,
            0.005,
            learnedSize,
            SECTION),
        KnownAnswer.near(
            "linear/trained-bias", "The bias of that trained network", 0.5, 0.005, bias, SECTION),
        KnownAnswer.near(
            "linear/trained-loss",
            "The mean squared error of that trained network",
            0.25,
            1e-4,
            trained.loss(),
            SECTION));
  }

  private static KnownAnswer exact(MultiLayerNetwork closed) {
    double[] found = XorTraining.answers(closed);
    String text =
        Arrays.stream(found).mapToObj(v -> Say.number(v, 6)).collect(Collectors.joining(", "));
    return KnownAnswer.fact(
        "closed-form/outputs",
        "Two rectifiers with W all ones, c = (0, −1), w = (1, −2), b = 0 give XOR exactly",
        "0, 1, 1, 0",
        text,
        Arrays.equals(found, XorTraining.TARGETS),
        SECTION + ", equations 6.4 to 6.11");
  }

  /** Beside what {@value #MEASURED_STARTS} starts gave, where steps and rate are as they were. */
  private KnownAnswer share(Width width) {
    String claim = "Share of random starts that learn XOR with " + width.units() + " hidden units";
    String id = "success/" + width.units();
    Double measured = MEASURED.get(width.units());
    if (measured == null || steps != STEPS || rate != RATE) {
      return KnownAnswer.atLeast(id, claim, 1.0 / seeds, width.rate(), OWN);
    }
    double error = Math.sqrt(measured * (1 - measured) * (1.0 / seeds + 1.0 / MEASURED_STARTS));
    return KnownAnswer.near(
        id,
        claim,
        measured,
        3 * error,
        width.rate(),
        MEASURED_STARTS + " starts of this study; tolerance 3 standard errors");
  }

  private List<KnownAnswer> success(List<Width> trained) {
    List<KnownAnswer> answers = new ArrayList<>();
    trained.forEach(width -> answers.add(share(width)));
    Width narrowest = trained.get(0);
    Width widest = trained.get(trained.size() - 1);
    answers.add(
        KnownAnswer.atLeast(
            "success/gain",
            "More units than needed make success likelier: share at the widest less the narrowest",
            0,
            widest.rate() - narrowest.rate(),
            OWN));
    long failed = trained.stream().mapToLong(w -> w.outcomes().size() - w.learned()).sum();
    long known =
        trained.stream().flatMap(w -> STUCK.stream().map(w::endedAt)).mapToLong(n -> n).sum();
    answers.add(
        KnownAnswer.atLeast(
            "stuck/known-levels",
            "Share of the failed starts that stand still at 1/8, 1/6 or 1/4: two, one or none of"
                + " the points is fitted, the others get their mean",
            0.9,
            failed == 0 ? 1 : (double) known / failed,
            "the mean squared error of the mean of the points that remain"));
    return answers;
  }

  private static final String EXPLANATION =
      "XOR is 1 when exactly one of its two inputs is 1. No straight line has the ones on one side"
          + " and the zeros on the other, so a model that only weighs and adds its inputs can do no"
          + " better than say one half always. A hidden layer of two units that cut off everything"
          + " below zero moves the points so that a line does separate them; gradient descent finds"
          + " such a layer only from some random starts, and spare units make that much likelier.";

  private String answer(LeastSquares line, List<Width> trained) {
    String rates =
        trained.stream()
            .map(w -> Say.fixed(100 * w.rate(), 0) + "% with " + w.units())
            .collect(Collectors.joining(", "));
    return "Yes: the best straight fit has error "
        + Say.number(line.error(), 3)
        + " and two rectifiers reach 0 exactly; trained from "
        + seeds
        + " random starts, "
        + rates
        + " hidden units learn it.";
  }

  private LessonTable table(List<Width> trained) {
    List<List<String>> rows =
        trained.stream()
            .map(
                w ->
                    List.of(
                        Integer.toString(w.units()),
                        Say.share(w.learned(), w.outcomes().size()),
                        Double.isNaN(w.medianSteps()) ? "–" : Say.fixed(w.medianSteps(), 0),
                        Long.toString(w.endedAt(STUCK.get(0))),
                        Long.toString(w.endedAt(STUCK.get(1))),
                        Long.toString(w.endedAt(STUCK.get(2)))))
            .toList();
    return new LessonTable(
        "Random starts that learned XOR, and where the others stand still (mean squared error)",
        List.of("hidden units", "learned", "median steps", "1/8", "1/6", "1/4"),
        0,
        rows);
  }
}
