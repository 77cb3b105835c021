package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fathom4j.metrics.ClassTest;
import org.fathom4j.metrics.ClassTest.Told;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Cell;
import org.fathom4j.report.chart.Figure.HeatMap;
import org.fathom4j.report.chart.Figure.Row;

/**
 * Which class was told as which. Right ones are left grey: the scale of colours is for mistakes.
 */
public final class ConfusionFigure {
  private static final int MOST = 16;

  private final ClassTest test;
  private final int[][] counts;

  private ConfusionFigure(ClassTest test) {
    this.test = test;
    this.counts = test.counts();
  }

  /**
   * The figure; of many classes those with the most mistakes.
   *
   * @param title of the figure
   * @param score data set and score, in words
   */
  public static HeatMap of(ClassTest test, String title, String score) {
    return new ConfusionFigure(test).figure(title, score);
  }

  /** The largest confusion, in a sentence; empty where every class is told right. */
  static Optional<String> largest(ClassTest test) {
    ConfusionFigure figure = new ConfusionFigure(test);
    return test.told().stream()
        .filter(each -> !each.right())
        .max(Comparator.comparingInt(Told::examples))
        .map(each -> figure.tip(each.truth(), each.as()))
        .map(tip -> "The largest confusion is " + tip.replace(": ", ", ") + ".");
  }

  private HeatMap figure(String title, String score) {
    List<Integer> shown = shown();
    List<String> names = shown.stream().map(test.classes()::get).toList();
    List<Row> rows = new ArrayList<>();
    for (int truth : shown) {
      rows.add(
          new Row(test.classes().get(truth), shown.stream().map(as -> cell(truth, as)).toList()));
    }
    Collections.reverse(rows);
    String some =
        shown.size() < counts.length
            ? " The %s of %s classes with the most mistakes.".formatted(shown.size(), counts.length)
            : "";
    String subtitle =
        score + "." + some + " Number of examples; colour: share of the true class; grey: right.";
    String alt = score + largest(test).map(found -> ". " + found).orElse("");
    return new HeatMap(
        new Caption("confusion", title, subtitle, alt), "told as", names, "true class", rows);
  }

  private List<Integer> shown() {
    List<Integer> all = IntStream.range(0, counts.length).boxed().toList();
    if (all.size() <= MOST) {
      return all;
    }
    return all.stream()
        .sorted(Comparator.comparingInt(this::mistakes).reversed())
        .limit(MOST)
        .sorted()
        .toList();
  }

  private int mistakes(int type) {
    int sum = -2 * counts[type][type];
    for (int other = 0; other < counts.length; other++) {
      sum += counts[type][other] + counts[other][type];
    }
    return sum;
  }

  private Cell cell(int truth, int as) {
    int count = counts[truth][as];
    boolean grey = truth == as || count == 0;
    double share = grey ? Double.NaN : count / (double) examples(truth);
    return count == 0 ? new Cell(share, "") : new Cell(share, "" + count, tip(truth, as));
  }

  private int examples(int truth) {
    return Arrays.stream(counts[truth]).sum();
  }

  private String tip(int truth, int as) {
    int count = counts[truth][as];
    return "%s told as %s: %s of %s examples, %s%%"
        .formatted(
            test.classes().get(truth),
            test.classes().get(as),
            Numbers.count(count),
            Numbers.count(examples(truth)),
            Numbers.fixed(100.0 * count / examples(truth), 1));
  }
}
