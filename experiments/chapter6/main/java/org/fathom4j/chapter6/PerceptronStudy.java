package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fathom4j.chapter6.Perceptron.Cycle;
import org.fathom4j.chapter6.Perceptron.Example;
import org.fathom4j.chapter6.Perceptron.Run;
import org.fathom4j.config.Options;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.verdict.KnownAnswer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/**
 * Rosenblatt's rule on data that a line separates and on XOR, with sigmoid and rectified units
 * beside the step function.
 *
 * @param sets separable data sets
 * @param points in each
 * @param gap least distance of a point from the known line; coordinates are from −20 to 20
 * @param steps of gradient descent of the units beside it
 * @param seed of the data and the networks
 */
public record PerceptronStudy(int sets, int points, double gap, int steps, long seed)
    implements Study {
  private static final int PASSES = 100_000;
  private static final int STARTS = 3;
  private static final List<Long> ZERO = List.of(0L, 0L, 0L);
  private static final String NOVIKOFF = "Novikoff 1962, the perceptron convergence theorem";
  private static final String CYCLING = "Minsky and Papert 1969, perceptron cycling theorem";
  private static final String CALCULUS = "derivative by hand";

  /** Reads the options. */
  public static PerceptronStudy read(Options options) {
    return new PerceptronStudy(
        options.integer("data-sets", 1, 100),
        options.integer("points", 2, 60),
        options.number("gap", 0.1, 8, 1),
        options.integer("steps", 1, 1500),
        options.whole("seed", 0, 1));
  }

  /** One separable data set and the rule on it. */
  record Case(PerceptronData data, Run run) {
    double bound() {
      return Perceptron.bound(data.examples(), data.separator());
    }
  }

  /** Sigmoid unit, rectified unit and hidden layer on one data set. */
  record Beside(Units.Outcome sigmoid, Units.Outcome rectifier, Units.Outcome layer) {}

  @Override
  public Lesson run(StudyContext context) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < sets; i++) {
      PerceptronData data = PerceptronData.draw(seed * 1000 + i, points, gap);
      cases.add(new Case(data, Perceptron.train(data.examples(), ZERO, PASSES)));
    }
    Run xor = Perceptron.train(PerceptronData.XOR, ZERO, PASSES);
    context.progress().accept("Rosenblatt's rule ran on " + sets + " data sets and on XOR");
    Beside separable = beside(cases.get(0).data().examples(), PerceptronData.EDGE);
    Beside onXor = beside(PerceptronData.XOR, 1);
    List<KnownAnswer> answers = new ArrayList<>(separated(cases));
    answers.addAll(cycles(xor));
    answers.addAll(slopes());
    answers.addAll(others(separable, onXor));
    return new Lesson(
        answer(cases, xor),
        EXPLANATION,
        answers,
        PerceptronFigures.of(cases, xor),
        List.of(table(cases.get(0), separable, onXor), unitTable()));
  }

  private Beside beside(List<Example> examples, double scale) {
    return new Beside(
        Units.sigmoid(examples, scale, seed, steps),
        Units.rectifier(examples, scale, seed, steps),
        Units.layer(examples, scale, seed, steps));
  }

  private static List<KnownAnswer> separated(List<Case> cases) {
    long done = cases.stream().filter(c -> c.run().separates()).count();
    double worst =
        cases.stream().mapToDouble(c -> c.run().totalMistakes() / c.bound()).max().orElse(0);
    return List.of(
        KnownAnswer.near(
            "separable/converged",
            "Where a line separates the data the rule finds one: share of the data sets",
            1,
            0,
            (double) done / cases.size(),
            NOVIKOFF),
        KnownAnswer.atMost(
            "separable/bound",
            "It makes at most (R/γ)² mistakes: the largest share of that bound in any data set",
            1,
            worst,
            NOVIKOFF));
  }

  private static List<KnownAnswer> cycles(Run xor) {
    List<Long> sum = ZERO;
    for (Example example : PerceptronData.XOR) {
      sum = Perceptron.moved(sum, example);
    }
    String found =
        xor.cycle()
            .map(
                c ->
                    "the weights before pass "
                        + (c.first() + 1)
                        + " come back, passes later: "
                        + c.length())
            .orElse("no repeated state");
    return List.of(
        KnownAnswer.fact(
            "xor/no-line",
            "No weights have all four points of XOR on their side: label times input sums to zero",
            "0, 0, 0",
            String.join(", ", sum.stream().map(String::valueOf).toList()),
            sum.equals(ZERO),
            "a positive sum of positive terms cannot be zero"),
        KnownAnswer.fact(
            "xor/cycle",
            "On XOR the rule never stops: the same whole weights come back",
            "a repeated state",
            found,
            repeats(xor),
            CYCLING),
        KnownAnswer.near(
            "xor/starts-that-cycle",
            "XOR makes the rule cycle from every start with weights from −"
                + STARTS
                + " to "
                + STARTS
                + ": share",
            1,
            0,
            shareOfStartsThatCycle(),
            CYCLING));
  }

  /** Runs the cycle once more from its first state: it must end where it began. */
  private static boolean repeats(Run run) {
    if (run.cycle().isEmpty() || run.separates()) {
      return false;
    }
    Cycle cycle = run.cycle().get();
    List<Long> begin = run.starts().get(cycle.first());
    Run again = Perceptron.train(PerceptronData.XOR, begin, cycle.length());
    return again.weights().equals(begin) && !again.mistakes().contains(0);
  }

  private static double shareOfStartsThatCycle() {
    int all = 0;
    int cycling = 0;
    for (long a = -STARTS; a <= STARTS; a++) {
      for (long b = -STARTS; b <= STARTS; b++) {
        for (long c = -STARTS; c <= STARTS; c++) {
          Run run = Perceptron.train(PerceptronData.XOR, List.of(a, b, c), PASSES);
          all++;
          cycling += run.cycle().isPresent() ? 1 : 0;
        }
      }
    }
    return (double) cycling / all;
  }

  static double step(double z) {
    return z > 0 ? 1 : 0;
  }

  private static List<KnownAnswer> slopes() {
    IActivation sigmoid = new ActivationSigmoid();
    IActivation rectifier = new ActivationReLU();
    double h = 1e-6;
    double below = (step(-2 + h) - step(-2 - h)) / (2 * h);
    double above = (step(2 + h) - step(2 - h)) / (2 * h);
    return List.of(
        KnownAnswer.near(
            "slope/step",
            "A step has slope 0 at z = −2 and at z = 2",
            0,
            0,
            below + above,
            CALCULUS),
        KnownAnswer.near(
            "slope/sigmoid",
            "A sigmoid's slope is largest at z = 0",
            0.25,
            1e-12,
            Units.slope(sigmoid, 0),
            CALCULUS),
        KnownAnswer.near(
            "slope/relu",
            "A rectifier's slope is 1 at z = 2",
            1,
            0,
            Units.slope(rectifier, 2),
            CALCULUS));
  }

  private List<KnownAnswer> others(Beside separable, Beside xor) {
    double distance =
        Arrays.stream(xor.sigmoid().outputs()).map(p -> Math.abs(p - 0.5)).max().orElse(1);
    return List.of(
        KnownAnswer.near(
            "sigmoid/separable",
            "A sigmoid unit has every point of the first separable set on its side: share",
            1,
            0,
            (double) separable.sigmoid().right() / points,
            "the data are separable"),
        KnownAnswer.near(
            "sigmoid/xor",
            "On XOR its cross-entropy, minus the logarithm of what it gives to the truth, settles at"
                + " ln 2",
            Math.log(2),
            1e-4,
            xor.sigmoid().loss(),
            "Deep Learning, section 6.1: the best linear answer is one half everywhere"),
        KnownAnswer.atMost(
            "sigmoid/xor-outputs",
            "It says one half for every point of XOR: the largest distance from it",
            0.005,
            distance,
            "Deep Learning, section 6.1"),
        KnownAnswer.near(
            "layer/xor",
            "A layer of eight rectifiers below it gets all four points of XOR right",
            4,
            0,
            xor.layer().right(),
            "Deep Learning, section 6.1"));
  }

  private static final String EXPLANATION =
      "A perceptron adds its weighted inputs and says yes above zero. Its rule moves the weights"
          + " only after a mistake; if some straight line parts the two kinds of points, it stops"
          + " after at most (R/γ)² mistakes, R being the length of the longest input and γ how far the"
          + " nearest one lies from such a line; if none does, as for XOR, it repeats the same"
          + " mistakes for ever. A step has no slope to follow, so it cannot be trained by gradient"
          + " descent inside a network; sigmoid and rectified units have one.";

  private static String answer(List<Case> cases, Run xor) {
    int most = cases.stream().mapToInt(c -> c.run().totalMistakes()).max().orElse(0);
    String cycle =
        xor.cycle()
            .map(
                c ->
                    "its weights come back after "
                        + (c.length() == 1 ? "every pass" : "every " + c.length() + " passes"))
            .orElse("no repeated state was found");
    return "Exactly where a straight line separates the data: it separated "
        + Say.share((int) cases.stream().filter(c -> c.run().separates()).count(), cases.size())
        + " such sets with at most "
        + most
        + " mistakes, never more than the bound (R/γ)², while on XOR "
        + cycle
        + ".";
  }

  private LessonTable table(Case first, Beside separable, Beside xor) {
    String cycles = xorRight(Perceptron.train(PerceptronData.XOR, ZERO, PASSES).weights());
    return new LessonTable(
        "Points on the right side after training",
        List.of("network", "rule", "separable set", "XOR"),
        2,
        List.of(
            List.of(
                "one step unit",
                "Rosenblatt's",
                Say.share(rightOf(first), points),
                cycles + " when the cycle closes"),
            row("one sigmoid unit", separable.sigmoid(), xor.sigmoid()),
            row("one rectified unit", separable.rectifier(), xor.rectifier()),
            row("8 rectifiers, then a sigmoid", separable.layer(), xor.layer())));
  }

  private static int rightOf(Case first) {
    List<Long> weights = first.run().weights();
    return (int) first.data().examples().stream().filter(e -> Perceptron.right(weights, e)).count();
  }

  private static String xorRight(List<Long> weights) {
    long right = PerceptronData.XOR.stream().filter(e -> Perceptron.right(weights, e)).count();
    return Say.share((int) right, 4);
  }

  private List<String> row(String name, Units.Outcome separable, Units.Outcome xor) {
    return List.of(
        name, "gradient descent", Say.share(separable.right(), points), Say.share(xor.right(), 4));
  }

  private static LessonTable unitTable() {
    List<List<String>> rows = new ArrayList<>();
    IActivation sigmoid = new ActivationSigmoid();
    IActivation rectifier = new ActivationReLU();
    for (double z : new double[] {-4, -2, 0.5, 2, 4}) {
      rows.add(
          List.of(
              Say.number(z, 3),
              Say.number(step(z), 3),
              "0",
              Say.number(Units.output(sigmoid, z), 3),
              Say.number(Units.slope(sigmoid, z), 3),
              Say.number(Units.output(rectifier, z), 3),
              Say.number(Units.slope(rectifier, z), 3)));
    }
    return new LessonTable(
        "Output and slope of the three units",
        List.of("z", "step", "slope", "sigmoid", "slope", "ReLU", "slope"),
        0,
        rows);
  }
}
