package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.FoldingStudy.Row;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.lesson.Exhibit;

/** The pictures of {@link FoldingStudy}. */
final class FoldingFigures {
  private static final int SHOWN = 4;
  private static final int CELLS = 64;
  private static final List<Tick> SIDE =
      List.of(new Tick(0, "0"), new Tick(0.5, "1/2"), new Tick(1, "1"));

  private FoldingFigures() {}

  static List<Exhibit> of(List<Row> rows, FoldingPlane plane) {
    return List.of(mirrored(plane), teeth(rows), counts(rows));
  }

  private static Exhibit teeth(List<Row> rows) {
    List<Panel> panels = new ArrayList<>();
    for (Row row : rows.subList(0, Math.min(SHOWN, rows.size()))) {
      double[] values = FoldingStudy.answers(FoldingNets.tents(row.layers()), 64);
      List<Point> line = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        line.add(new Point(i / 64.0, values[i]));
      }
      panels.add(
          new Panel(
              row.units() + " units: " + row.tents() + " pieces",
              Charts.labelled("input", 0, 1, SIDE),
              Charts.labelled("output", 0, 1.02, SIDE),
              List.of(new Series("", Charts.plain(Ink.series(0), 2), line)),
              List.of()));
    }
    Caption caption =
        new Caption(
            "folding-teeth",
            "A network of one, two, three and four folding layers",
            "Two rectifiers a layer: T(x) = 2 relu(x) − 4 relu(x − 1/2), applied again and again",
            "Saw teeth between 0 and 1 whose number doubles with every layer.");
    return new Exhibit(
        new Plot(caption, panels),
        "Each layer of two more units folds the line once more: everything drawn so far appears"
            + " twice, the second time mirrored.");
  }

  private static Exhibit counts(List<Row> rows) {
    Row last = rows.get(rows.size() - 1);
    List<Series> series =
        List.of(
            line("folding layers of two", 0, Mark.CIRCLE, rows, Row::tents),
            line("placed to reach Montúfar's bound", 2, Mark.TRIANGLE, rows, Row::most),
            line("random layers of two, most found", 3, Mark.DIAMOND, rows, Row::randomDeep),
            line(
                "one hidden layer, the most there can be",
                1,
                Mark.SQUARE,
                rows,
                r -> r.units() + 1));
    List<Tick> units =
        rows.stream().map(r -> new Tick(r.units(), Integer.toString(r.units()))).toList();
    Axis x = Charts.labelled("units of the network", 1, last.units() + 1.0, units);
    Axis y = Charts.logarithmic("straight pieces (logarithmic)", 1.6, last.most() * 1.5);
    Caption caption =
        new Caption(
            "folding-pieces",
            "Straight pieces from the same number of units, deep and flat",
            "Counted on the running networks, inputs from 0 to 1",
            "With "
                + last.units()
                + " units: "
                + last.tents()
                + " pieces when layers fold, "
                + (last.units() + 1)
                + " at most in one layer.");
    return new Exhibit(
        new Plot(caption, List.of(new Panel("", x, y, series, List.of()))),
        "On this scale a straight rise is doubling. With "
            + last.units()
            + " units folding layers draw "
            + last.tents()
            + " pieces, a single layer at most "
            + (last.units() + 1)
            + ", and the best of the random networks as deep "
            + Say.number(last.randomDeep(), 4)
            + ": depth can do it, but the weights must be found.");
  }

  private static Series line(
      String name, int ink, Mark mark, List<Row> rows, ToDoubleFunction<Row> value) {
    List<Point> points =
        rows.stream().map(r -> new Point(r.units(), value.applyAsDouble(r))).toList();
    return new Series(name, Style.line(Ink.series(ink), mark), points);
  }

  private static Exhibit mirrored(FoldingPlane plane) {
    List<String> titles = List.of("No fold", "One fold", "Two folds");
    List<Panel> panels = new ArrayList<>();
    for (int folds = 0; folds < plane.folded().size(); folds++) {
      MultiLayerNetwork network = plane.folded().get(folds);
      List<Series> series = new ArrayList<>();
      series.add(
          lines(
              "a unit of the last layer switches",
              Charts.plain(Ink.series(0), 1.4),
              network,
              folds));
      for (int layer = 0; layer < folds; layer++) {
        series.add(lines("a fold", Charts.plain(Ink.series(1), 1.8), network, layer));
      }
      int regions = plane.counted().get(folds).patterns();
      panels.add(panel(titles.get(folds) + ": " + regions + " regions", series));
    }
    Series flat =
        lines(
            "a unit of the single layer switches",
            Charts.plain(Ink.series(2), 1.4),
            plane.flat(),
            0);
    panels.add(panel("One layer: " + plane.flatCount().patterns() + " regions", List.of(flat)));
    Caption caption =
        new Caption(
            "folding-mirror",
            "Where units switch on and off: above a fold, everything is mirrored",
            "Networks of rectifiers on the unit square; 4 units a layer, the last panel 12 in one",
            "Four lines cut the square; folded once they appear in four mirrored copies, folded"
                + " twice in sixteen. One layer of as many units draws twelve lines.");
    return new Exhibit(
        new Plot(caption, panels),
        "The same four lines, drawn by the last layer, appear once, 4 times and 16 times: each"
            + " square is the mirror image of its neighbours. Twelve units in one layer draw only"
            + " twelve lines.");
  }

  private static Panel panel(String title, List<Series> series) {
    return new Panel(
        title,
        Charts.labelled("first input", 0, 1, SIDE),
        Charts.labelled("second input", 0, 1, SIDE),
        series,
        List.of());
  }

  private static Series lines(String name, Style style, MultiLayerNetwork network, int layer) {
    return new Series(name, style, Regions.switches(network, layer, CELLS));
  }
}
