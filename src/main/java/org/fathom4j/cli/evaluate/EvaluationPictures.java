package org.fathom4j.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fathom4j.data.Examples;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.evaluation.ClassEvaluation;
import org.fathom4j.evaluation.Inspector;
import org.fathom4j.evaluation.StoredNetwork;
import org.fathom4j.metrics.ClassTest.Mistake;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.report.InspectionReport;
import org.fathom4j.report.chart.ContactSheet;
import org.fathom4j.report.chart.SmallPicture;
import org.fathom4j.report.inspection.Inspection;

/** An evaluation to look at: what was told as what, the most confident mistakes, the network. */
final class EvaluationPictures {
  private static final int PER_ROW = 10;

  private EvaluationPictures() {}

  /**
   * Writes a page with its figures and, where examples are pictures, {@code mistakes.png}.
   *
   * @param network that was asked, of which name
   * @param test the examples that were scored
   * @return the page and its pictures
   */
  static List<Path> write(
      ClassEvaluation result, StoredNetwork network, String name, Examples test, Path folder)
      throws IOException {
    String score =
        String.format(
            Locale.ROOT,
            "%.2f%% of %,d examples right",
            100 * result.scores().of(Quantity.ACCURACY),
            result.scores().examples());
    Inspection found = Inspector.of(0, network.network(), Optional.of(result.test()), test, test);
    List<Path> files =
        new ArrayList<>(new InspectionReport(name, result.data(), score, found).write(folder));
    if (test instanceof ImageExamples images && !result.test().mistakes().isEmpty()) {
      files.add(Files.write(folder.resolve("mistakes.png"), mistakes(result, images)));
    }
    return List.copyOf(files);
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
