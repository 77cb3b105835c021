package org.fathom4j.cli;

import java.util.List;
import java.util.stream.IntStream;
import org.fathom4j.config.Options;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.study.StudyType;
import org.fathom4j.verdict.KnownAnswer;

/** A study that a third party adds: halves 1 so many times. */
public final class HalvingStudy implements StudyType {
  @Override
  public String name() {
    return "halving";
  }

  @Override
  public String description() {
    return "what is left of 1 after some halvings";
  }

  @Override
  public Study read(Options options) {
    return new Halving(options.integer("times", 1), options.flag("wrong", false));
  }

  private record Halving(int times, boolean wrong) implements Study {
    @Override
    public Lesson run(StudyContext context) {
      double left = Math.scalb(1.0, -times);
      double known = wrong ? 1 : left;
      List<Point> points =
          IntStream.rangeClosed(0, times).mapToObj(i -> new Point(i, Math.scalb(1.0, -i))).toList();
      Series series = new Series("left", Series.Style.line(Ink.series(0), Mark.CIRCLE), points);
      Axis x = new Axis("halvings", 0, times, false, List.of());
      Axis y = new Axis("left", 0, 1, false, List.of());
      Figure figure =
          new Figure.Plot(
              new Figure.Caption("halvings", "Halving", "", "a falling line"),
              List.of(new Figure.Panel("", x, y, List.of(series), List.of())));
      return new Lesson(
          left + " is left.",
          "Each step takes half of what is there.",
          List.of(KnownAnswer.near("left", "halves are left", known, 0, left, "arithmetic")),
          List.of(new Exhibit(figure, "The line never reaches 0.")),
          List.of());
    }
  }
}
