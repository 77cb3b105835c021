package org.fathom4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.Checkout;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Draughtsman;
import org.fathom4j.report.chart.Drawing;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Label;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.PngWriter;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.chart.SvgWriter;
import org.junit.jupiter.api.Test;

/**
 * The depth study's figure beside the paper's is what its stored results give. After new results
 * {@code ./mvnw -pl src -am test -Dtest=BesideThePaperTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfathom.argLine=-Dredraw=true} draws it anew.
 */
final class BesideThePaperTest {
  private static final Ink TEST = Ink.series(0);
  private static final Ink TRAIN = Ink.series(1);
  private static final int WIDTH = 860;
  private static final double BESIDE = 0.09;

  /** Read off figure 5 of arXiv 1312.6082 but for the last, which its text has too. */
  private static final Map<Integer, Double> PAPER =
      new TreeMap<>(
          Map.of(3, 92.33, 4, 93.57, 5, 94.73, 6, 95.30, 7, 95.57, 8, 95.72, 9, 95.89, 11, 96.03));

  private final Path folder = Checkout.root().resolve("reports/svhn-depth-study");

  /** A training's share of numbers read right, in percent. */
  private record Training(double test, double train) {}

  @Test
  void theFigureIsThatOfTheStoredResults() throws IOException {
    Drawing drawing = Draughtsman.draw(plot(trainings()), WIDTH);
    Path svg = folder.resolve("beside-the-paper.svg");
    if (Boolean.getBoolean("redraw")) {
      Files.write(folder.resolve("beside-the-paper.png"), PngWriter.bytes(drawing));
      Files.writeString(svg, SvgWriter.file(drawing));
    }
    assertThat(svg).hasContent(SvgWriter.file(drawing));
  }

  private Map<Integer, List<Training>> trainings() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("results.csv"));
    List<String> head = List.of(lines.get(0).split(",", -1));
    TreeMap<Integer, List<Training>> byDepth = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      if (values[head.indexOf("state")].equals("COMPLETE")) {
        byDepth
            .computeIfAbsent(
                Integer.valueOf(values[head.indexOf("depth")]), depth -> new ArrayList<>())
            .add(
                new Training(
                    100 * Double.parseDouble(values[head.indexOf("test/accuracy")]),
                    100 * Double.parseDouble(values[head.indexOf("best/train/accuracy")])));
      }
    }
    return byDepth;
  }

  private static Plot plot(Map<Integer, List<Training>> ours) {
    String alt = alt(ours);
    Caption caption =
        new Caption(
            "beside-the-paper",
            "At equal size, 6 and 11 layers read more whole numbers than 3, and 6 read the most",
            "Left: read off figure 5 of Goodfellow et al. 2014. Right: SVHN test photos, re-split (8,545 train / 2,000 test). Scales differ.",
            alt);
    return new Plot(caption, List.of(theirs(), here(ours)));
  }

  private static Panel theirs() {
    List<Point> points = new ArrayList<>();
    PAPER.forEach((depth, read) -> points.add(new Point(depth, read)));
    return new Panel(
        "The paper: SVHN, official test, sizes differ",
        new Axis("layers", 2.5, 11.5, false, ticks(List.of(3, 5, 7, 9, 11))),
        new Axis("whole numbers read, %", 91.5, 96.5, false, List.of()),
        List.of(new Series("test", Style.line(TEST, Mark.SQUARE), points)),
        List.of(
            new Label(points.get(0), "92.3%", TEST),
            new Label(points.get(points.size() - 1), "96.0%", TEST)));
  }

  private static Panel here(Map<Integer, List<Training>> ours) {
    List<Point> test = new ArrayList<>();
    List<Point> train = new ArrayList<>();
    List<Point> eachTest = new ArrayList<>();
    List<Point> eachTrain = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    ours.forEach(
        (depth, trainings) -> {
          test.add(new Point(depth, test(trainings)));
          train.add(new Point(depth, train(trainings)));
          labels.add(new Label(new Point(depth, test(trainings)), percent(test(trainings)), TEST));
          for (int i = 0; i < trainings.size(); i++) {
            double place = depth + (i - (trainings.size() - 1) / 2.0) * BESIDE;
            eachTest.add(new Point(place, trainings.get(i).test()));
            eachTrain.add(new Point(place, trainings.get(i).train()));
          }
        });
    double low = eachTest.stream().mapToDouble(Point::y).min().orElseThrow();
    double high = eachTrain.stream().mapToDouble(Point::y).max().orElseThrow();
    return new Panel(
        "Here: 150,000 parameters at every depth",
        new Axis("layers", 2.5, 11.5, false, ticks(List.copyOf(ours.keySet()))),
        new Axis(
            "whole numbers read, %",
            Math.floor(low / 5) * 5 - 5, Math.ceil(high / 5) * 5 + 5, false, List.of()),
        List.of(
            new Series("test", Style.line(TEST, Mark.SQUARE), test),
            new Series("test, one training", Style.dots(TEST, Mark.CIRCLE, 2.8), eachTest),
            new Series("training pictures", Style.dashedLine(TRAIN, Mark.DIAMOND), train),
            new Series(
                "training pictures, one training", Style.dots(TRAIN, Mark.RING, 2.2), eachTrain)),
        labels);
  }

  private static String alt(Map<Integer, List<Training>> ours) {
    StringBuilder alt =
        new StringBuilder(
            "Two panels. Left, the paper's figure 5, read off: 3 layers 92.33%, 4 93.57%, 5 94.73%, 6 95.30%, 7 95.57%, 8 95.72%, 9 95.89%, 11 96.03%. Right, this study at equal size:");
    ours.forEach(
        (depth, trainings) ->
            alt.append(
                String.format(
                    Locale.ROOT,
                    " %d layers %.1f%% (training %.1f%%);",
                    depth,
                    test(trainings),
                    train(trainings))));
    return alt.toString().replaceAll(";$", ".");
  }

  private static double test(List<Training> trainings) {
    return trainings.stream().mapToDouble(Training::test).average().orElseThrow();
  }

  private static double train(List<Training> trainings) {
    return trainings.stream().mapToDouble(Training::train).average().orElseThrow();
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f%%", value);
  }

  private static List<Tick> ticks(List<Integer> depths) {
    return depths.stream().map(depth -> new Tick(depth, depth.toString())).toList();
  }
}
