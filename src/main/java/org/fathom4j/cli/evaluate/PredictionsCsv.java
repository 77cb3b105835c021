package org.fathom4j.cli.evaluate;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fathom4j.evaluation.Predictions;
import org.fathom4j.report.export.CsvLine;

/** Every test example beside what is predicted for it, as {@code predictions.csv}. */
final class PredictionsCsv {
  private PredictionsCsv() {}

  static Path write(Predictions predictions, Path folder) throws IOException {
    Path file = folder.resolve("predictions.csv");
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(CsvLine.of(predictions.columns()));
      for (int i = 0; i < predictions.size(); i++) {
        out.write(CsvLine.of(predictions.rows().apply(i)));
      }
    }
    return file;
  }
}
