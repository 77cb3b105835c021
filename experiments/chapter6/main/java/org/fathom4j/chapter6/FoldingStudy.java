package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.config.Options;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.verdict.KnownAnswer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Depth as folding, section 6.4.1 of the book: networks whose layers fold their input, set by hand,
 * their straight pieces counted on the running networks, beside the most that one layer can do.
 *
 * @param folds most layers that fold, at least 2
 * @param seeds random networks of each kind
 * @param side places looked at along each side of the plane
 */
public record FoldingStudy(int folds, int seeds, int side) implements Study {
  private static final String SECTION = "Deep Learning, section 6.4.1";
  private static final int MOST_FOLDS = 10;
  private static final int WIDTH = 2;

  /** Reads the options. */
  public static FoldingStudy read(Options options) {
    int folds = options.integer("folds", 2, 8);
    if (folds > MOST_FOLDS) {
      options.problem("folds", "must be at most " + MOST_FOLDS + ", got " + folds);
    }
    return new FoldingStudy(
        folds, options.integer("seeds", 1, 100), options.integer("side", 64, 512));
  }

  /**
   * Pieces by number of folding layers.
   *
   * @param tents from two rectifiers a layer
   * @param absolutes from one |z| a layer
   * @param most from two rectifiers a layer that reach Montúfar's bound
   * @param randomDeep most pieces of random networks of two rectifiers a layer
   * @param randomFlat most pieces of random networks of as many rectifiers in one layer
   */
  record Row(int layers, int tents, int absolutes, int most, int randomDeep, int randomFlat) {
    int units() {
      return WIDTH * layers;
    }
  }

  @Override
  public Lesson run(StudyContext context) {
    List<Row> rows = new ArrayList<>();
    for (int layers = 1; layers <= folds; layers++) {
      rows.add(row(layers));
      context.progress().accept(layers + " of " + folds + " folds counted");
    }
    FoldingPlane plane = FoldingPlane.of(side);
    List<KnownAnswer> answers = new ArrayList<>(onTheLine(rows));
    answers.addAll(plane.answers(side));
    return new Lesson(
        answer(rows, plane), EXPLANATION, answers, FoldingFigures.of(rows, plane), table(rows));
  }

  private Row row(int layers) {
    return new Row(
        layers,
        counted(FoldingNets.tents(layers), layers),
        counted(FoldingNets.absolutes(layers), layers),
        counted(FoldingNets.mostPieces(layers), layers),
        mostOfRandom(FoldingNets.rectifiersOnALine(layers, WIDTH)),
        mostOfRandom(FoldingNets.rectifiersOnALine(1, WIDTH * layers)));
  }

  /** Kinks lie at multiples of 2^-(layers + 1) at the finest: every one is a place looked at. */
  private static int counted(MultiLayerNetwork network, int layers) {
    return PieceCount.ofValues(answers(network, 4 << layers));
  }

  private int mostOfRandom(MultiLayerNetwork network) {
    int most = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      FoldingNets.randomize(network, seed);
      most = Math.max(most, PieceCount.ofWeights(network, 0, 1));
    }
    return most;
  }

  /** What a network says at 0, 1/parts, ..., 1. */
  static double[] answers(MultiLayerNetwork network, int parts) {
    double[] places =
        IntStream.rangeClosed(0, parts).mapToDouble(i -> i / (double) parts).toArray();
    return Values.of(network.output(Nets.column(DataType.DOUBLE, places)));
  }

  private List<KnownAnswer> onTheLine(List<Row> rows) {
    Row last = rows.get(rows.size() - 1);
    int parts = 4 << folds;
    double[] deep = answers(FoldingNets.tents(folds), parts);
    double[] flat = answers(FoldingNets.oneLayer(folds), parts);
    return List.of(
        pieces("tent/pieces", "2, 4, ... 2k rectifiers in k layers", rows, Row::tents, 1),
        pieces("absolute/pieces", "1, 2, ... k units |z| in k layers", rows, Row::absolutes, 1),
        pieces(
            "most/pieces", "k layers of two rectifiers that reach the bound", rows, Row::most, 2),
        KnownAnswer.near(
            "tent/function",
            "The network of " + folds + " layers is the tent map composed: largest difference",
            0,
            0,
            furthest(deep, composed(folds, parts)),
            SECTION),
        KnownAnswer.near(
            "one-layer/function",
            "One hidden layer with a unit for each of its kinks is the same: largest difference",
            0,
            0,
            furthest(deep, flat),
            SECTION),
        KnownAnswer.atMost(
            "one-layer/pieces",
            "Most pieces of any random layer of "
                + last.units()
                + " rectifiers: one more than units",
            last.units() + 1,
            last.randomFlat(),
            "each unit bends the line once"),
        KnownAnswer.atLeast(
            "one-layer/units",
            "One hidden layer needs a unit for each kink: kinks that were counted",
            (1 << folds) - 1,
            last.tents() - 1,
            "each unit bends the line once"));
  }

  /**
   * Montúfar's bound of k layers of 2 units on a line: 2^(k−1) · 3; a tent's last layer gives 2.
   */
  private static KnownAnswer pieces(
      String id, String what, List<Row> rows, ToIntFunction<Row> count, int lastKinks) {
    String expected = list(rows.stream().map(r -> (lastKinks + 1) << (r.layers() - 1)).toList());
    String found = list(rows.stream().map(r -> count.applyAsInt(r)).toList());
    return KnownAnswer.fact(
        id,
        "Straight pieces of " + what,
        expected,
        found,
        expected.equals(found),
        lastKinks == 1 ? SECTION : Montufar.SOURCE);
  }

  /** T composed in plain arithmetic. */
  private static double[] composed(int folds, int parts) {
    double[] values = new double[parts + 1];
    for (int i = 0; i <= parts; i++) {
      double x = i / (double) parts;
      for (int fold = 0; fold < folds; fold++) {
        x = Math.min(2 * x, 2 - 2 * x);
      }
      values[i] = x;
    }
    return values;
  }

  /** The largest distance between two lists of numbers. */
  static double furthest(double[] one, double[] other) {
    return IntStream.range(0, one.length)
        .mapToDouble(i -> Math.abs(one[i] - other[i]))
        .max()
        .orElse(0);
  }

  private static String list(List<Integer> numbers) {
    return numbers.stream().map(n -> Say.count(n)).collect(Collectors.joining("; "));
  }

  private static final String EXPLANATION =
      "A rectifier passes what is above zero and cuts off the rest, so a network of them is made of"
          + " straight pieces. A layer can fold its input like paper: places on both sides of the"
          + " fold land on one spot, and whatever the layers above draw there appears on both"
          + " sides, mirrored. Each further layer folds the folded again and doubles the pieces,"
          + " while one more unit in a single layer adds just one bend.";

  private String answer(List<Row> rows, FoldingPlane plane) {
    Row last = rows.get(rows.size() - 1);
    return Say.count(last.tents())
        + " pieces from "
        + last.units()
        + " units in "
        + folds
        + " layers, where one hidden layer needs at least "
        + Say.count(last.tents() - 1)
        + " units; in the plane 12 units make "
        + plane.deepest().patterns()
        + " regions in three layers and at most "
        + plane.flatCount().patterns()
        + " in one.";
  }

  private static List<LessonTable> table(List<Row> rows) {
    return List.of(
        new LessonTable(
            "Straight pieces between 0 and 1, counted, by layers of two rectifiers",
            List.of(
                "layers",
                "units",
                "tents",
                "|z|, one a layer",
                "placed to reach the bound",
                "Montúfar's bound",
                "random, most",
                "same units in one layer, random, most",
                "units that one layer needs"),
            0,
            rows.stream().map(FoldingStudy::cells).toList()));
  }

  private static List<String> cells(Row row) {
    return List.of(
        Integer.toString(row.layers()),
        Integer.toString(row.units()),
        Say.count(row.tents()),
        Say.count(row.absolutes()),
        Say.count(row.most()),
        Say.count(Montufar.bound(1, WIDTH, row.layers())),
        Say.count(row.randomDeep()),
        Say.count(row.randomFlat()),
        Say.count(row.tents() - 1));
  }
}
