package org.fathom4j.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Cell;
import org.fathom4j.report.chart.Figure.HeatMap;
import org.fathom4j.report.chart.Figure.Label;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Figure.Row;
import org.fathom4j.report.chart.Series.Style;
import org.junit.jupiter.api.Test;

class DraughtsmanTest {
  private static final String[] WORDS = {
    "accuracy", "of", "absolute-rectification", "x", "depth", "Straßenbahnhaltestellenschild", "60k"
  };

  @Test
  void textsOfPlots_neverOverlapNorLeaveTheFrame() {
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Drawing drawing = Draughtsman.draw(plot(random), random.nextInt(280, 1500));
      assertThat(drawing.misplaced()).as("plot of seed " + seed).isEmpty();
    }
  }

  @Test
  void textsOfHeatMaps_neverOverlapNorLeaveTheFrame() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Drawing drawing = Draughtsman.draw(heatMap(random), random.nextInt(280, 1500));
      assertThat(drawing.misplaced()).as("map of seed " + seed).isEmpty();
    }
  }

  private static Plot plot(SplittableRandom random) {
    int count = random.nextInt(3) == 0 ? 1 : random.nextInt(1, 13);
    boolean titled = random.nextBoolean();
    Axis sharedX = random.nextBoolean() ? axis(random) : null;
    Axis sharedY = random.nextBoolean() ? axis(random) : null;
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Axis x = sharedX == null ? axis(random) : sharedX;
      Axis y = sharedY == null ? axis(random) : sharedY;
      List<Series> series = new ArrayList<>();
      List<Label> labels = new ArrayList<>();
      for (int s = random.nextInt(1, 7); s > 0; s--) {
        List<Point> points = points(x, y, random);
        Style style = Style.line(Ink.series(s), Mark.series(s));
        series.add(new Series(words(random, 4), style, points));
        points.stream().limit(8).forEach(p -> labels.add(new Label(p, "91.2%", Ink.TEXT)));
      }
      panels.add(new Panel(titled ? words(random, 5) : "", x, y, series, labels));
    }
    return new Plot(caption(random), panels);
  }

  private static List<Point> points(Axis x, Axis y, SplittableRandom random) {
    List<Point> points = new ArrayList<>();
    for (int i = random.nextInt(0, 12); i > 0; i--) {
      double across = x.low() + random.nextDouble() * (x.high() - x.low());
      double up = y.low() + (random.nextDouble() * 1.2 - 0.1) * (y.high() - y.low());
      points.add(new Point(across, random.nextInt(9) == 0 ? Double.NaN : up));
    }
    return points;
  }

  private static Axis axis(SplittableRandom random) {
    double scale = Math.pow(10, random.nextInt(-7, 8));
    boolean logarithmic = random.nextInt(3) == 0;
    double low = logarithmic ? scale : scale * (random.nextDouble() - 0.5);
    double high = logarithmic ? low * Math.pow(10, 4 * random.nextDouble() + 0.1) : low + scale;
    List<Tick> ticks = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      int count = random.nextInt(1, 15);
      for (int i = 0; i < count; i++) {
        double value = low + (high - low) * (i + 0.5) / count;
        ticks.add(new Tick(value, random.nextBoolean() ? words(random, 3) : "" + i));
      }
    }
    return new Axis(random.nextInt(4) == 0 ? "" : words(random, 6), low, high, logarithmic, ticks);
  }

  private static HeatMap heatMap(SplittableRandom random) {
    int columns = random.nextInt(1, 13);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      labels.add(random.nextBoolean() ? words(random, 2) : "" + (1 << i));
    }
    List<Row> rows = new ArrayList<>();
    for (int r = random.nextInt(1, 13); r > 0; r--) {
      List<Cell> cells = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        double value = random.nextInt(8) == 0 ? Double.NaN : random.nextDouble();
        cells.add(new Cell(value, random.nextBoolean() ? "91.24%" : "–"));
      }
      rows.add(new Row(words(random, 3), cells));
    }
    return new HeatMap(caption(random), words(random, 8), labels, words(random, 8), rows);
  }

  private static Caption caption(SplittableRandom random) {
    return new Caption("id", words(random, 14), words(random, 20), "alt");
  }

  private static String words(SplittableRandom random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(1, most + 1); i > 0; i--) {
      text.append(text.isEmpty() ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }
}
