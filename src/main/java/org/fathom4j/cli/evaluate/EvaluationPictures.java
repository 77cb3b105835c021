package org.fathom4j.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.fathom4j.data.Examples;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.evaluation.ClassEvaluation;
import org.fathom4j.evaluation.ClassEvaluation.ClassScore;
import org.fathom4j.evaluation.ClassEvaluation.Mistake;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.report.chart.ContactSheet;
import org.fathom4j.report.chart.Draughtsman;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Cell;
import org.fathom4j.report.chart.Figure.HeatMap;
import org.fathom4j.report.chart.Figure.Row;
import org.fathom4j.report.chart.PngWriter;

/** An evaluation as pictures: what was read as what, and the most confident mistakes. */
final class EvaluationPictures {
  private static final int CELL_WIDTH = 64;
  private static final int LABEL_WIDTH = 140;
  private static final int WIDEST = 1600;
  private static final int PER_ROW = 10;

  private EvaluationPictures() {}

  /**
   * Writes {@code confusion.png} and, where examples are pictures, {@code mistakes.png}.
   *
   * @param test the examples that were scored
   * @return the files
   */
  static List<Path> write(ClassEvaluation result, Examples test, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    int width = Math.min(WIDEST, LABEL_WIDTH + CELL_WIDTH * Math.max(5, result.perClass().size()));
    byte[] confusion = PngWriter.bytes(Draughtsman.draw(confusion(result), width));
    files.add(Files.write(folder.resolve("confusion.png"), confusion));
    if (test instanceof ImageExamples images && !result.mistakes().isEmpty()) {
      files.add(Files.write(folder.resolve("mistakes.png"), mistakes(result, images)));
    }
    return List.copyOf(files);
  }

  /** Right ones are left grey, so that the scale of colours shows the mistakes. */
  static HeatMap confusion(ClassEvaluation result) {
    List<String> names = result.perClass().stream().map(ClassScore::name).toList();
    List<Row> rows = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      int truth = c;
      int examples = result.perClass().get(c).examples();
      List<Integer> counts = result.confusion().get(c);
      rows.add(
          new Row(
              names.get(c),
              IntStream.range(0, counts.size())
                  .mapToObj(to -> cell(counts.get(to), examples, to == truth))
                  .toList()));
    }
    Collections.reverse(rows);
    String score =
        String.format(
            Locale.ROOT,
            "%s: %.2f%% of %,d examples right",
            result.data(),
            100 * result.scores().of(Quantity.ACCURACY),
            result.scores().examples());
    String subtitle =
        score + ". Number of examples; colour: share of the true class; grey: the true class.";
    Caption caption = new Caption("confusion", "What was read as what", subtitle, score);
    return new HeatMap(caption, "read as", names, "true class", rows);
  }

  private static Cell cell(int count, int examples, boolean right) {
    boolean empty = right || examples == 0;
    return new Cell(empty ? Double.NaN : count / (double) examples, count == 0 ? "" : "" + count);
  }

  private static byte[] mistakes(ClassEvaluation result, ImageExamples images) {
    List<ContactSheet.Tile> tiles = new ArrayList<>();
    for (Mistake mistake : result.mistakes()) {
      String caption =
          String.format(
              Locale.ROOT,
              "%s as %s, %.0f%%",
              mistake.label(),
              mistake.predicted(),
              100 * mistake.confidence());
      tiles.add(
          new ContactSheet.Tile(
              images.shape().height(),
              images.shape().width(),
              images.pixels(mistake.index()),
              caption));
    }
    String title = "Most confident mistakes, truth first: " + result.data();
    return ContactSheet.png(title, tiles, PER_ROW);
  }
}
