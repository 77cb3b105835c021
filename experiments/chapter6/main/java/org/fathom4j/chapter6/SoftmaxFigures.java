package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.lesson.Exhibit;
import org.nd4j.linalg.api.buffer.DataType;

/** The pictures of {@link SoftmaxStudy}. */
final class SoftmaxFigures {
  private static final double SMALLEST_SCALE = 0.05;
  private static final double LARGEST_SCALE = 50;
  private static final int PLACES = 120;

  private SoftmaxFigures() {}

  /**
   * Both of them.
   *
   * @param most the largest z whose exponential single precision holds
   */
  static List<Exhibit> of(double[] logits, double most) {
    return List.of(shifts(logits, most), scales(logits));
  }

  private static Exhibit shifts(double[] logits, double most) {
    List<Point> naive = new ArrayList<>();
    List<Point> stable = new ArrayList<>();
    for (double shift = -120; shift <= 120; shift += 0.5) {
      float[] z = new float[logits.length];
      double[] same = new double[logits.length];
      for (int i = 0; i < z.length; i++) {
        z[i] = (float) (logits[i] + shift);
        same[i] = logits[i] + shift;
      }
      naive.add(new Point(shift, Softmax.naive(z)[0]));
      stable.add(new Point(shift, SoftmaxStudy.nd4j(DataType.FLOAT, same)[0]));
    }
    List<Point> numbers = naive.stream().filter(Point::finite).toList();
    double first = numbers.get(0).x();
    Panel panel =
        new Panel(
            "",
            Charts.axis("number added to every z", -120, 120),
            Charts.axis("probability of the first class", 0, 1),
            List.of(
                new Series("ND4J's softmax", Charts.plain(Ink.series(0), 5), stable),
                new Series(
                    "exp(z) over its sum as it stands", Charts.plain(Ink.series(1), 2), naive)),
            List.of());
    Caption caption =
        new Caption(
            "softmax-shift",
            "Softmax of shifted numbers, single precision",
            "z = (2, 1, 0.5) plus the number below; a line that ends is no number any more",
            "A stable softmax is level over the whole range. The formula as it stands agrees with it"
                + " in the middle, ends at "
                + Say.fixed(most - logits[0], 1)
                + ", where exp and its sum overflow, and at "
                + Say.fixed(first, 0)
                + ", where exp becomes 0.");
    return new Exhibit(
        new Plot(caption, List.of(panel)),
        "Adding one number to every z must change nothing: the level line. The formula as it stands"
            + " (orange) breaks down at the right, where exp is too large for single precision, and at"
            + " the left, where it is too small. The largest z is "
            + Say.number(logits[0], 3)
            + " more than the number that is added, so it passes "
            + Say.fixed(most, 2)
            + " where "
            + Say.fixed(most - logits[0], 2)
            + " is added.");
  }

  private static Exhibit scales(double[] logits) {
    List<List<Point>> outputs = new ArrayList<>();
    for (int i = 0; i < logits.length; i++) {
      outputs.add(new ArrayList<>());
    }
    for (int place = 0; place <= PLACES; place++) {
      double ratio = Math.pow(LARGEST_SCALE / SMALLEST_SCALE, (double) place / PLACES);
      double[] found = SoftmaxStudy.scaled(SMALLEST_SCALE * ratio);
      for (int i = 0; i < logits.length; i++) {
        outputs.get(i).add(new Point(SMALLEST_SCALE * ratio, found[i]));
      }
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < logits.length; i++) {
      String name = "z = " + Say.number(logits[i], 3);
      series.add(new Series(name, Charts.plain(Ink.series(i), 2.2), outputs.get(i)));
    }
    Axis x = Charts.logarithmic("factor on every z", SMALLEST_SCALE, LARGEST_SCALE);
    Panel panel = new Panel("", x, Charts.axis("probability", -0.02, 1.04), series, List.of());
    Caption caption =
        new Caption(
            "softmax-scale",
            "The winner takes all as z is scaled",
            "z = (2, 1, 0.5) times the factor below",
            "All three probabilities start near one third; with a growing factor the largest rises to"
                + " 1 and the others fall to 0.");
    return new Exhibit(
        new Plot(caption, List.of(panel)),
        "Small factors make all three nearly equal, large ones give everything to the largest z:"
            + " softmax is a softened choice of the largest.");
  }
}
