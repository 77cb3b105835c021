package org.fathom4j.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fathom4j.data.Examples;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.evaluation.ClassEvaluation;
import org.fathom4j.metrics.ClassTest.Mistake;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.report.chart.ContactSheet;
import org.fathom4j.report.chart.Draughtsman;
import org.fathom4j.report.chart.Figure.HeatMap;
import org.fathom4j.report.chart.PngWriter;
import org.fathom4j.report.chart.SmallPicture;
import org.fathom4j.report.figures.ConfusionFigure;

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
    if (test instanceof ImageExamples images && !result.test().mistakes().isEmpty()) {
      files.add(Files.write(folder.resolve("mistakes.png"), mistakes(result, images)));
    }
    return List.copyOf(files);
  }

  private static HeatMap confusion(ClassEvaluation result) {
    String score =
        String.format(
            Locale.ROOT,
            "%s: %.2f%% of %,d examples right",
            result.data(),
            100 * result.scores().of(Quantity.ACCURACY),
            result.scores().examples());
    return ConfusionFigure.of(result.test(), "What was told as what", score);
  }

  private static byte[] mistakes(ClassEvaluation result, ImageExamples images) {
    List<ContactSheet.Tile> tiles = new ArrayList<>();
    for (Mistake mistake : result.test().mistakes()) {
      String caption =
          String.format(
              Locale.ROOT,
              "%s as %s, %.0f%%",
              mistake.label(),
              mistake.predicted(),
              100 * mistake.confidence());
      tiles.add(
          new ContactSheet.Tile(
              new SmallPicture(
                  images.shape().height(), images.shape().width(), images.pixels(mistake.index())),
              caption));
    }
    String title = "Most confident mistakes, truth first: " + result.data();
    return ContactSheet.png(title, tiles, PER_ROW);
  }
}
