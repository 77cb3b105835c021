package org.fathom4j.report.lesson;

import java.util.List;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.verdict.KnownAnswer;

/** Lessons for tests. */
public final class Lessons {
  private Lessons() {}

  /** A lesson with one known answer that holds, one that is missed, both kinds of figures. */
  public static Lesson mixed() {
    return new Lesson(
        "Half of it holds <here>.",
        "A line is straight. Its squares are not.",
        List.of(
            KnownAnswer.near("line/slope", "a line has slope 1", 1, 0, 1, "Euclid"),
            KnownAnswer.atMost("square/slope", "so has a square", 1, 2.5, ""),
            KnownAnswer.fact("words", "no number", "yes", "no", false, "")),
        List.of(new Exhibit(plot(), "The line climbs."), new Exhibit(heatMap(), "It glows.")),
        List.of(new LessonTable("Squares", List.of("x", "x²"), 0, List.of(List.of("2", "4")))));
  }

  private static Figure plot() {
    Series line =
        new Series(
            "line",
            Style.line(Ink.series(0), Mark.CIRCLE),
            List.of(new Point(0, 0), new Point(1, 1), new Point(2, Double.NaN)));
    Axis x = new Axis("x", 0, 2, false, List.of(new Axis.Tick(0, "0"), new Axis.Tick(2, "2")));
    Axis y = new Axis("y", 0.1, 2, true, List.of());
    Figure.Label label = new Figure.Label(new Point(1, 1), "one", Ink.TEXT);
    return new Figure.Plot(
        new Caption("line", "A line", "drawn by hand", "a line from 0 to 1"),
        List.of(new Figure.Panel("", x, y, List.of(line), List.of(label))));
  }

  private static Figure heatMap() {
    Figure.Row row =
        new Figure.Row(
            "row", List.of(new Figure.Cell(1, "1"), new Figure.Cell(Double.NaN, "none")));
    return new Figure.HeatMap(
        new Caption("glow", "A glow", "", "two cells"), "c", List.of("a", "b"), "r", List.of(row));
  }
}
