package org.fathom4j.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fathom4j.metrics.ExperimentException;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.analysis.Analyst;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.chart.Draughtsman;
import org.fathom4j.report.chart.Drawing;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.chart.PngWriter;
import org.fathom4j.report.chart.SvgWriter;
import org.fathom4j.report.export.ReportJson;
import org.fathom4j.report.export.ResultsCsv;
import org.fathom4j.report.figures.Figures;
import org.fathom4j.report.html.Page;

/** Writes a sweep's report. The same record gives the same bytes. */
public final class Report {
  private Report() {}

  /**
   * Writes index.html, the figures, results.csv and report.json; the folder is made where there is
   * none, and files of these names in it are replaced.
   *
   * @throws ExperimentException where the folder cannot be written
   */
  public static ReportFiles write(SweepRecord sweep, Path folder) {
    Findings findings = Analyst.analyse(sweep);
    List<Figure> figures = Figures.of(findings);
    try {
      Files.createDirectories(folder);
      List<Path> files = new ArrayList<>();
      for (Figure figure : figures) {
        Drawing drawing = Draughtsman.draw(figure, Page.WIDE);
        String name = figure.caption().id();
        files.add(Files.write(folder.resolve(name + ".png"), PngWriter.bytes(drawing)));
        files.add(text(folder.resolve(name + ".svg"), SvgWriter.file(drawing)));
      }
      return new ReportFiles(
          text(folder.resolve("index.html"), Page.html(findings, figures)),
          files,
          text(folder.resolve("results.csv"), ResultsCsv.of(sweep)),
          text(folder.resolve("report.json"), ReportJson.of(findings)),
          findings.answer());
    } catch (IOException e) {
      throw new ExperimentException(
          "The report cannot be written to "
              + folder
              + ": "
              + e
              + ". Choose another folder with --out; the results themselves are stored.",
          e);
    }
  }

  /**
   * A compact table for the terminal, a line per axis value or network; no line break at the end.
   */
  public static String summary(SweepRecord sweep) {
    return Summary.of(Analyst.analyse(sweep));
  }

  private static Path text(Path file, String content) throws IOException {
    return Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
