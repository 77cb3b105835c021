package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.WidthNets.Miss;
import org.fathom4j.config.Options;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.report.statistics.Samples;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.verdict.KnownAnswer;

/**
 * Width and universal approximation, section 6.4.1 of the book: sin(2πx) drawn by one hidden layer
 * of rectifiers, set by hand and trained, by number of units.
 *
 * @param widths hidden units, ascending
 * @param seeds random starts of each width
 * @param steps training steps of each
 * @param rate first learning rate of Adam; it falls to a hundredth
 */
public record WidthStudy(List<Integer> widths, int seeds, int steps, double rate) implements Study {
  private static final String SECTION = "Deep Learning, section 6.4.1";
  private static final String INTERPOLATION =
      "error of straight interpolation: at most h²/8 times the largest second derivative, (2π)²";

  /** Largest misses of 8, 16 and 32 equal pieces, to four decimals. */
  private static final List<KnownMiss> KNOWN =
      List.of(new KnownMiss(8, 0.0704), new KnownMiss(16, 0.0188), new KnownMiss(32, 0.0048));

  private static final double LAST_DECIMAL = 0.00005;

  /** From 2 to 32 units equal pieces improve by a factor of 200; training must reach a little. */
  private static final double MUCH = 5;

  private record KnownMiss(int pieces, double largest) {}

  /** Copies the widths. */
  public WidthStudy {
    widths = List.copyOf(widths);
  }

  /** Reads the options. */
  public static WidthStudy read(Options options) {
    return new WidthStudy(
        Reading.integers(options, "widths", 2, List.of(2, 4, 8, 16, 32)).stream().sorted().toList(),
        options.integer("seeds", 1, 5),
        options.integer("steps", 1, 4000),
        options.number("rate", Double.MIN_VALUE, 1, 0.03));
  }

  /** One trained network. */
  record Trained(MultiLayerNetwork network, Miss miss) {}

  /**
   * Networks of one width.
   *
   * @param built set by hand: equal pieces
   * @param trained one for each random start
   */
  record Width(int units, MultiLayerNetwork built, Miss builtMiss, List<Trained> trained) {
    Trained best() {
      return trained.stream()
          .min(Comparator.comparingDouble(t -> t.miss().largest()))
          .orElseThrow();
    }

    double median(ToDoubleFunction<Miss> measure) {
      return Samples.median(
          trained.stream().mapToDouble(t -> measure.applyAsDouble(t.miss())).toArray());
    }

    double worst() {
      return trained.stream().mapToDouble(t -> t.miss().largest()).max().orElse(Double.NaN);
    }

    /** The most that the built network can miss by. */
    double bound() {
      return bound(units);
    }

    static double bound(int pieces) {
      return Math.PI * Math.PI / (2.0 * pieces * pieces);
    }
  }

  @Override
  public Lesson run(StudyContext context) {
    List<Width> all = new ArrayList<>();
    for (int units : widths) {
      all.add(width(units, context));
      context.progress().accept(units + " units: built and trained");
    }
    List<KnownAnswer> answers = new ArrayList<>(built());
    answers.addAll(trained(all));
    return new Lesson(answer(all), EXPLANATION, answers, WidthFigures.of(all), List.of(table(all)));
  }

  private Width width(int units, StudyContext context) {
    List<Trained> trained = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      MultiLayerNetwork network = WidthNets.start(units, seed, rate, steps);
      WidthNets.train(network, steps, context.stopped());
      trained.add(new Trained(network, WidthNets.miss(network)));
    }
    MultiLayerNetwork built = WidthNets.constructed(units);
    return new Width(units, built, WidthNets.miss(built), trained);
  }

  private static List<KnownAnswer> built() {
    List<KnownAnswer> answers = new ArrayList<>();
    double share = 0;
    for (KnownMiss known : KNOWN) {
      double largest = WidthNets.miss(WidthNets.constructed(known.pieces())).largest();
      share = Math.max(share, largest / Width.bound(known.pieces()));
      answers.add(
          KnownAnswer.near(
              "built/" + known.pieces(),
              "Largest miss of the network of " + known.pieces() + " equal pieces, set by hand",
              known.largest(),
              LAST_DECIMAL,
              largest,
              "computed from the interpolation formula"));
    }
    answers.add(
        KnownAnswer.atMost(
            "built/bound",
            "Largest miss of n equal pieces, as a share of π²/(2n²)",
            1,
            share,
            INTERPOLATION));
    return answers;
  }

  private static List<KnownAnswer> trained(List<Width> all) {
    Width narrow = all.get(0);
    Width wide = all.get(all.size() - 1);
    return List.of(
        KnownAnswer.atLeast(
            "trained/wider",
            "Trained networks improve with width: median largest miss of "
                + narrow.units()
                + " units over that of "
                + wide.units(),
            MUCH,
            narrow.median(Miss::largest) / wide.median(Miss::largest),
            SECTION),
        KnownAnswer.atMost(
            "trained/free",
            "Training may put bends where they help most: largest miss of the best of "
                + narrow.trained().size()
                + " trainings of "
                + narrow.units()
                + " units over that of equal pieces",
            1,
            narrow.best().miss().largest() / narrow.builtMiss().largest(),
            "equal pieces are a yardstick, not the best there is"),
        KnownAnswer.atLeast(
            "trained/found",
            "That good weights exist does not mean that training finds them: median largest miss of"
                + " "
                + wide.units()
                + " trained units over that of equal pieces",
            1,
            wide.median(Miss::largest) / wide.builtMiss().largest(),
            SECTION));
  }

  private static final String EXPLANATION =
      "Each hidden unit adds one bend to the line that the network draws, so more units can follow"
          + " a curve more closely: twice the units, a quarter of the error. That a network with"
          + " small error exists does not mean that training finds it: gradient descent moves the"
          + " bends, sometimes to better places than equal spacing, sometimes to where they help"
          + " little.";

  private String answer(List<Width> all) {
    Width last = all.get(all.size() - 1);
    Width first = all.get(0);
    return "Set by hand, about as one over its square: "
        + Say.number(first.builtMiss().largest(), 2)
        + " with "
        + first.units()
        + " units, "
        + Say.number(last.builtMiss().largest(), 2)
        + " with "
        + last.units()
        + "; trained, from "
        + Say.number(first.median(Miss::largest), 2)
        + " to "
        + Say.number(last.median(Miss::largest), 2)
        + " (medians of "
        + seeds
        + " starts).";
  }

  private static LessonTable table(List<Width> all) {
    return new LessonTable(
        "Largest distance from " + WidthNets.TARGET + ", by hidden units",
        List.of(
            "units",
            "built, equal pieces",
            "π²/(2n²)",
            "trained, best",
            "trained, median",
            "trained, worst",
            "built, typical",
            "trained, typical (median)"),
        0,
        all.stream()
            .map(
                w ->
                    List.of(
                        Integer.toString(w.units()),
                        Say.number(w.builtMiss().largest(), 3),
                        Say.number(w.bound(), 3),
                        Say.number(w.best().miss().largest(), 3),
                        Say.number(w.median(Miss::largest), 3),
                        Say.number(w.worst(), 3),
                        Say.number(w.builtMiss().typical(), 3),
                        Say.number(w.median(Miss::typical), 3)))
            .toList());
  }
}
