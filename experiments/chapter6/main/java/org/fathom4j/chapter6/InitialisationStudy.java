package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.fathom4j.chapter6.StartTrainings.Arm;
import org.fathom4j.config.Options;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.verdict.KnownAnswer;

/**
 * Where training starts, sections 6.2 and 8.4 of the book: networks from zero, equal, tiny, He's
 * and too large weights, with biases 0 and 0.1, by depth; and how the size of activations changes
 * from layer to layer before any training.
 *
 * @param depths hidden layers, ascending
 * @param width units of each hidden layer
 * @param seeds random starts of each
 * @param epochs passes over the training examples
 * @param rate learning rate
 */
public record InitialisationStudy(
    List<Integer> depths, int width, int seeds, int epochs, double rate) implements Study {
  private static final String HE =
      "He, Zhang, Ren, Sun 2015 (arXiv 1502.01852): a layer multiplies it by variance · inputs / 2";
  private static final String BOOK = "Deep Learning, sections 6.2 and 8.4";
  private static final String EQUAL =
      "equal units get equal gradients (Deep Learning, section 8.4)";
  private static final double CHANCE = 0.1;

  /** Copies the depths. */
  public InitialisationStudy {
    depths = List.copyOf(depths);
  }

  /** Reads the options. */
  public static InitialisationStudy read(Options options) {
    return new InitialisationStudy(
        Reading.integers(options, "depths", 1, List.of(2, 4, 8)).stream().sorted().toList(),
        options.integer("width", 2, 64),
        options.integer("seeds", 1, 3),
        options.integer("epochs", 1, 10),
        options.number("rate", Double.MIN_VALUE, 10, 0.05));
  }

  @Override
  public Lesson run(StudyContext context) {
    List<Signal> signals = Signal.all();
    context.progress().accept("activations measured");
    List<Arm> arms = new StartTrainings(this, context).all();
    List<KnownAnswer> answers = new ArrayList<>();
    signals.forEach(signal -> answers.addAll(growth(signal)));
    answers.addAll(equality(arms));
    answers.addAll(ends(arms));
    return new Lesson(
        answer(arms),
        EXPLANATION,
        answers,
        InitialisationFigures.of(arms, depths, signals),
        List.of(table(arms)));
  }

  /**
   * A layer of 256 units multiplies the mean square by a factor that spreads by about 14 in 100, as
   * the fourth moment of a rectified normal number is 6 times the square of its second: over all
   * networks by 2.4 in 100, and over all layers besides by less than 1.
   */
  private static List<KnownAnswer> growth(Signal signal) {
    WeightStart start = signal.start();
    String claim = "Mean square of the activations, from one layer to the next, times; ";
    return List.of(
        KnownAnswer.near(
            "growth/" + start.id(),
            claim + "weights " + start.name(),
            start.growth(),
            0.05 * start.growth(),
            signal.growth(),
            HE),
        KnownAnswer.near(
            "growth/" + start.id() + "/worst-layer",
            claim + "the layer that is furthest off",
            start.growth(),
            0.1 * start.growth(),
            signal.worstStep(),
            HE));
  }

  private static List<KnownAnswer> equality(List<Arm> arms) {
    List<Arm> equal = select(arms, a -> !a.start().random());
    return List.of(
        KnownAnswer.near(
            "equal/units",
            "Units of a layer that start equal are one and the same after training, bit for bit:"
                + " most different units of any hidden layer",
            1,
            0,
            equal.stream().mapToInt(Arm::mostDifferentUnits).max().orElse(0),
            EQUAL),
        KnownAnswer.atLeast(
            "equal/moved",
            "although training did move them: largest change of a hidden weight",
            0.01,
            equal.stream().mapToDouble(Arm::moved).max().orElse(0),
            EQUAL),
        KnownAnswer.near(
            "zero/accuracy",
            "With all weights and biases 0 no hidden weight ever gets a gradient: test accuracy",
            CHANCE,
            1e-9,
            highest(arms, a -> a.start().equals(WeightStart.ZERO) && a.bias() == 0),
            EQUAL));
  }

  private List<KnownAnswer> ends(List<Arm> arms) {
    int deepest = depths.get(depths.size() - 1);
    Predicate<Arm> he = a -> a.start().equals(WeightStart.HE);
    List<Arm> deepAndLarge =
        select(arms, a -> a.start().equals(WeightStart.LARGE) && a.depth() == deepest);
    return List.of(
        KnownAnswer.near(
            "large/diverged",
            "Trainings of " + deepest + " layers from too large weights that end as DIVERGED",
            deepAndLarge.size() * seeds,
            0,
            diverged(deepAndLarge),
            BOOK),
        KnownAnswer.near(
            "he/diverged",
            "Trainings from He's start that diverge",
            0,
            0,
            diverged(select(arms, he)),
            HE),
        KnownAnswer.atLeast(
            "he/accuracy",
            "He's start learns at every depth and with both biases: lowest mean test accuracy",
            0.9,
            select(arms, he).stream().mapToDouble(Arm::accuracy).min().orElse(0),
            HE),
        KnownAnswer.atMost(
            "tiny/accuracy",
            "From tiny weights " + deepest + " layers learn nothing: highest mean test accuracy",
            2 * CHANCE,
            highest(arms, a -> a.start().equals(WeightStart.TINY) && a.depth() == deepest),
            HE));
  }

  /** How many trainings of these diverged. */
  private static int diverged(List<Arm> arms) {
    return (int) arms.stream().mapToLong(Arm::diverged).sum();
  }

  private static List<Arm> select(List<Arm> arms, Predicate<Arm> wanted) {
    return arms.stream().filter(wanted).toList();
  }

  private static double highest(List<Arm> arms, Predicate<Arm> wanted) {
    return select(arms, wanted).stream().mapToDouble(Arm::accuracy).max().orElse(Double.NaN);
  }

  private static final String EXPLANATION =
      "Training only changes the weights little by little, so it matters what they are at first."
          + " Units that start equal get equal corrections and stay copies of each other for ever,"
          + " which is why weights are drawn at random. Drawn too small, the signal fades from"
          + " layer to layer until nothing is left to learn from; too large, it explodes. He's start"
          + " (He and others 2015) draws each unit's weights with a variance of 2 over the number of"
          + " its inputs, which keeps the size of the signal the same through any number of layers;"
          + " tiny weights are a tenth of those, too large ones ten times as large.";

  private String answer(List<Arm> arms) {
    int deepest = depths.get(depths.size() - 1);
    Predicate<Arm> deep = a -> a.depth() == deepest && a.bias() == 0;
    double he = highest(arms, deep.and(a -> a.start().equals(WeightStart.HE)));
    double tiny = highest(arms, deep.and(a -> a.start().equals(WeightStart.TINY)));
    Arm large = select(arms, deep.and(a -> a.start().equals(WeightStart.LARGE))).get(0);
    return "Decisive: with "
        + deepest
        + " layers He's start (random weights of variance 2 / inputs) reaches "
        + Say.fixed(100 * he, 0)
        + "% on new examples, weights a tenth as large "
        + Say.fixed(100 * tiny, 0)
        + "% (chance is "
        + Say.fixed(100 * CHANCE, 0)
        + "%), and ten times as large diverge in "
        + Say.share((int) large.diverged(), seeds)
        + " trainings; units that start equal stay equal to the last bit.";
  }

  private static LessonTable table(List<Arm> arms) {
    return new LessonTable(
        "Trainings by start of the weights, start of the biases and number of layers",
        List.of(
            "weights",
            "biases",
            "layers",
            "diverged",
            "test accuracy (%), mean",
            "different units of a layer, least"),
        1,
        arms.stream()
            .map(
                a ->
                    List.of(
                        a.start().name(),
                        Say.number(a.bias(), 1),
                        Integer.toString(a.depth()),
                        Say.share((int) a.diverged(), a.ends().size()),
                        Double.isNaN(a.accuracy()) ? "–" : Say.fixed(100 * a.accuracy(), 1),
                        a.diverged() > 0 ? "–" : Integer.toString(a.leastDifferentUnits())))
            .toList());
  }
}
